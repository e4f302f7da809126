/** The composed service with the real Asterisk: a change is live and read back, calls survive the service, two run side by side. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freeSipPort } from '../asterisk/process/test-support.ts';
import { sipOptions } from '../phones/sip/options.ts';
import { openClient, type Client } from './client.ts';
import { createService, type RunningService } from './main.ts';

const appRoot = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'switchroom service '));
const running = new Set<RunningService>();
afterAll(async () => {
  for (const one of running) await one.stop({ keepCalls: false });
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  service: RunningService;
  client: Client;
  sipPort: number;
}

async function start(name: string, sipPort?: number): Promise<Started> {
  const port = sipPort ?? (await freeSipPort());
  const service = await createService({
    appRoot,
    dataDir: join(folder, name),
    address: '127.0.0.1',
    sipPort: port,
    httpPort: await freeSipPort(),
    pnp: { port: await freeSipPort() },
  });
  running.add(service);
  await service.settled;
  return { service, client: openClient({ path: service.socket }), sipPort: port };
}

const stop = async ({ service, client }: Started, keepCalls: boolean) => {
  client.close();
  await service.stop({ keepCalls });
  running.delete(service);
};

const person = (firstName: string) =>
  ({ op: 'do', name: 'person.create', input: { firstName, identities: [{ type: 'deskphone' }] } }) as const;

test('[R1] [R2] [R3] a change is live in Asterisk and undone; the engine outlives the service and is found again', async () => {
  const first = await start('one office');
  expect(first.service.service.observed.engine).toMatchObject({ state: 'running', manager: 'ready', failure: null });
  expect(await sipOptions({ host: '127.0.0.1', port: first.sipPort, transport: 'udp', timeoutMs: 2000 })).toMatchObject(
    { status: expect.any(Number) as number },
  );

  const made = await first.client.request(person('Anna'));
  if (!made.ok) throw new Error(made.error.message);
  const { extensionId } = made.value as { extensionId: string };
  expect(made.entry).toMatchObject({ words: 'Added Anna.' });
  expect(made.entry?.ms).toBeLessThan(1000);
  const shown = await first.service.service.engine.engine?.list('PJSIPShowEndpoint', { Endpoint: `${extensionId}-1` });
  expect(shown?.find(({ event }) => event === 'EndpointDetail')).toMatchObject({
    objectname: `${extensionId}-1`,
    context: 'from-phone',
  });

  const { pid } = first.service.service.observed.engine;
  await stop(first, true);
  const second = await start('one office', first.sipPort);
  expect(second.service.service.observed.engine).toMatchObject({ state: 'running', pid });

  await second.client.request({ op: 'do', name: 'journal.undo', input: {} });
  await expect(
    second.service.service.engine.engine?.list('PJSIPShowEndpoint', { Endpoint: `${extensionId}-1` }),
  ).rejects.toThrow();
  expect(await second.service.service.live.verify()).toMatchObject({ differences: [] });
  expect(await second.client.request({ op: 'ask', name: 'health', input: {} })).toMatchObject({
    value: { level: 'ok', items: [] },
  });
  await stop(second, false);
});

test('two offices side by side know nothing of each other; a second service of one is refused', async () => {
  const [one, other] = await Promise.all([start('left'), start('right')]);
  await one.client.request(person('Only here'));
  const people = await Promise.all(
    [one, other].map(({ client }) => client.request({ op: 'ask', name: 'counts', input: {} })),
  );
  expect(people.map((outcome) => (outcome.ok ? (outcome.value as { people: number }).people : -1))).toEqual([1, 0]);
  await expect(createService({ appRoot, dataDir: join(folder, 'left') })).rejects.toThrow('is running for');
  await Promise.all([stop(one, false), stop(other, false)]);
});

test('a taken port is named, and the office can be changed all the same', async () => {
  const first = await start('holder');
  const second = await start('late', first.sipPort);
  const health = await second.client.request({ op: 'ask', name: 'health', input: {} });
  expect(health).toMatchObject({ value: { level: 'broken', items: [{ code: 'engine-port-in-use' }] } });
  expect(await second.client.request(person('Ben'))).toMatchObject({ ok: true });
  await Promise.all([stop(first, false), stop(second, false)]);
});

test('the command line serves, says that it is ready in one line, and stops', async () => {
  const dataDir = join(folder, 'by command line');
  const cli = join(import.meta.dirname, 'cli.ts');
  const ports = ['--sip-port', String(await freeSipPort()), '--http-port', String(await freeSipPort())];
  const child = spawn(process.execPath, [cli, 'serve', '--data-dir', dataDir, '--address', '127.0.0.1', ...ports], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(data.toString())),
  );
  const ready = JSON.parse(line) as { socket: string };
  expect(ready).toMatchObject({ ready: true, dataDir, engine: { state: 'running' }, address: '127.0.0.1' });
  const client = openClient({ path: ready.socket });
  expect(await client.request({ op: 'stop', keepCalls: false })).toMatchObject({ ok: true });
  client.close();
  expect(await ended).toBe(0);
});
