/** The practice office as the window uses it: phones that exist only in the program, with the real service and Asterisk. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PhoneLine } from '../../office/features/phones/queries.ts';
import type { PracticePhone } from '../../service/practice/practice.ts';
import { addPerson, startProduct, until, type Person, type Product } from './product.ts';
import { openSoftphone, type Softphone } from './softphone.ts';

let product: Product;
let ann: Person;
let ben: Person;
let cara: Person;
let bens: Softphone;
let practice = '';

beforeAll(async () => {
  product = await startProduct();
  [ann, ben, cara] = [
    await addPerson(product, 'Ann'),
    await addPerson(product, 'Ben'),
    await addPerson(product, 'Cara'),
  ];
  bens = await openSoftphone(product.server, ben.account, 440);
}, 60_000);
afterAll(async () => {
  await bens?.close();
  await product?.stop();
});

const list = () => product.ask<PracticePhone[]>('practice.list');
const shows = (what: string, fits: (phone: PracticePhone) => boolean, id = practice): Promise<PracticePhone> =>
  until(what, async () => (await list()).find((one) => one.id === id && fits(one)), 15_000);
const rows = async (tab: 'new' | 'all') => (await product.ask<{ rows: PhoneLine[] }>('phones.list', { tab })).rows;

test('[R4] a practice phone appears under New, is adopted, gets its file and registers', async () => {
  ({ ids: [practice = ''] } = await product.run<{ ids: string[] }>('practice.add', { phones: [{ vendor: 'snom', model: 'D785' }] })); // prettier-ignore
  const seen = await until('it is listed under New', async () => (await rows('new')).find(({ id }) => id === practice));
  expect(seen).toMatchObject({ vendor: 'snom', model: 'D785', address: '127.0.0.1' });
  await product.run('phone.adopt', { mac: seen.mac, vendor: 'snom', model: 'D785', identityId: ann.identityIds[0] });
  const phone = await shows('it is registered', ({ lines }) => lines[0]?.registered === true);
  expect(phone).toMatchObject({ power: 'running', lines: [{ name: 'Ann', problem: '' }], call: null });
  // What it calls itself is asked for when it has registered.
  const line = await until('the list says so', async () =>
    (await rows('all')).find(({ registration: one }) => one?.status === 'registered' && one.userAgent !== ''),
  );
  expect(line).toMatchObject({ id: practice, assignedTo: 'Ann', registration: { userAgent: 'snomD785/10.1.198.19' } });
});

test('[R4] a phone whose maker’s phones do not ask the network is seen when it looks for its file, and told', async () => {
  const { ids } = await product.run<{ ids: string[] }>('practice.add', {
    phones: [{ vendor: 'poly', model: 'VVX 450' }],
  });
  const [poly = ''] = ids;
  await until('it is listed under New', async () => (await rows('new')).find(({ id }) => id === poly));
  await product.run('phone.adopt', {
    mac: poly.slice(4),
    vendor: 'poly',
    model: 'VVX 450',
    identityId: cara.identityIds[0],
  });
  await product.run('practice.restart', { id: poly });
  expect(await shows('it is registered', ({ lines }) => lines[0]?.registered === true, poly)).toMatchObject({
    lines: [{ name: 'Cara' }],
  });
  await product.run('practice.remove', { id: poly });
});

test('[R4] it rings when called, answers, and hangs up; it calls within the office, and nobody outside', async () => {
  const called = bens.dial(ann.number);
  expect(await shows('it rings', ({ call }) => call?.state === 'ringing')).toMatchObject({
    call: { direction: 'in', name: 'Ben', number: ben.number },
  });
  await product.run('practice.answer', { id: practice });
  await called.up();
  await shows('it is in a call', ({ call }) => call?.state === 'up');
  await expect(product.run('practice.dial', { id: practice, number: ben.number })).rejects.toThrow('in a call');
  await product.run('practice.hang-up', { id: practice });
  await called.over();
  await shows('it is free', ({ call }) => call === null);

  for (const number of ['112', '0301234567', '*93', '*931'])
    await expect(product.run('practice.dial', { id: practice, number })).rejects.toThrow(/line to the outside/);
  await expect(product.run('practice.dial', { id: practice, number: '1;x' })).rejects.toThrow('digits');
  await product.run('practice.dial', { id: practice, number: ben.number });
  const heard = await bens.incoming();
  expect(heard.from).toEqual({ number: ann.number, name: 'Ann' });
  heard.answer();
  await shows('both talk', ({ call }) => call?.state === 'up');
  heard.hangUp();
  await shows('the other end hung up', ({ call }) => call === null);
});

test('[R4] it is told to restart, is unplugged, and comes back', async () => {
  const mac = practice.slice(4);
  const told = Date.now();
  await product.run('phone.resync', { mac, reboot: true });
  // It may be back before anybody can look at it: that it fetched once more stays.
  await until('it restarts', async () => {
    const { fetches } = await product.ask<{ fetches: { at: number }[] }>('phone.fetches', { mac });
    return fetches.some(({ at }) => at >= told) ? true : undefined;
  });
  await shows('it is back', ({ lines }) => lines[0]?.registered === true);
  await product.run('practice.unplug', { id: practice });
  expect((await list())[0]).toMatchObject({ power: 'unplugged', lines: [] });
  await product.run('practice.plug-in', { id: practice });
  await shows('it is back again', ({ lines }) => lines[0]?.registered === true);
});

test('[R4] switched off, nothing of it is left; one undo brings it back to work', async () => {
  await product.run('practice.end');
  await until('nothing of it is left', async () =>
    [await list(), await rows('all'), await rows('new')].flat().length === 0 ? true : undefined,
  );
  const lost = bens.dial(ann.number);
  await lost.over();
  await product.run('journal.undo', {});
  await shows('it is back at work', ({ lines }) => lines[0]?.registered === true);
  await product.run('practice.end');
});
