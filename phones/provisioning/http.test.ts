import { connect } from 'node:net';
import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PhoneProfile } from '../vendors/define.ts';
import { snom } from '../vendors/snom/index.ts';
import { createFileCache } from './files.ts';
import { startProvisioning, type PhoneFetch, type ProvisioningDeps, type ProvisioningHandle } from './http.ts';
import { askedPath } from './path.ts';

const MAC = '000413aabbcc';
const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';
const OTHER = { mac: '000413aabbcd', token: 'BBBBBBBBBBBBBBBBBBBBBB' };
const UA = 'Mozilla/4.0 (compatible; snomD785-SIP 10.1.198.19 2010.12 000413AABBCC SXM:0 UXM:0)';

const profileFor = (mac: string, secret: string): PhoneProfile => ({
  mac,
  model: 'D785',
  label: 'Reception',
  lines: [
    {
      position: 1,
      number: '101',
      displayName: 'Ann',
      authUser: 'u1',
      secret,
      server: '10.0.0.1',
      port: 5060,
      transport: 'udp',
      srtp: false,
      callWaiting: true,
    },
  ],
  keys: [],
  adminPassword: 'admin',
  provisioningUrl: `http://10.0.0.1/${TOKEN}/`,
  timeZone: 'Europe/Berlin',
  language: 'de',
  ntpServer: '10.0.0.1',
  dialToneCountry: 'DE',
});

const servers: ProvisioningHandle[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(options: Partial<ProvisioningDeps> = {}) {
  const profiles = new Map([
    [MAC, profileFor(MAC, 'secret-of-one')],
    [OTHER.mac, profileFor(OTHER.mac, 'secret-of-two')],
  ]);
  const tokens = new Map([
    [TOKEN, MAC],
    [OTHER.token, OTHER.mac],
  ]);
  const fetches: PhoneFetch[] = [];
  const server = await startProvisioning({
    address: '127.0.0.1',
    port: 0,
    profileOf: (mac) => profiles.get(mac),
    byToken: (token) => tokens.get(token),
    filesFor: createFileCache(() => snom),
    onFetch: (fetch) => fetches.push(fetch),
    now: () => Date.now(),
    ...options,
  });
  servers.push(server);
  return { server, fetches, profiles, tokens };
}

type Reply = { status: number; body: string; headers: Record<string, unknown> };

/** node:http sends the path as it is; fetch() would tidy it up. */
const get = (
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, agent: false, ...options }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
    });
    request.on('error', reject);
    request.end();
  });

const raw = (port: number, text: string): Promise<string> =>
  new Promise((resolve) => {
    let got = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    // The first line of the answer is what is looked at; without one the server closes the connection itself.
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
      socket.end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(got));
  });

const GENEROUS = {
  limits: { perSource: { perSecond: 1e6, burst: 1e6 }, missesPerSource: { perSecond: 1e6, burst: 1e6 } },
};

describe('provisioning over HTTP', () => {
  it('serves a phone its file by secret path, in any case, and reports it without the token', async () => {
    const { server, fetches } = await serve();
    for (const name of ['snomD785-000413AABBCC.htm', 'snomd785-000413aabbcc.HTM', '000413AABBCC.xml']) {
      const reply = await get(server.port, `/${TOKEN}/${name}`, { headers: { 'User-Agent': UA } });
      expect([reply.status, reply.body.includes('secret-of-one'), reply.headers['content-type']]).toEqual([
        200,
        true,
        'text/xml; charset=utf-8',
      ]);
      expect(Number(reply.headers['content-length'])).toBe(Buffer.byteLength(reply.body));
    }
    expect(fetches).toHaveLength(3);
    expect(fetches[0]).toMatchObject({
      mac: MAC,
      status: 200,
      by: 'token',
      isSecret: true,
      address: '127.0.0.1',
      userAgent: UA,
      path: '/…/snomd785-000413aabbcc.htm',
    });
    expect(fetches[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(fetches)).not.toContain(TOKEN);
  });

  it('says 304 while nothing changed, and 200 with a new ETag when the profile did', async () => {
    const { server, profiles } = await serve();
    const path = `/${TOKEN}/000413AABBCC.xml`;
    const first = await get(server.port, path);
    const etag = String(first.headers['etag']);
    for (const header of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      expect(await get(server.port, path, { headers: { 'If-None-Match': header } })).toMatchObject({
        status: 304,
        body: '',
      });
    }
    profiles.set(MAC, { ...profileFor(MAC, 'secret-of-one'), label: 'Desk' });
    const changed = await get(server.port, path, { headers: { 'If-None-Match': etag } });
    expect([changed.status, changed.headers['etag'] !== etag]).toEqual([200, true]);
  });

  it('tells who has a file now: whoever got it whole or has it already, and not who only asked for its head', async () => {
    const { server, fetches } = await serve();
    const path = `/${TOKEN}/snomD785-000413AABBCC.htm`;
    expect(await get(server.port, path, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    const whole = await get(server.port, path);
    await get(server.port, path, { headers: { 'If-None-Match': String(whole.headers['etag']) } });
    await vi.waitFor(() => expect(fetches).toHaveLength(3));
    expect(fetches.map(({ status, hash }) => [status, hash !== undefined])).toEqual([[200, false], [200, true], [304, true]]); // prettier-ignore
  });

  it('gives one phone nothing of another', async () => {
    const { server } = await serve();
    const crossed = await get(server.port, `/${TOKEN}/snomD785-000413AABBCD.htm`);
    expect([crossed.status, crossed.body]).toEqual([404, 'Not found\n']);
    const own = await get(server.port, `/${OTHER.token}/snomD785-000413AABBCD.htm`);
    expect([own.body.includes('secret-of-two'), own.body.includes('secret-of-one')]).toEqual([true, false]);
  });

  it('leaks no file to a sweep over MACs, and looks the same for known and unknown ones', async () => {
    const { server, fetches } = await serve(GENEROUS);
    const replies = new Set<string>();
    for (let last = 0xaab0; last < 0xaad0 + 0x200; last += 1) {
      const mac = `00041300${last.toString(16)}`.toUpperCase();
      for (const name of [`snomD785-${mac}.htm`, `${mac}.xml`]) {
        const { status, body, headers } = await get(server.port, `/${name}`);
        replies.add(JSON.stringify([status, body, { ...headers, date: '' }]));
      }
    }
    for (const mac of [MAC, OTHER.mac]) {
      const { status, body, headers } = await get(server.port, `/snomD785-${mac.toUpperCase()}.htm`);
      replies.add(JSON.stringify([status, body, { ...headers, date: '' }]));
    }
    expect(replies.size).toBe(1);
    expect(fetches.every((fetch) => fetch.status === 404 && !fetch.isSecret)).toBe(true);
  });

  it('slows a sweep down, and goes on serving the phone behind the same address', async () => {
    const { server } = await serve();
    const statuses: number[] = [];
    for (let count = 0; count < 120; count += 1)
      statuses.push((await get(server.port, `/000413${String(count).padStart(6, '0')}.xml`)).status);
    expect([statuses.slice(0, 60).every((status) => status === 404), statuses.at(-1)]).toEqual([true, 429]);
    expect((await get(server.port, `/${TOKEN}/000413AABBCC.xml`)).status).toBe(200);
    expect((await get(server.port, '/x.xml')).headers['retry-after']).toMatch(/^\d+$/);
  });

  it('answers every hostile path with the same 404', async () => {
    const { server } = await serve(GENEROUS);
    const f = 'snomD785-000413AABBCC.htm';
    const t = TOKEN;
    const paths = [
      '/', '//', `//${t}/${f}`, `/${t}//${f}`, `/./${t}/${f}`, `/${t}/./${f}`, `/${t}/../${t}/${f}`, `/${t}/..%2f${f}`, `/%2e%2e/${f}`, `/${t}/%u002e`,
      `/${t}/..%5c${f}`, `/${t}/${f}/`, `/${t}/${f}?`, `/${t}/${f}?mac=x`, `/${t}/${f}#`, `/${t}/${f};jsessionid=1`, `/${t}/${f}%00.htm`, `/${t}/${f}%20`,
      `/${t}/${f}.`, '/.git/config', '/%ff', `/${t}/%73nomD785-000413AABBCC.htm`, `http://evil/${t}/${f}`, '*', `/${'A'.repeat(4000)}`, `/${t}x/${f}`,
      `/${t.slice(1)}/${f}`, `/${t.toLowerCase()}/${f}`, `/${t}/..;/${f}`, `/${t}/~root`, `/${t}/con`, `/${t}\\${f}`, '/__proto__/constructor',
      '/constructor', '/etc/passwd', `/${t}`, `/${t}/`,
    ]; // prettier-ignore
    for (const path of paths) {
      const reply = await raw(server.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect([path, reply.split('\r\n')[0], reply.includes('secret-of')]).toEqual([
        path,
        'HTTP/1.1 404 Not Found',
        false,
      ]);
    }
    // No request target at all: the parser itself refuses it.
    expect(await raw(server.port, `GET \\${t}\\${f} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/);
    expect(askedPath(`/${t}/${f}`)).toEqual({ token: t, file: f.toLowerCase() });
  });

  it('refuses other methods, tunnels, nonsense and doubled lengths', async () => {
    const { server } = await serve(GENEROUS);
    const line = (start: string, headers = ''): Promise<string> =>
      raw(server.port, `${start} HTTP/1.1\r\nHost: x\r\n${headers}Connection: close\r\n\r\n`);
    for (const method of ['PUT', 'POST', 'DELETE', 'TRACE', 'OPTIONS', 'PROPFIND']) {
      expect(await line(`${method} /${TOKEN}/000413AABBCC.xml`)).toMatch(/^HTTP\/1.1 405/);
    }
    expect(await line('CONNECT x:80')).toBe('');
    expect(await line(`GET /${TOKEN}/000413AABBCC.xml`, 'Upgrade: websocket\r\nConnection: Upgrade\r\n')).not.toContain(
      'secret-of',
    );
    expect(await raw(server.port, '\x16\x03\x01 hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
    expect(await line(`GET /${TOKEN}/000413AABBCC.xml`, 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n')).toMatch(
      /^HTTP\/1.1 400/,
    );
    expect(await line(`GET /x.xml`, `X: ${'a'.repeat(20_000)}\r\n`)).not.toContain('200 OK');
    const ranged = await get(server.port, `/${TOKEN}/000413AABBCC.xml`, { headers: { Range: 'bytes=0-,0-,0-' } });
    expect(ranged.status).toBe(200);
  });

  it('opens the first-fetch window once, for one phone, at one address, for minutes', async () => {
    let at = 1_000_000;
    const { server, fetches } = await serve({ ...GENEROUS, now: () => at });
    const [generic, own, alias] = ['/snomD785.htm', '/snomD785-000413AABBCC.htm', '/000413AABBCC.xml'];
    const status = async (path: string): Promise<number> => (await get(server.port, path)).status;
    expect(await status(own)).toBe(404);
    server.firstFetch.open({ mac: MAC, address: '127.0.0.1', minutes: 5 });
    expect(await status('/snomD785-000413AABBCD.htm')).toBe(404);
    expect([
      await status(generic),
      await status(generic),
      await status(own),
      await status(own),
      await status(alias),
    ]).toEqual([200, 404, 200, 404, 404]);
    expect(fetches.filter((fetch) => fetch.status === 200).map((fetch) => [fetch.by, fetch.isSecret])).toEqual([
      ['first-fetch', false],
      ['first-fetch', true],
    ]);
    server.firstFetch.open({ mac: MAC, address: '127.0.0.1', minutes: 5 });
    at += 5 * 60_000;
    expect(await status(own)).toBe(404);
    server.firstFetch.open({ mac: MAC, address: '10.9.9.9', minutes: 5 });
    expect(await status(own)).toBe(404);
  });

  it('counts only a whole file as the first fetch, not HEAD and not 304', async () => {
    const { server } = await serve(GENEROUS);
    const own = '/snomD785-000413AABBCC.htm';
    server.firstFetch.open({ mac: MAC, address: '127.0.0.1', minutes: 5 });
    const status = async (options: Parameters<typeof get>[2]) => (await get(server.port, own, options)).status;
    expect([
      await status({ method: 'HEAD' }),
      await status({ headers: { 'If-None-Match': '*' } }),
      await status({}),
      await status({}),
    ]).toEqual([200, 304, 200, 404]);
  });

  it('says in plain words when a phone’s file cannot be written', async () => {
    const { server, fetches, profiles } = await serve();
    profiles.set(MAC, { ...profileFor(MAC, 'x'), label: 'a\u0001' });
    expect((await get(server.port, `/${TOKEN}/000413AABBCC.xml`)).status).toBe(404);
    expect(fetches[0]).toMatchObject({ mac: MAC, problem: expect.stringContaining('U+0001') as string });
  });

  it('lets no address hold more than its share of connections', async () => {
    const { server } = await serve({ limits: { connectionsPerSource: 3 } });
    const sockets = Array.from({ length: 8 }, () => connect(server.port, '127.0.0.1').on('error', () => undefined));
    await vi
      .waitFor(
        () => expect(sockets.filter((socket) => socket.destroyed || socket.readyState === 'closed').length).toBe(5),
        2000,
      )
      .catch(async () => {
        // A destroyed peer shows as ended until something is written.
        for (const socket of sockets) socket.write('x');
        await vi.waitFor(() => expect(sockets.filter((socket) => socket.destroyed).length).toBe(5), 2000);
      });
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(async () => expect((await get(server.port, `/${TOKEN}/000413AABBCC.xml`)).status).toBe(200), 2000);
  });

  it('names a taken port', async () => {
    const { server } = await serve();
    await expect(serve({ port: server.port })).rejects.toMatchObject({ code: 'port-in-use', port: server.port });
    await expect(serve({ address: '192.0.2.1' })).rejects.toMatchObject({ code: 'no-such-address' });
  });

  it('serves more than 1,000 files a second from memory', async () => {
    const { server } = await serve(GENEROUS);
    const socket = connect(server.port, '127.0.0.1');
    const want = 90; // Below the limit of requests on one connection.
    const started = performance.now();
    let seen = 0;
    await new Promise<void>((resolve) => {
      socket.on('data', (chunk) => {
        seen += chunk.toString('latin1').split('HTTP/1.1 200').length - 1;
        if (seen >= want) resolve();
      });
      socket.write(`GET /${TOKEN}/000413AABBCC.xml HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(want));
    });
    socket.destroy();
    expect(want / ((performance.now() - started) / 1000)).toBeGreaterThan(1000);
  });
});
