import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, ringingPhones, startProduct, until, type Person, type Product } from './product.ts';
import { placeCalls, watchNumber } from './sipp.ts';

let product: Product;
let watched: Person;
let watcher: Person;
let caller: Person;

beforeAll(async () => {
  product = await startProduct();
  watched = await addPerson(product, 'Watched');
  watcher = await addPerson(product, 'Watcher');
  caller = await addPerson(product, 'Caller');
});

afterAll(() => product.stop());

test('[G4] a busy lamp is told when the phone rings, talks and is free again, and follows the number to its new owner', async () => {
  const phones = await ringingPhones(product, [{ account: watched.account, does: { what: 'answers', afterMs: 600 } }]);
  const lamp = await watchNumber(product.server, watcher.account, watched.number);
  await until('the first NOTIFY', () => (lamp.states().length > 0 ? true : undefined));

  const [call] = await placeCalls(product.server, [{ ...caller.account, number: watched.number, talkMs: 800 }]);
  expect(call?.status).toBe(200);
  await until('the lamp to go off', () => (lamp.states().at(-1) === 'terminated' ? true : undefined));
  // "terminated" is the state of a dialog that is over: the lamp is off.
  expect(lamp.states()).toEqual(['terminated', 'early', 'confirmed', 'terminated']);
  await lamp.stop();

  // The number moves to somebody else: a phone that asks again sees the new owner's devices.
  await product.run('extension.renumber', { id: watched.extensionId, number: '190' });
  await product.run('extension.renumber', { id: caller.extensionId, number: watched.number });
  const again = await watchNumber(product.server, watcher.account, watched.number);
  await until('the first NOTIFY', () => (again.states().length > 0 ? true : undefined));
  await placeCalls(product.server, [{ ...watcher.account, number: '190', talkMs: 300 }]);
  expect(again.states()).toEqual(['terminated']);
  await again.stop();
  await phones.stop();
});

test('[G4] the keys of a phone light: a colleague who talks, hours that are switched', async () => {
  const hours = await product.run<{ id: string }>('schedule.create', { name: 'Office', number: '17' });
  const { extensionId } = watcher;
  for (const [kind, target] of [
    ['lamp', caller.extensionId],
    ['hours', hours.id],
  ])
    await product.run('key.add', { extensionId, kind, target });
  const { keys } = await product.ask<{ keys: { dials: string }[] }>('key.list', { extensionId });
  const lamps = await Promise.all(keys.map(({ dials }) => watchNumber(product.server, watcher.account, dials)));
  const [colleague, open] = lamps;
  await until('both lamps to be told', () => (lamps.every((one) => one.states().length > 0) ? true : undefined));
  const before = open?.states().at(-1);
  await placeCalls(product.server, [{ ...caller.account, number: '*43', talkMs: 400 }]);
  await until('the colleague’s lamp', () => (colleague?.states().includes('confirmed') ? true : undefined));
  await product.run('schedule.override', { id: hours.id, state: before === 'terminated' ? 'closed' : 'open' });
  await until('the lamp of the hours', () => (open?.states().at(-1) !== before ? true : undefined));
  for (const lamp of lamps) await lamp.stop();
});
