/** The fault matrix of emergency calls: the product dead, its disk full, a change waiting. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startOffice as startService } from '../faults/service-process.ts';
import { reopen, startEmergencyOffice, type EmergencyOffice } from './emergency-office.ts';
import { freePort } from './ports.ts';
import { until } from './product.ts';

let folder: string;
let office: EmergencyOffice;
let isMounted = false;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'switchroom-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', folder], { stdio: 'ignore' });
    isMounted = true;
  } catch {
    // Needs root; the test that fills the disk says so.
  }
  office = await startEmergencyOffice(folder);
});
afterAll(async () => {
  await office.stop().catch((error: unknown) => {
    // The folder is a mount point, which cannot be removed.
    if (!isMounted) throw error;
  });
  if (isMounted) execFileSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => office.reset());

const first = () => office.carriers[0];

test('[G6] never 5: a change that restarts or reloads the engine waits while an emergency call is up', async () => {
  const { product, siteId } = office;
  const { engine } = product.running.service;
  const pid = product.running.service.observed.engine.pid;
  const call = office.dial('112', 4000);
  await until('the call', () => (first().up === 1 ? true : undefined));
  expect(await engine.engine?.emergencyCalls()).toBe(1);
  await expect(product.run('engine.restart')).rejects.toThrow(/calling for help/);
  await expect(product.run('engine.stop')).rejects.toThrow(/calling for help/);
  // Another country has other tones, which is a reload; it is stored at once, and made live later.
  await product.run('site.update', { id: siteId, country: 'DE' });
  const applied = engine.apply().then(() => first().up);
  expect(first().up).toBe(1);
  expect((await call)?.status).toBe(200);
  expect(await applied, 'calls that were up when it was applied').toBe(0);
  expect(product.running.service.observed.engine.pid).toBe(pid);
  await product.run('site.update', { id: siteId, country: 'GB' });
});

test('[G6] never 4: with the disk full the call gets through and the office is told', async ({ skip }) => {
  if (!isMounted) skip('needs the right to mount a small disk');
  const filler = join(folder, 'filler');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize)));
  expect(statfsSync(folder).bavail).toBe(0);
  const call = await office.dial('999');
  expect([call?.status, first().asked[0]?.number]).toEqual([200, '999']);
  const told = await until('the alarm', () => office.product.running.service.emergency.calls()[0]);
  expect(told).toMatchObject({ number: '999', outcome: 'taken' });
  rmSync(filler);
});

test('[G6] never 4: with the service killed (kill -9) the call gets through as quickly, and the next start tells of it', async () => {
  const { product } = office;
  const known = product.running.service.emergency.calls().map(({ id }) => id);
  await product.running.stop({ keepCalls: true });
  const site = { dataDir: product.dataDir, server: product.server, httpPort: await freePort() };
  const service = await startService(site);
  await service.kill();
  const call = await office.dial('112');
  expect([call?.status, first().asked[0]?.number]).toEqual([200, '112']);
  service.client.close();
  const again = await reopen(office);
  const told = await until('the call that nobody saw', () =>
    again.service.emergency.calls().find(({ id, outcome }) => !known.includes(id) && outcome !== 'calling'),
  );
  expect(told).toMatchObject({ number: '112', outcome: 'taken' });
});

test('[G6] never 4: with the product closed the call gets through; it is told when the product is back, and called back meanwhile', async () => {
  const { product, anna } = office;
  const known = product.running.service.emergency.calls().map(({ id }) => id);
  await product.running.stop({ keepCalls: true });
  const call = await office.dial('112');
  expect([call?.status, first().asked[0]?.number]).toEqual([200, '112']);
  const back = first().call(product.server, '+442079469999', '+442079460000');
  expect(await back.status).toBe(200);
  expect(office.phones.peek().filter(({ device }) => device === anna.account.device).length).toBeGreaterThan(0);
  back.hangUp();
  const again = await reopen(office);
  const told = await until('the call that nobody saw', () =>
    again.service.emergency.calls().find(({ id }) => !known.includes(id)),
  );
  expect(told).toMatchObject({ number: '112', caller: `${anna.number} Anna Weber`, acknowledgedAt: null });
});
