import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, ringingPhones, startProduct, until, type Person, type Product } from './product.ts';
import { placeCalls } from './sipp.ts';

let product: Product;
let anna: Person;
let ben: Person;
let phones: Awaited<ReturnType<typeof ringingPhones>>;

beforeAll(async () => {
  product = await startProduct();
  anna = await addPerson(product, 'Anna', { number: '201', voicemail: true, ringSeconds: 1 });
  ben = await addPerson(product, 'Ben', { number: '202' });
  await product.run('ring-group.create', {
    number: '300',
    name: 'Sales',
    members: [{ identityId: anna.identityIds[0] }],
  });
  await product.run('queue.create', {
    number: '310',
    name: 'Support',
    sayPosition: false,
    agents: [{ extensionId: anna.extensionId }],
  });
  await product.run('forwarding.set', { extensionId: ben.extensionId, kind: 'always', enabled: true, number: '201' });
  phones = await ringingPhones(product, [{ account: anna.account, does: { what: 'rings' } }]);
});
afterAll(async () => {
  await phones?.stop();
  await product.stop();
});

const inbox = () => join(product.dataDir, 'engine/spool/voicemail/default', anna.extensionId, 'INBOX');
const messages = () => (existsSync(inbox()) ? readdirSync(inbox()).filter((name) => name.endsWith('.txt')).length : 0);
const waiting = () => product.running.service.engine.evaluate(`VM_INFO(${anna.extensionId}@default,count,INBOX)`);
const call = async (number: string, talkMs: number) => {
  const before = phones.peek().length;
  const [placed] = await placeCalls(product.server, [{ ...ben.account, number, talkMs }]);
  // sipp writes its trace in bursts.
  const rang = await until('the ringing', () => phones.peek()[before], 1500).catch(() => undefined);
  return { status: placed?.status, rang: rang?.device };
};

test('[X1] another number keeps voicemail, groups, queues, forwards and history', async () => {
  expect((await call('201', 14_000)).rang).toBe(anna.account.device);
  await until('the message', () => (messages() === 1 ? true : undefined));
  await product.run('extension.renumber', { id: anna.extensionId, number: '251' });

  expect(await waiting()).toBe('1');
  // Nobody's now, and this office has no line to the outside.
  const old = await call('201', 100);
  expect(old.rang).toBeUndefined();
  expect(old.status).toBe(404);
  for (const number of ['251', '300', '202']) expect((await call(number, 100)).rang, number).toBe(anna.account.device);
  // A queue answers by itself, so the caller stays a moment.
  expect((await call('310', 1500)).rang).toBe(anna.account.device);
  const { forwards } = await product.ask<{ forwards: { number: string }[] }>('extension.get', { id: ben.extensionId });
  expect(forwards).toMatchObject([{ number: '251' }]);
  const { entries } = await product.ask<{ entries: { words: string }[] }>('history.list', {
    limit: 50,
    rowId: anna.extensionId,
  });
  expect(entries.length).toBeGreaterThan(1);
});
