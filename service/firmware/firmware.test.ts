import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna as actor, migrations } from '../../db/test-office.ts';
import { openOffice, type Office } from '../../db/office.ts';
import type { Registration } from '../../office/core/observed.ts';
import { features } from '../../office/features/index.ts';
import { firmwareOf } from '../../office/features/firmware/read.ts';
import { firmwareFiles, firmwareRollouts } from '../../office/features/firmware/table.ts';
import { phones } from '../../office/features/phones/table.ts';
import { startPhones, type PhonesHandle } from '../../phones/index.ts';
import { watchLogEnds } from '../phone-files/log-end.ts';
import { phoneVendors } from '../../phones/vendors/index.ts';
import { testProfile } from '../../phones/vendors/test-profile.ts';
import { canTellFirmware } from './can-tell.ts';
import { openFirmwareDesk, type FirmwareDesk } from './desk.ts';
import { openPace } from './pace.ts';

let folder: string;
let office: Office;
let desk: FirmwareDesk;
let clock = 1_800_000_000_000;
/** What phones say of themselves when they register, by device, and since when they are registered. */
let saying: Map<string, string>;
let since = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchroom firmware '));
  saying = new Map();
  since = 0;
  office = openOffice({ file: join(folder, 'office.sqlite3'), migrations, features, now: () => clock });
  desk = open();
});
afterEach(async () => {
  await desk.stop();
  office.close();
  rmSync(folder, { recursive: true });
});

const open = () =>
  openFirmwareDesk({
    office, dataDir: folder, now: () => clock, changed: () => {}, lookEveryMs: 3_600_000,
    seen: (mac) => ({ address: `10.0.0.${Number.parseInt(mac.slice(-2), 16)}`, firmware: '10.1.100.1' }),
    registration: (device): Registration =>
      saying.has(device)
        ? { status: 'registered', since, address: '10.0.0.9:5060', transport: 'udp', userAgent: saying.get(device) ?? '', roundTripMs: 1 }
        : { status: 'never' },
    note: (text) => expect(text).toBe(''),
  }); // prettier-ignore

function run<V>(command: string, input: unknown): V {
  const outcome = office.run(command, input, actor);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value as V;
}

/** A phone with a person; its device. */
function phone(mac: string, number: string, siteId?: string): string {
  const { extensionId } = run<{ extensionId: string }>('person.create', { firstName: `P${number}`, number });
  run('phone.adopt', { mac, vendor: 'snom', model: 'D785', extensionId, ...(siteId === undefined ? {} : { siteId }) });
  return `${extensionId}-1`;
}

async function begin(bytes: number): Promise<string> {
  const begun = await desk.store.begin(bytes);
  if (typeof begun === 'string') throw new Error(begun);
  return begun.upload;
}

async function added(bytes: Buffer, version = '10.1.198.19'): Promise<string> {
  const id = await begin(bytes.length);
  for (let at = 0; at < bytes.length; at += 100_000) await desk.store.add(id, bytes.subarray(at, at + 100_000));
  const stored = await desk.store.finish(id);
  return run<{ id: string }>('firmware.keep', { vendor: 'snom', models: ['D785'], version, fileName: 'snomD785-10.1.198.19-SIP-r.bin', ...stored }).id; // prettier-ignore
}

const state = (id: string) => office.read.get(firmwareRollouts, id);
const states = (id: string) => {
  const rollout = state(id);
  return rollout ? desk.progress(rollout).map((one) => one.state) : [];
};

test('[G4] a file is kept whole or not at all, under its hash', async () => {
  const bytes = randomBytes(300_000);
  const id = await begin(bytes.length);
  await desk.store.add(id, bytes.subarray(0, 100_000));
  expect(await desk.store.finish(id)).toBeUndefined();
  const tooLong = await begin(10);
  expect(await desk.store.add(tooLong, bytes)).toBe('too-large');
  expect(readdirSync(join(folder, 'firmware'))).toEqual([]);
  await added(bytes);
  const file = office.read.all(firmwareFiles)[0];
  const hash = createHash('sha256').update(bytes).digest('hex');
  expect(file).toMatchObject({ sha256: hash, bytes: bytes.length });
  expect(readFileSync(desk.store.pathOf(hash)).equals(bytes)).toBe(true);
  await expect(added(bytes)).rejects.toThrow('here already');
  // What a power cut left is gone after the next start, and what was whole is not.
  writeFileSync(join(folder, 'firmware', 'upload-9.part'), 'half');
  await desk.stop();
  desk = open();
  expect(existsSync(join(folder, 'firmware', 'upload-9.part'))).toBe(false);
  expect(desk.store.has(hash)).toBe(true);
  expect(() => desk.store.pathOf('../office.sqlite3')).toThrow();
});

test('[G4] a rollout goes from one phone to a site to all, each step only when the phones say the new version', async () => {
  const sites = run<{ id: string }>('site.create', { name: 'Ulm', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' }); // prettier-ignore
  const devices = [phone('000413aabb01', '101'), phone('000413aabb02', '102'), phone('000413aabb03', '103', sites.id)];
  for (const device of devices) saying.set(device, 'snomD785/10.1.100.1');
  const firmwareId = await added(randomBytes(1000));
  const told = () => office.read.all(phones).filter((one) => firmwareOf(office.read, one) !== undefined).length;
  const { id } = run<{ id: string }>('firmware.roll-out', { firmwareId, phoneId: 'mac-000413aabb01' });
  expect([told(), states(id)]).toEqual([1, ['waiting']]);
  expect(() => desk.goOn(id, actor)).toThrow('does not say the new version');
  saying.set(devices[0] ?? '', 'snomD785/10.1.198.19');
  expect(states(id)).toEqual(['proved']);
  desk.goOn(id, actor);
  expect([state(id)?.step, told(), states(id)]).toEqual(['site', 2, ['proved', 'waiting']]);
  saying.delete(devices[1] ?? '');
  expect(states(id)).toEqual(['proved', 'away']);
  desk.goOn(id, actor);
  expect([state(id)?.step, told()]).toEqual(['all', 3]);
  for (const device of devices) saying.set(device, 'snomD785/10.1.198.19');
  desk.look();
  expect(state(id)).toMatchObject({ state: 'done' });
  expect(told()).toBe(3);
});

test('[G4] a phone that does not come back with the new version stops the rollout, and no other phone is told', async () => {
  const devices = [phone('000413aabb01', '101'), phone('000413aabb02', '102')];
  for (const device of devices) saying.set(device, 'snomD785/10.1.100.1');
  const firmwareId = await added(randomBytes(1000));
  const { id } = run<{ id: string }>('firmware.roll-out', { firmwareId, phoneId: 'mac-000413aabb01' });
  clock += 29 * 60_000;
  desk.look();
  expect(state(id)?.state).toBe('running');
  clock += 2 * 60_000;
  desk.look();
  expect(state(id)).toMatchObject({ state: 'stopped', problem: expect.stringContaining('says 10.1.100.1') as string });
  expect(office.read.all(phones).some((one) => firmwareOf(office.read, one) !== undefined)).toBe(false);
  expect(office.run('firmware.roll-out', { firmwareId, phoneId: 'mac-000413aabb01' }, actor)).toMatchObject({
    ok: true,
  });
  expect(office.run('firmware.remove', { id: firmwareId }, actor)).toMatchObject({ ok: false });
});

test('[G4] a phone that was off gets its half hour when it is back', async () => {
  const device = phone('000413aabb01', '101');
  const firmwareId = await added(randomBytes(1000));
  const { id } = run<{ id: string }>('firmware.roll-out', { firmwareId, phoneId: 'mac-000413aabb01' });
  clock += 14 * 3_600_000;
  expect(states(id)).toEqual(['away']);
  saying.set(device, 'snomD785/10.1.100.1');
  since = clock;
  desk.look();
  expect([state(id)?.state, states(id)]).toEqual(['running', ['waiting']]);
  clock += 31 * 60_000;
  desk.look();
  expect(state(id)?.state).toBe('stopped');
});

test('[G4] phones fetch firmware from this computer, also in parts; without the secret address nobody gets any', async () => {
  phone('000413aabb01', '101');
  const bytes = randomBytes(200_000);
  const firmwareId = await added(bytes);
  const file = office.read.get(firmwareFiles, firmwareId);
  const handle: PhonesHandle = await startPhones({
    address: '127.0.0.1', httpPort: 0, sipPnp: { enabled: false }, profileOf: () => undefined, tokenOf: () => undefined,
    byToken: () => undefined, policy: () => 'ignore', onSeen: () => {}, onOffer: () => {}, onFetch: () => {}, other: desk.other,
    onError: (error) => expect(error).toBeUndefined(), now: () => clock,
  }); // prettier-ignore
  const get = (path: string, range?: string) =>
    new Promise<{ status: number | undefined; body: Buffer; range: string | undefined }>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: handle.httpPort, path, headers: range === undefined ? {} : { Range: range } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(parts), range: response.headers['content-range'] }));
        response.on('error', reject);
      }); // prettier-ignore
      asked.on('error', reject);
      asked.end();
    });
  try {
    const path = `/firmware/${file?.token}/${file?.fileName}`;
    const whole = await get(path);
    expect([whole.status, whole.body.equals(bytes)]).toEqual([200, true]);
    const part = await get(path, 'bytes=100000-');
    expect([part.status, part.range, part.body.equals(bytes.subarray(100_000))]).toEqual([206, 'bytes 100000-199999/200000', true]); // prettier-ignore
    for (const wrong of [
      `/firmware/x/${file?.fileName}`,
      `/firmware/${file?.token}/other.bin`,
      `/firmware/${file?.token}/../office.sqlite3`,
    ])
      expect((await get(wrong)).status, wrong).toBe(404);
  } finally {
    await handle.close();
  }
});

test('[G4] firmware leaves room on the wire: all phones together get no more than the pace', async () => {
  const pace = openPace(1024 * 1024);
  const { Readable } = await import('node:stream');
  const from = performance.now();
  const download = async () => {
    const parts = Array.from({ length: 4 }, () => Buffer.alloc(64 * 1024));
    let bytes = 0;
    for await (const part of pace.through(Readable.from(parts), () => {})) bytes += (part as Buffer).length;
    return bytes;
  };
  expect(await Promise.all([download(), download()])).toEqual([262_144, 262_144]);
  // Half a megabyte at a megabyte a second, less the first part, which goes at once.
  expect(performance.now() - from).toBeGreaterThan(400);
});

test('[G4] a log that phones send ends when its time is over', () => {
  const watch = watchLogEnds({
    office,
    now: () => clock,
    note: (text) => expect(text).toBe(''),
    lookEveryMs: 3_600_000,
  });
  run('phone-settings.log', { level: 'office', host: '192.168.1.20', hours: 2 });
  const log = () => office.ask('phone-settings.get', {}, undefined as never);
  const until = () =>
    (log() as unknown as { value: { settings: { syslog: { value: unknown } } } }).value.settings.syslog.value;
  clock += 119 * 60_000;
  watch.look();
  expect(until()).toMatchObject({ host: '192.168.1.20' });
  clock += 2 * 60_000;
  watch.look();
  expect(until()).toBeNull();
  watch.stop();
});

test('[G4] firmware is taken only for phones that can be told it by their settings', () => {
  const able = phoneVendors.filter((vendor) => vendor.models.some(({ model }) => canTellFirmware(vendor, model)));
  expect(able.map(({ id }) => id)).toEqual(expect.arrayContaining(['snom', 'yealink']));
  const snom = phoneVendors.find(({ id }) => id === 'snom');
  const deaf = snom && { ...snom, render: () => snom.render({ ...testProfile({ model: 'D785' }) }) };
  expect(deaf && canTellFirmware(deaf, 'D785')).toBe(false);
});
