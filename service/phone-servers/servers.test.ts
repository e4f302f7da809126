import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get as httpsGet } from 'node:https';
import { createSocket, type Socket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Read } from '../../office/core/store.ts';
import { startPhones, type PhoneFetch, type PhonesHandle } from '../../phones/index.ts';
import { askTime } from '../../phones/time/sntp.ts';
import { testProfile } from '../../phones/vendors/test-profile.ts';
import { tftpGet } from '../../phones/virtual/tftp-client.ts';
import { serverCertificate } from '../certificates/authority.ts';
import { keepFetches } from './fetches.ts';
import { openPhoneServers } from './servers.ts';

const mac = '000413aabbcc';
const token = 'AAAAAAAAAAAAAAAAAAAAAA';
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function office(awaits = false, neighbour = mac) {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-servers-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const files = await serverCertificate(folder, '127.0.0.1', Date.now());
  const row = { id: 'network', https: false, httpsPort: 0, tftp: false, clock: false };
  const profile = testProfile({ mac, model: 'D785', vendorId: 'snom' });
  const fetches: PhoneFetch[] = [];
  const handle: PhonesHandle = await startPhones({
    address: '127.0.0.1',
    httpPort: 0,
    sipPnp: { enabled: false },
    profileOf: (asked) => (asked === mac ? profile : undefined),
    tokenOf: () => token,
    byToken: (asked) => (asked === token ? mac : undefined),
    policy: () => 'ignore',
    onSeen: () => undefined,
    onOffer: () => undefined,
    onFetch: (fetch) => fetches.push(fetch),
    awaits: () => awaits && !fetches.some(({ isSecret }) => isSecret),
    neighbourOf: () => Promise.resolve({ known: true, mac: neighbour }),
    now: () => Date.now(),
  });
  const notes: string[] = [];
  const deps = { ports: { tftp: 0, clock: 0 } };
  const servers = openPhoneServers({
    read: { get: () => row } as unknown as Read,
    now: () => Date.now(),
    interfaces: () => [],
    certificate: () => files,
    changed: () => undefined,
    note: (text) => notes.push(text),
    ...deps,
  });
  await servers.opened(handle);
  ends.push(
    () => handle.close(),
    () => servers.stop(),
  );
  return { servers, row, files, fetches, notes, handle, deps };
}

const overTls = (port: number, path: string, ca: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    httpsGet({ host: '127.0.0.1', port, path, ca, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });

test('[R4] settings over HTTPS, for whoever trusts the office, as long as it is on', async () => {
  const { servers, row, files, fetches } = await office();
  expect(servers.state.https).toEqual({ isOn: false, port: null, failure: null });
  row.https = true;
  await servers.look();
  const { port } = servers.state.https;
  const ca = readFileSync(files.authorityFile, 'utf8');
  const reply = await overTls(port ?? 0, `/${token}/000413AABBCC.xml`, ca);
  expect([reply.status, reply.body.includes('line-Secret_x9LmZ4wY1nB6cD')]).toEqual([200, true]);
  expect((await overTls(port ?? 0, '/000413AABBCC.xml', ca)).status).toBe(404);
  expect(fetches).toMatchObject([
    { via: 'https', status: 200, by: 'token' },
    { via: 'https', status: 404 },
  ]);
  await expect(overTls(port ?? 0, '/x', '')).rejects.toThrow(/unable to|self.signed/);
  row.https = false;
  await servers.look();
  await expect(overTls(port ?? 0, '/x', ca)).rejects.toThrow(/ECONNREFUSED/);
});

test('[R4] settings over TFTP and the time, each as long as it is on', async () => {
  const { servers, row } = await office();
  row.tftp = row.clock = true;
  await servers.look();
  const { tftp, clock } = servers.state;
  const got = await tftpGet({ host: '127.0.0.1', port: tftp.port ?? 0, file: `${token}/000413aabbcc.xml` });
  expect(got.bytes.toString()).toContain('line-Secret_x9LmZ4wY1nB6cD');
  expect(Math.abs((await askTime('127.0.0.1', clock.port ?? 0)) ?? NaN)).toBeLessThan(100);
  row.tftp = row.clock = false;
  await servers.look();
  expect(await askTime('127.0.0.1', clock.port ?? 0, 100)).toBeUndefined();
  const again = tftpGet({ host: '127.0.0.1', port: tftp.port ?? 0, file: 'x', timeoutMs: 100 });
  await expect(again).rejects.toThrow(/no whole file|ECONNREFUSED/);
});

test('[R4] a port that is taken is said once in words, and had as soon as it is free', async () => {
  const { servers, row, notes, deps } = await office();
  const other = await bound();
  deps.ports.tftp = deps.ports.clock = other.address().port;
  row.tftp = row.clock = true;
  await servers.look();
  await servers.look();
  expect(servers.state.tftp).toMatchObject({ port: null, failure: expect.stringContaining('Stop that program') as string }); // prettier-ignore
  expect(servers.state.clock).toMatchObject({ byOther: false, failure: expect.stringContaining('SNTP') as string });
  expect(notes).toHaveLength(2);
  row.clock = false;
  await new Promise<void>((resolve) => other.close(resolve));
  await servers.look();
  expect(servers.state).toMatchObject({ tftp: { failure: null, port: deps.ports.tftp }, clock: { failure: null } });
});

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return socket;
}

const plain = async (handle: PhonesHandle, name: string) =>
  (await fetch(`http://127.0.0.1:${handle.httpPort}/${name}`)).status;

test('[R4] a prepared phone with our bare address from the router fetches once, from where the network says it is', async () => {
  const { handle, fetches } = await office(true);
  expect(await plain(handle, 'snomD785.htm')).toBe(200);
  expect(await plain(handle, 'snomD785-000413AABBCC.htm')).toBe(200);
  expect(await plain(handle, 'snomD785-000413AABBCC.htm')).toBe(404);
  expect(fetches.map(({ by, isSecret }) => `${by} ${isSecret}`)).toEqual(['first-fetch false', 'first-fetch true', 'nobody false']); // prettier-ignore
});

test('[R4] another device with that MAC gets nothing, and is shown as a conflict', async () => {
  const { handle, fetches } = await office(true, '001565000001');
  expect(await plain(handle, 'snomD785-000413AABBCC.htm')).toBe(404);
  expect(fetches).toMatchObject([{ mac, status: 404, impostor: '001565000001', problem: expect.stringContaining('Two devices with one MAC') as string }]); // prettier-ignore
});

test('[R4] what phones asked for is kept for each, and a flood of strangers pushes nobody out', () => {
  const log = keepFetches((asked) => asked === mac, () => undefined); // prettier-ignore
  const one = (more: Partial<PhoneFetch>): PhoneFetch => ({
    at: 1, via: 'http', mac, path: '/…/a.xml', file: 'a.xml', address: '10.0.0.9', userAgent: 'x', status: 200, isSecret: true, by: 'token', ...more,
  }); // prettier-ignore
  log.note(one({}));
  log.note(one({ at: 2, status: 404, problem: 'No such file' }));
  log.note(one({ at: 3, status: 404, problem: 'No such file' }));
  for (let n = 0; n < 3000; n++)
    log.note(one({ at: 4, mac: n.toString(16).padStart(12, '0'), path: `/${n}`, status: 404 }));
  expect(log.of(mac)).toMatchObject([
    { since: 2, at: 3, times: 2, isServed: false, problem: 'No such file' },
    { times: 1, isServed: true },
  ]);
  expect(log.of('000000000001')).toEqual([]);
  expect(log.of((2999).toString(16).padStart(12, '0'))).toHaveLength(1);
  expect(log.refused()).toHaveLength(200);
});
