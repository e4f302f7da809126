import Database from 'better-sqlite3';
import { createSocket } from 'node:dgram';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs'; // prettier-ignore
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { enginePaths } from '../../asterisk/process/paths.ts';
import { placeOf } from '../../service/place.ts';
import { until } from '../calls/product.ts';
import { newSite, serveUntilEnd, startOffice, type Office, type Site } from './service-process.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(site?: Site, env?: NodeJS.ProcessEnv): Promise<Office> {
  const office = await startOffice(site, env);
  ends.push(() => office.close());
  return office;
}

type Status = { level: string; engine: { state: string }; items: { code: string; cause: string; remedy: string }[] };

const finding = (office: Office, code: string) =>
  until(`the finding ${code}`, async () =>
    (await office.ask<Status>('status')).items.find((item) => item.code === code),
  );

const isWorking = (office: Office) =>
  until('calls work', async () => {
    const { engine, items } = await office.ask<Status>('status');
    return engine.state === 'running' && !items.some(({ code }) => code.startsWith('engine-')) ? true : undefined;
  }, 30_000); // prettier-ignore

/** Files of a folder with their contents, to see that nothing was touched. */
const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );

test('[R2] a second service on the same folder is refused with words and an exit code, and the first goes on', async () => {
  const office = await start();
  const { server, httpPort } = await newSite(office.dataDir);
  const second = await serveUntilEnd({ dataDir: office.dataDir, server, httpPort });
  expect(second.code).toBe(1);
  expect(second.stdout).toBe('');
  expect(second.stderr).toContain('is running for');
  expect(second.stderr).toContain('--data-dir');
  expect(second.stderr).not.toContain('    at ');
  await office.run('person.create', { firstName: 'Anna' });
  expect((await office.compare()).differences).toEqual([]);
});

test('[R2] the port for calls is taken: said with what to do, changes are kept, and calls work when it is free', async () => {
  const site = await newSite();
  const taken = createSocket('udp4');
  taken.bind(site.server.port, site.server.address);
  await once(taken, 'listening');
  const office = await start(site);
  expect(office.ready.engine).toMatchObject({ state: 'failed', failure: { code: 'port-in-use' } });
  expect(office.ready.engine.failure?.message).toContain(String(site.server.port));
  const { cause, remedy } = await finding(office, 'engine-port-in-use');
  expect(cause).toContain(String(site.server.port));
  expect(remedy).toMatch(/another port/);
  await office.run('person.create', { firstName: 'Anna' });
  taken.close();
  await isWorking(office);
  expect((await office.compare()).compared).toBeGreaterThan(20);
  expect((await office.compare()).differences).toEqual([]);
});

test('[P4] the port for phone set-up is taken: said, while calls work', async () => {
  const site = await newSite();
  const taken = createServer();
  taken.listen(site.httpPort, site.server.address);
  await once(taken, 'listening');
  ends.push(() => taken.close());
  const office = await start(site);
  expect(office.ready.engine.state).toBe('running');
  const { items } = await office.ask<Status>('status');
  const item = items.find(({ cause }) => cause.includes(String(site.httpPort)));
  expect(item?.remedy.length).toBeGreaterThan(10);
});

test('[R2] without the bundle the office is there and says what to do', async () => {
  const office = await start(undefined, { SWITCHROOM_ASTERISK: join(tmpdir(), 'no such bundle') });
  expect(office.ready.engine).toMatchObject({ state: 'failed', failure: { code: 'missing-bundle' } });
  expect((await finding(office, 'engine-missing-bundle')).remedy).toContain('npm start');
  const made = await office.run<{ userId: string }>('person.create', { firstName: 'Anna' });
  expect(await office.ask<{ name: string }>('person.get', { id: made.userId })).toMatchObject({ name: 'Anna' });
});

test('a folder that cannot be written is refused before anything is made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom faults '));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'file'), 'not a folder');
  const places = [join(folder, 'file', 'office')];
  // For root every folder can be written.
  if (process.getuid?.() !== 0) {
    mkdirSync(join(folder, 'closed'));
    chmodSync(join(folder, 'closed'), 0o500);
    places.push(join(folder, 'closed', 'office'));
  }
  for (const dataDir of places) {
    const { server, httpPort } = await newSite(dataDir);
    const ended = await serveUntilEnd({ dataDir, server, httpPort });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(dataDir);
    expect(ended.stderr).toContain('--data-dir');
    expect(ended.stderr).not.toContain('    at ');
  }
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('not a folder');
});

test.each([
  ['with nonsense for a header', (file: string) => overwrite(file, Buffer.alloc(8192, 7), 0)],
  ['cut in half', (file: string) => truncateSync(file, statSync(file).size / 2)],
  ['with pages of nonsense in the middle', (file: string) => overwrite(file, Buffer.alloc(16_384, 0xaa), 24_576)],
  ['that is gone', (file: string) => rmSync(file)],
])('[R3] a runtime.sqlite3 %s is made anew, also under a running Asterisk', async (_, spoil) => {
  const office = await start();
  const made = await office.run<{ extensionId: string }>('person.create', { firstName: 'Anna', ringSeconds: 21 });
  const file = enginePaths(office.dataDir).runtimeDatabase;
  const engine = office.enginePid();
  await office.kill();
  // What is still in the log would be written over what is spoilt.
  new Database(file).pragma('wal_checkpoint(TRUNCATE)');
  spoil(file);
  await office.start();
  // Asterisk has the old file open until it is started again, which waits for the last call.
  await until('Asterisk is started again', () => {
    const pid = office.enginePid();
    return pid !== undefined && pid !== engine ? pid : undefined;
  });
  await isWorking(office);
  expect((await office.compare()).differences).toEqual([]);
  await office.run('extension.update', { id: made.extensionId, ringSeconds: 22 });
  expect(await office.getvar(`REALTIME_FIELD(exten,id,${made.extensionId},seconds)`)).toBe('22');
  expect((await office.compare()).differences).toEqual([]);
});

function overwrite(file: string, bytes: Buffer, at: number): void {
  const fd = openSync(file, 'r+');
  writeSync(fd, bytes, 0, bytes.length, at);
  closeSync(fd);
}

test('[R2] an office of a newer version is refused and not touched', async () => {
  const office = await start();
  await office.run('person.create', { firstName: 'Anna' });
  await office.kill();
  const file = placeOf(office.dataDir).officeDatabase;
  const db = new Database(file);
  db.pragma('user_version = 999');
  db.close();
  const before = contents(office.dataDir);
  const ended = await serveUntilEnd(office);
  expect(ended.code).toBe(1);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toContain('newer version');
  expect(contents(office.dataDir)).toEqual(before);
  expect(existsSync(`${file}-wal`)).toBe(Object.hasOwn(before, 'office.sqlite3-wal'));
});
