import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HealthItem } from '../../office/core/observed.ts';
import { mainNumber, otherNumber, startEmergencyOffice, type EmergencyOffice } from './emergency-office.ts';
import { addPerson, until } from './product.ts';
import type { Carrier } from './psap.ts';
import { placeCalls } from './sipp.ts';

let office: EmergencyOffice;
let first: Carrier;
let second: Carrier;

beforeAll(async () => {
  office = await startEmergencyOffice();
  [first, second] = office.carriers;
  await office.product.run('emergency.set-alarm-phones', { phones: [{ extensionId: office.ben.extensionId }] });
});
afterAll(() => office.stop());
beforeEach(() => office.reset());

interface Shown {
  id: string;
  number: string;
  outcome: string;
  place: string;
  caller: string;
  acknowledgedBy: string;
}
const calls = async () => (await office.product.ask<{ calls: Shown[] }>('emergency.calls')).calls;
const firstRule = async () => (await office.product.ask<{ rows: { id: string }[] }>('outbound.list')).rows[0]?.id;
const rang = (device: string) => office.phones.peek().filter((one) => one.device === device).length;

test('[G6] 112, 911, the national number and their prefixed forms reach the first trunk, with the number to call back', async () => {
  const dialled = {
    '112': '112',
    '999': '999',
    '911': '999',
    '9999': '999',
    '9112': '112',
    '0999': '999',
    '9911': '999',
  };
  for (const [number, sent] of Object.entries(dialled)) {
    first.asked.length = 0;
    const call = await office.dial(number);
    expect([number, call?.status, first.asked[0]?.number]).toEqual([number, 200, sent]);
    expect(first.asked[0]?.privacy).toBe('');
    expect(`${first.asked[0]?.fromHeader} ${first.asked[0]?.asserted}`).toContain(mainNumber);
    expect(first.asked[0]?.fromHeader).not.toMatch(/anonymous/i);
  }
  expect(second.asked).toEqual([]);
  await until('the carrier to hear that the callers hung up', () => (first.up === 0 ? true : undefined));
});

test('[G6] the office is told at once: alarm phone, health, inbox with place and outcome; acknowledged with a name', async () => {
  const { product, ben, anna } = office;
  const before = rang(ben.account.device);
  await office.dial('999', 300);
  const [call] = await until('the record', async () => {
    const all = await calls();
    return all[0]?.outcome === 'taken' ? all : undefined;
  });
  expect(call).toMatchObject({
    number: '999',
    caller: `${anna.number} Anna Weber`,
    place: '1 Main Street, SW1A 1AA London, GB',
  });
  await until('the alarm phone', () => (rang(ben.account.device) > before ? true : undefined));
  const health = await product.ask<{ items: HealthItem[] }>('health');
  expect(health.items.find(({ code }) => code.startsWith('emergency-call'))).toMatchObject({ severity: 'broken' });
  for (const { id } of await calls()) await product.run('emergency.acknowledge', { id, name: 'Ben' });
  expect((await calls())[0]?.acknowledgedBy).toBe('Ben');
  const after = await product.ask<{ items: HealthItem[] }>('health');
  expect(after.items.filter(({ code }) => code.startsWith('emergency-call'))).toEqual([]);
});

test('[G6] never 1: what Asterisk has loaded is read back, and found whole', async () => {
  const { emergency, engine } = office.product.running.service;
  await emergency.verify();
  expect(emergency.routeFaults).toEqual([]);
  // Taken away behind our back: noticed, and mended from the file.
  await engine.action('DialplanExtensionRemove', { Context: 'from-phone', Extension: '112' });
  await emergency.verify();
  expect(emergency.routeFaults).toEqual([]);
  expect((await office.dial('112'))?.status).toBe(200);
});

test('[G6] never 2: no rule, limit, forwarding, do-not-disturb, plan or lock stands before it', async () => {
  const { product, anna, ben } = office;
  await product.run('outbound-rule.create', {
    name: 'Nothing outside',
    patterns: [{ kind: 'pattern', text: '.' }],
    action: 'refuse',
    before: await firstRule(),
  });
  await product.run('usage.set-limit', { extensionId: anna.extensionId, kind: 'minutes', amount: 1 });
  await product.run('forwarding.set', {
    extensionId: anna.extensionId,
    kind: 'always',
    enabled: true,
    number: ben.number,
  });
  for (const number of ['112', '999', '9112']) expect((await office.dial(number))?.status).toBe(200);
  expect(first.asked).toHaveLength(3);
  // And an ordinary number is indeed refused.
  expect((await office.dial('02079461234'))?.status).not.toBe(200);
  await product.run('forwarding.set', { extensionId: anna.extensionId, kind: 'always', enabled: false });
});

test('[G6] never 2: a limit that is used up, and as many calls up as the office has bought', async () => {
  const { product, anna, trunkIds } = office;
  await office.reachable();
  const limited = await addPerson(product, 'Lena', { number: '207' });
  await product.run('trunk.set-rates', { trunkId: trunkIds[0], rates: [{ prefix: '', perMinute: 100_000 }] });
  await product.run('usage.set-limit', { extensionId: limited.extensionId, kind: 'money', amount: 1 });
  for (const id of trunkIds) await product.run('trunk.update', { id, maxCalls: 1 });
  expect((await office.dial('02079461234', 50, limited))?.status).not.toBe(200);
  expect((await office.dial('112', 50, limited))?.status).toBe(200);
  // One call for help is up, which is all that is bought: a second and a third one are asked for all the same.
  first.asked.length = 0;
  const held = placeCalls(product.server, [{ ...limited.account, number: '112', talkMs: 6000 }]);
  await until('the first call for help', () => (first.up === 1 ? true : undefined));
  const others = [anna, limited].map((who) => office.dial('112', 3000, who));
  await until('all three', () => (first.up === 3 ? true : undefined));
  // Helpers who call back get through as well, and nobody else does.
  const stranger = first.call(product.server, '+442079469998', otherNumber);
  expect(await stranger.status).toBe(486);
  expect((await Promise.all([held, ...others])).flat().map((one) => one?.status)).toEqual([200, 200, 200]);
  const last = placeCalls(product.server, [{ ...limited.account, number: '112', talkMs: 3000 }]);
  await until('the last call for help', () => (first.up === 1 ? true : undefined));
  const before = rang(anna.account.device);
  await office.dial('112', 50, anna);
  const back = first.call(product.server, '+442079469999', mainNumber);
  expect(await back.status).toBe(200);
  expect(rang(anna.account.device)).toBe(before + 1);
  back.hangUp();
  await last;
  for (const id of trunkIds) await product.run('trunk.update', { id, maxCalls: 0 });
});

test('[G6] never 8: carriers that leave OPTIONS without an answer are called all the same, before any call is ended', async () => {
  const { product, ben } = office;
  await office.reachable();
  const inbound = first.call(product.server, '+442079469998', otherNumber);
  expect(await inbound.status).toBe(200);
  await office.unreachable();
  const began = performance.now();
  expect((await office.dial('112'))?.status).toBe(200);
  expect(first.asked.map(({ number }) => number)).toEqual(['112']);
  expect((first.asked[0]?.at ?? Infinity) - began).toBeLessThan(2000);
  // An ordinary call goes by what is known to answer, and the call that is up goes on.
  expect((await office.dial('02079461234', 50, ben))?.status).not.toBe(200);
  expect(first.up).toBe(1);
  inbound.hangUp();
  office.reset();
  await office.reachable();
});

test('[G6] never 2: all lines busy: an ordinary call from outside makes room', async () => {
  const { product } = office;
  await office.reachable();
  first.channels = 1;
  second.channels = 1;
  const inbound = [first, second].map((carrier) => carrier.call(product.server, '+442079469998', otherNumber));
  for (const one of inbound) expect(await one.status).toBe(200);
  expect((await office.dial('112'))?.status).toBe(200);
  // Both said that they are full, then the first one had a channel again.
  expect(second.asked.length).toBeGreaterThanOrEqual(1);
  expect(first.asked.length).toBeGreaterThanOrEqual(2);
  expect(first.up + second.up).toBe(1);
  for (const one of inbound) one.hangUp();
});

test('[G6] never 2: all lines busy: an ordinary call to the outside makes room, after a notice', async () => {
  const { product, ben } = office;
  await product.run('outbound-rule.create', {
    name: 'London',
    patterns: [{ kind: 'pattern', text: '020XXXXXXXX' }],
    before: await firstRule(),
  });
  first.channels = 1;
  second.does = 'trouble';
  const ordinary = placeCalls(product.server, [{ ...ben.account, number: '02079461234', talkMs: 20_000 }]);
  await until('the ordinary call', () => (first.up === 1 ? true : undefined));
  const began = Date.now();
  expect((await office.dial('112'))?.status).toBe(200);
  const [ended] = await ordinary;
  expect(ended?.status).toBe(200);
  expect((ended?.endedAt ?? 0) - began).toBeLessThan(9000);
});

test('[G6] never 3: an emergency number can never become an extension, a group, or a forwarded-to code', async () => {
  const { product } = office;
  for (const number of ['999', '112', '9112', '0999'])
    await expect(addPerson(product, 'Carla', { number })).rejects.toThrow(/Choose another number/);
  await expect(product.run('ring-group.create', { name: 'Help', number: '999' })).rejects.toThrow(
    /Choose another number/,
  );
});

test('[G6] never 4: nothing is waited for while somebody locks every file of the office', async () => {
  await office.dial('112'); // Warm, to compare with.
  const started = Date.now();
  const usual = await office.dial('112');
  const usualMs = (usual?.endedAt ?? Infinity) - (usual?.startedAt ?? started);
  const locks = ['runtime.sqlite3', 'office.sqlite3', 'emergency.sqlite3', 'mail.sqlite3'].map((name) => {
    const db = new Database(join(office.product.dataDir, name), { fileMustExist: true });
    db.exec('begin exclusive');
    return db;
  });
  const call = await office.dial('112');
  for (const db of locks) db.close();
  expect(call?.status).toBe(200);
  expect(first.asked).toHaveLength(3);
  expect((call?.endedAt ?? Infinity) - (call?.startedAt ?? 0)).toBeLessThan(usualMs + 1000);
});

test('[G6] never 4: it reaches the carrier within 200 ms of an ordinary call’s time', async () => {
  const reach = async (number: string): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      first.asked.length = 0;
      const call = await office.dial(number, 50, office.ben);
      times.push(performance.timeOrigin + (first.asked[0]?.at ?? Infinity) - (call?.startedAt ?? 0));
    }
    return times.sort((a, b) => a - b)[2] ?? Infinity;
  };
  const ordinary = await reach('02079461234');
  expect(ordinary).toBeLessThan(5000);
  expect(await reach('112')).toBeLessThan(ordinary + 200);
});

test('[G6] never 6: a phone that calls for help again and again is never slowed down or kept out', async () => {
  const { product, anna } = office;
  const many = Array.from({ length: 20 }, () => ({ ...anna.account, number: '112', talkMs: 20 }));
  const made = await placeCalls(product.server, many, 20);
  expect(made.map(({ status }) => status)).toEqual(many.map(() => 200));
  expect(first.asked).toHaveLength(20);
});

test('[G6] never 7: helpers call back within the hour: the phone rings past do not disturb and its number’s destination', async () => {
  const { product, anna } = office;
  await office.reachable();
  await office.dial('112');
  const before = rang(anna.account.device);
  const back = first.call(product.server, '+442079469999', mainNumber);
  expect(await back.status).toBe(200);
  expect(rang(anna.account.device)).toBe(before + 1);
  back.hangUp();
});

test('[G6] never 8: every trunk in turn, whatever the one before says, then a spoken notice', async () => {
  for (const does of ['trouble', 'busy', 'forbidden'] as const) {
    first.does = does;
    second.asked.length = 0;
    expect([does, (await office.dial('112'))?.status, second.asked.length]).toEqual([does, 200, 1]);
  }
  second.does = 'trouble';
  expect((await office.dial('112', 200))?.status).toBe(200);
  const last = await until('the outcome', async () => (await calls()).find(({ outcome }) => outcome === 'failed'));
  expect(last.number).toBe('112');
});

test('[G6] never 8: a carrier that falls silent is left for the next one', async () => {
  await office.reachable();
  first.does = 'silent';
  const began = performance.now();
  expect((await office.dial('112'))?.status).toBe(200);
  expect(first.asked).toHaveLength(1);
  expect((second.asked[0]?.at ?? Infinity) - began).toBeLessThan(10_000);
});

test('[G6] never 9: a test goes to the office’s test number by one line, with the call-back number, and is kept with its date', async () => {
  const { product, trunkIds } = office;
  await expect(product.run('emergency.test-trunk', { id: trunkIds[0] })).rejects.toThrow(/no number for tests/);
  await expect(product.run('emergency.set-test-number', { number: '999' })).rejects.toThrow(/real helpers/);
  await product.run('emergency.set-test-number', { number: '07700 900123' });
  // From a phone, to hear the answer: the code and the number of the line.
  expect((await office.dial('*932', 100))?.status).toBe(200);
  expect(second.asked[0]?.number).toMatch(/447700900123$/);
  expect(`${second.asked[0]?.fromHeader} ${second.asked[0]?.asserted}`).toContain(mainNumber);
  interface Board {
    sites: { trunks: { id: string; isProven: boolean; proof: { number: string; by: string; at: number } | null }[] }[];
  }
  const proven = await until('the proof', async () => {
    const board = await product.ask<Board>('emergency.readiness');
    return board.sites[0]?.trunks.find(({ id, isProven }) => id === trunkIds[1] && isProven);
  });
  expect(proven.proof).toMatchObject({ number: '+447700900123', by: `${office.anna.number} Anna Weber` });
  expect(Math.abs((proven.proof?.at ?? 0) - Date.now())).toBeLessThan(10_000);
  // And no alarm was given for it.
  expect((await calls()).some(({ number }) => number.includes('7700'))).toBe(false);
});
