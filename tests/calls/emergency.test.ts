import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HealthItem } from '../../office/core/observed.ts';
import { addPerson, startProduct, until, type Person, type Product } from './product.ts';
import { placeCalls } from './sipp.ts';

let product: Product;
let caller: Person;

beforeAll(async () => {
  product = await startProduct();
  await product.run('office.set-up', { siteName: 'London', country: 'GB', timeZone: 'Europe/London', language: 'en' });
  caller = await addPerson(product, 'Anna', { lastName: 'Weber' });
  const other = await addPerson(product, 'Ben');
  await product.run('extension.set-do-not-disturb', { id: caller.extensionId, on: true });
  await product.run('forwarding.set', {
    extensionId: caller.extensionId,
    kind: 'always',
    enabled: true,
    number: other.number,
  });
});

afterAll(() => product.stop());

test('[G6] 112, 911 and the national number are taken whatever the caller has set, and the office is told who dialled', async () => {
  const calls = await placeCalls(
    product.server,
    ['112', '911', '999'].map((number) => ({ ...caller.account, number, talkMs: 300 })),
    5,
  );
  expect(calls.map(({ number, status }) => [number, status])).toEqual([
    ['112', 200],
    ['911', 200],
    ['999', 200],
  ]);
  const told = await until('the alarm', async () => {
    const health = await product.ask<{ items: HealthItem[] }>('health');
    const items = health.items.filter(({ code }) => code.startsWith('emergency-call'));
    return items.length === 3 ? items : undefined;
  });
  expect(told.map(({ title }) => title).sort()).toEqual(
    ['112', '911', '999'].map((number) => `${caller.number} Anna Weber dialled the emergency number ${number}`),
  );
  expect(told.every(({ severity }) => severity === 'broken')).toBe(true);
});

test('[G6] an emergency number can never become an extension', async () => {
  await expect(addPerson(product, 'Carla', { number: '999' })).rejects.toThrow(/emergency number/);
});
