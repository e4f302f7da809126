/** A phone counts as soon as it has registered, and as soon as the engine is back: not when Asterisk next looks around. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, isFree, startProduct, until, type Person, type Product } from './product.ts';
import { openSoftphone, type Softphone } from './softphone.ts';

let product: Product;
let people: Person[];
let phones: Softphone[] = [];

beforeAll(async () => {
  product = await startProduct();
  people = [await addPerson(product, 'Anna'), await addPerson(product, 'Ben')];
}, 60_000);
afterAll(async () => {
  await Promise.all(phones.map((one) => one.close()));
  await product.stop();
});

const device = () => people[1]?.account.device ?? '';
const seenFree = (what: string) => until(what, () => isFree(product, device()).catch(() => undefined), 10_000);

test('[G4] [I4] a phone that registers is paged at once; seconds after a restart of the engine as well', async () => {
  phones = await Promise.all(
    people.map(({ account }, index) => openSoftphone(product.server, account, 500 + 200 * index)),
  );
  const [anna, ben] = phones as [Softphone, Softphone];
  await seenFree('the phone to be free');
  await product.run('paging-group.create', {
    name: 'All',
    number: '620',
    members: people.map(({ extensionId }) => extensionId),
  });
  const page = async () => {
    ben.answersBy = 'headers';
    const call = anna.dial('620');
    await ben.incoming();
    call.hangUp();
    await call.over();
  };
  await page();

  const before = product.running.service.observed.engine.pid;
  await product.run('engine.restart', {});
  await until('the other engine', () => {
    const { pid, state, manager } = product.running.service.observed.engine;
    return state === 'running' && manager === 'ready' && pid !== before ? true : undefined;
  });
  await seenFree('the phone to be free again');
  await page();
  expect(ben.rang).toHaveLength(2);
}, 60_000);
