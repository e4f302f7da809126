/** Transfers and the public network: what colleagues may pass on, and what nobody outside can do to himself (toll fraud). */
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { enginePaths } from '../../asterisk/process/paths.ts';
import { openHands, type Hands } from './hands.ts';
import { until } from './product.ts';
import { openSoftphone, type SoftCall, type Softphone } from './softphone.ts';

let hands: Hands;
/** The other end of the line: everybody outside, with a phone in the hand. */
let world: Softphone;
const tone = 1600;
const [A, B] = [0, 1] as const;
const office = '+49301234567';
const abroad = '0043155501';

beforeAll(async () => {
  hands = await openHands(['Anna', 'Ben']);
  const { product } = hands;
  await product.run('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  const trunk = await product.run<{ id: string }>('trunk.create', {
    name: 'Gateway',
    kind: 'gateway',
    registersHere: true,
  });
  await product.run('public-number.create', { number: office, destination: `node:${hands.people[B]?.extensionId}` });
  const secret = await product.ask<{ username: string; password: string }>('trunk.credentials', { id: trunk.id });
  const account = { device: secret.username, secret: secret.password };
  world = await until('the gateway', () => openSoftphone(product.server, account, tone).catch(() => undefined));
}, 60_000);
afterEach(() => hands.rest());
afterAll(async () => {
  await world?.close();
  await hands?.stop();
});

const phone = (index: number) => hands.phone(index);
const number = (index: number) => hands.number(index);
const hearsWorld = (call: SoftCall) =>
  until('the one outside', () => (call.hears([tone]).length === 1 ? true : undefined));
const live = async () => (await hands.product.ask<{ calls: unknown[] }>('calls.live')).calls.length;

/** Somebody outside calls Ben, who answers. */
async function fromOutside(): Promise<[SoftCall, SoftCall]> {
  const outside = world.dial(office);
  const ben = await phone(B).incoming();
  ben.answer();
  await outside.up();
  await hearsWorld(ben);
  return [outside, ben];
}

test('[G4] [G5] a caller from outside cannot transfer himself: neither REFER nor keys reach anybody', async () => {
  const [outside, ben] = await fromOutside();
  const rang = world.rang.length;
  outside.transfer(abroad);
  await outside.press(`##${abroad}`);
  await outside.press(`*2${number(A)}`);
  // The keys have been heard by the office when Ben hears the voice again; a transfer would have taken him away.
  await hands.hears(outside, B);
  await hearsWorld(ben);
  expect([world.rang.length, phone(A).rang.length, await live()]).toEqual([rang, 0, 1]);
  expect(outside.transferred.filter((line) => line.includes('200'))).toEqual([]);
});

test('[G4] [G5] Ben transfers an outside call to a colleague, by the phone and by keys, and whoever was transferred still has no keys', async () => {
  for (const how of ['refer', 'keys'] as const) {
    const [outside, ben] = await fromOutside();
    if (how === 'refer') ben.transfer(number(A));
    else await ben.press(`##${number(A)}`);
    const anna = await phone(A).incoming();
    anna.answer();
    await hearsWorld(anna);
    await hands.hears(outside, A);
    const rang = world.rang.length;
    if (how === 'keys') await outside.press(`##${number(B)}`);
    outside.transfer(abroad);
    await hearsWorld(anna);
    expect(world.rang.length).toBe(rang);
    anna.hangUp();
    await outside.over();
  }
});

test('[G4] [X14] Ben transfers out by a line, by his own rules: what he may not call he may not transfer to', async () => {
  // As a phone's own list of calls has it, too.
  for (const number of [abroad, `+${abroad.slice(2)}`]) {
    const [outside, ben] = await fromOutside();
    ben.transfer(number);
    const there = await world.incoming();
    expect(there.invite?.uri).toContain('43155501');
    there.answer();
    await hands.hears(outside);
    await until('the two outside', () => (outside.hears([tone]).length === 1 ? true : undefined));
    outside.hangUp();
    await there.over();
  }

  const { rows } = await hands.product.ask<{ rows: { id: string }[] }>('outbound.list');
  await hands.product.run('outbound-rule.create', {
    name: 'Abroad', action: 'refuse', patterns: [{ kind: 'class', text: 'international' }], before: rows[0]?.id,
  }); // prettier-ignore
  const [again, me] = await fromOutside();
  const rang = world.rang.length;
  me.transfer(abroad);
  await again.over();
  expect(world.rang.length).toBe(rang);
});

test('[G4] [G5] on a call to the outside the office’s side has ##, the other side has not', async () => {
  const ben = phone(B).dial('0301112233');
  const there = await world.incoming();
  there.answer();
  await ben.up();
  await hearsWorld(ben);
  const rang = world.rang.length;
  await there.press(`##${number(A)}`);
  there.transfer(number(A));
  await hearsWorld(ben);
  expect(phone(A).rang.length).toBe(0);
  await ben.press(`##${number(A)}`);
  const anna = await phone(A).incoming();
  anna.answer();
  await hearsWorld(anna);
  await ben.over();
  await there.press(`##${number(B)}`);
  there.transfer(abroad);
  await hearsWorld(anna);
  expect(world.rang.length).toBe(rang);
});

test('[X12] a call that its caller transferred goes on at his expense, and is cut when his limit is reached', async () => {
  const { product, people } = hands;
  const [trunk] = (await product.ask<{ rows: { id: string }[] }>('trunk.list')).rows;
  // One unit of money a second; ten of them.
  await product.run('trunk.set-rates', {
    trunkId: trunk?.id,
    rates: [{ prefix: '+49', perMinute: 600_000, firstStep: 1, nextStep: 1 }],
  });
  const extensionId = people[B]?.extensionId;
  await product.run('usage.set-limit', { extensionId, kind: 'money', amount: 100_000 });
  const ben = phone(B).dial('0301112233');
  const there = await world.incoming();
  there.answer();
  const since = Date.now();
  await ben.up();
  await hearsWorld(ben);
  ben.transfer(number(A));
  const anna = await phone(A).incoming();
  anna.answer();
  await hearsWorld(anna);
  await ben.over();
  await anna.over();
  const lasted = (Date.now() - since) / 1000;
  expect(lasted).toBeGreaterThan(9);
  expect(lasted).toBeLessThan(14);
  const spent = new Database(enginePaths(product.dataDir).runtimeDatabase, { readonly: true });
  const cost = spent.prepare('select cost from usage_meter where id = ?').pluck().get(extensionId);
  spent.close();
  expect(cost).toBeGreaterThanOrEqual(100_000);
  expect(cost).toBeLessThanOrEqual(130_000);
});
