import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HealthItem, TrunkTest } from '../../office/core/observed.ts';
import type { TrunkState } from '../../office/features/trunks/state.ts';
import { callIn, startCarrier, startRefusingRegistrar, type Carrier } from './lines.ts';
import { addPerson, startProduct, until, type Person, type Product } from './product.ts';
import { startRegistrar, type Registrar } from './registrar.ts';
import { freePort } from './ports.ts';
import { placeCalls, register } from './sipp.ts';

let product: Product;
let registrar: Registrar;
let carrier: Carrier;
let backup: Carrier | undefined;
let anna: Person;
let addresses = ['127.0.0.11'];

beforeAll(async () => {
  [product, registrar, carrier] = await Promise.all([
    startProduct({ resolveNames: () => Promise.resolve(addresses) }),
    startRegistrar('acct', 'right-one'),
    startCarrier(undefined, '127.0.0.2'),
  ]);
  await product.run('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  anna = await addPerson(product, 'Anna');
  await product.run('public-number.create', { number: '030 1234567', destination: 'end:busy' });
});

afterAll(async () => {
  await Promise.all([product?.stop(), registrar?.stop(), carrier?.stop(), backup?.stop()]);
});

const add = async (input: object) => (await product.run<{ id: string }>('trunk.create', input)).id;
const stateOf = async (id: string) => (await product.ask<{ state: TrunkState }>('trunk.get', { id })).state;
const becomes = (id: string, code: string) =>
  until(
    `${code}`,
    async () => {
      const state = await stateOf(id);
      return state.code === code ? state : undefined;
    },
    12_000,
  );
const health = async () => (await product.ask<{ items: HealthItem[] }>('health')).items;

test('[G5] without a trunk nothing is wrong and nothing is asked', async () => {
  expect((await product.ask<{ rows: unknown[] }>('trunk.list')).rows).toEqual([]);
  expect((await health()).filter(({ code }) => code.startsWith('trunk'))).toEqual([]);
});

test('[G5] a login: wrong password named, mended, lost and found, known by its secret from any address', async () => {
  const id = await add({
    name: 'Carrier',
    kind: 'registration',
    host: '127.0.0.1',
    port: registrar.port,
    username: 'acct',
    password: 'wrong-one',
  });
  const wrong = await becomes(id, 'rejected-401');
  expect(wrong.words).toContain('user name or password');
  const item = (await health()).find(({ code }) => code === `trunk-${id}-rejected-401`);
  expect(item).toMatchObject({ severity: 'broken', route: `/lines/trunks/${id}` });

  await product.run('trunk.update', { id, password: 'right-one' });
  const up = await becomes(id, 'registered');
  expect(up.roundTripMs).toBeGreaterThan(0);
  expect(Date.now() - (up.askedAt ?? 0)).toBeLessThan(15_000);
  expect((await health()).some(({ code }) => code.startsWith(`trunk-${id}`))).toBe(false);

  // A carrier that has moved: its call comes from an address that nobody knows, and is known by our own contact.
  const [contact = ''] = await registrar.contacts();
  const line = /;line=[a-z0-9]+/i.exec(contact)?.[0];
  expect(line).toBeDefined();
  const moved = { user: id, to: '<sip:+49301234567@x>', address: '127.0.0.8' };
  expect((await callIn(product.server, { ...moved, uriParameters: line ?? '' })).status).toBe(486);
  expect((await callIn(product.server, { ...moved, uriParameters: ';line=guessed' })).status).toBe(401);

  const { port } = registrar;
  await registrar.stop();
  await product.run('trunk.look');
  await becomes(id, 'unreachable');
  registrar = await startRegistrar('acct', 'right-one', port);
  await product.run('trunk.look');
  await becomes(id, 'registered');
  await until('the login anew', async () => ((await registrar.contacts()).length > 0 ? true : undefined));
  await product.run('trunk.delete', { id });
  await until('gone', async () =>
    (await product.ask<{ rows: unknown[] }>('trunk.list')).rows.length === 0 ? true : undefined,
  );
});

test('[G5] a carrier that says 403, and one that says nothing', async () => {
  const refusing = await startRefusingRegistrar(403);
  const refused = await add({
    name: 'Locked',
    kind: 'registration',
    host: '127.0.0.1',
    port: refusing.port,
    username: 'acct',
    password: 'x',
  });
  const silent = await add({
    name: 'Silent',
    kind: 'registration',
    host: '127.0.0.4',
    port: 5999,
    username: 'acct',
    password: 'x',
  });
  await becomes(refused, 'rejected-403');
  await product.run('trunk.look');
  await becomes(silent, 'login-no-answer');
  await product.run('trunk.delete', { id: refused });
  await product.run('trunk.delete', { id: silent });
  await refusing.stop();
});

test('[G5] a gateway logs in here with a name that nobody chose, and only with its password', async () => {
  const id = await add({ name: 'GSM box', kind: 'gateway', registersHere: true });
  await becomes(id, 'not-logged-in');
  const { username, password } = await product.ask<{ username: string; password: string }>('trunk.credentials', { id });
  expect(username).toBe(id);
  expect(password.length).toBeGreaterThan(20);
  const port = await freePort();
  const does = { what: 'rings' } as const;
  await expect(register(product.server, [{ device: id, secret: 'guessed', does }], port)).rejects.toThrow();
  await register(product.server, [{ device: id, secret: password, does }], port);
  const box = await startCarrier(port);
  await product.run('trunk.look');
  await becomes(id, 'reachable');
  const [call] = await placeCalls(product.server, [
    { device: id, secret: password, number: '+49301234567', talkMs: 100 },
  ]);
  expect(call?.status).toBe(486);
  await box.stop();
  await product.run('trunk.delete', { id });
});

test('[G5] a carrier that changes its address is looked up again, without a name server asked by Asterisk', async () => {
  const id = await add({ name: 'By name', kind: 'address', host: 'carrier.example', port: 5060 });
  const callFrom = async (address: string) => (await callIn(product.server, { user: '+49301234567', address })).status;
  await until('the first address', async () => ((await callFrom('127.0.0.11')) === 486 ? true : undefined));
  expect(await callFrom('127.0.0.12')).toBe(401);
  addresses = ['127.0.0.12'];
  await product.run('trunk.look');
  await until('the second address', async () => ((await callFrom('127.0.0.12')) === 486 ? true : undefined));
  expect(await callFrom('127.0.0.11')).toBe(401);
  await product.run('trunk.delete', { id });
});

test('[G5] a test call says what the carrier answered, and keeps it', async () => {
  const id = await add({ name: 'Test', kind: 'address', host: carrier.address, port: carrier.port });
  await becomes(id, 'reachable');
  const call = (number: string) => product.run<TrunkTest>('trunk.test-call', { id, number });
  const answered = await call('030 555200');
  expect(answered).toMatchObject({ result: 'answered', code: 200, number: '+4930555200' });
  // It rings for 200 ms.
  expect(answered.answeredAfterMs).toBeGreaterThanOrEqual(200);
  expect(answered.answeredAfterMs).toBeLessThan(3000);
  expect(await call('030 555486')).toMatchObject({ result: 'busy', code: 486 });
  expect(await call('030 555403')).toMatchObject({ result: 'refused', code: 403 });
  expect(await call('030 555503')).toMatchObject({ result: 'down', code: 503 });
  const { observed } = await product.ask<{ observed: { lastTest: TrunkTest } }>('trunk.get', { id });
  expect(observed.lastTest).toMatchObject({ result: 'down', code: 503 });
  await expect(product.run('trunk.test-call', { id, number: '1; System(id)' })).rejects.toThrow(/as you would dial it/);
  await product.run('trunk.delete', { id });
});

test('[G5] the next trunk is taken when the first is in trouble, and the first again when it is well', async () => {
  const other = (backup = await startCarrier(undefined, '127.0.0.3'));
  const first = await add({ name: 'First', kind: 'address', host: carrier.address, port: carrier.port });
  const second = await add({ name: 'Second', kind: 'address', host: other.address, port: other.port });
  await Promise.all([becomes(first, 'reachable'), becomes(second, 'reachable')]);
  const dial = async (number: string) => {
    const counts = [carrier.invites().length, other.invites().length] as const;
    const [call] = await placeCalls(product.server, [{ ...anna.account, number, talkMs: 100 }]);
    return [call?.status, carrier.invites().length - counts[0], other.invites().length - counts[1]];
  };
  expect(await dial('030555200')).toEqual([200, 1, 0]);
  expect(await dial('030555486')).toEqual([486, 1, 0]);
  expect((await dial('030555503')).slice(1)).toEqual([1, 1]);
  // Gone: known by its silence, so nobody waits for it.
  await carrier.stop();
  await product.run('trunk.look');
  await becomes(first, 'unreachable');
  const began = Date.now();
  const [call] = await placeCalls(product.server, [{ ...anna.account, number: '030555200', talkMs: 100 }]);
  expect(call?.status).toBe(200);
  expect(Date.now() - began).toBeLessThan(3000);
  expect((await health()).find(({ code }) => code === `trunk-${first}-unreachable`)).toMatchObject({
    severity: 'attention',
    cause: expect.stringContaining('Second') as string,
  });
  carrier = await startCarrier(carrier.port, carrier.address);
  await product.run('trunk.look');
  await becomes(first, 'reachable');
  expect(await dial('030555200')).toEqual([200, 1, 0]);
});
