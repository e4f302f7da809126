import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { startProvisioning, type PhoneFetch, type ProvisioningHandle } from './http.ts';
import { firstOf, otherPath, rangeOf, type Other, type OtherRequest } from './other.ts';

const open: ProvisioningHandle[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(other: Other, misses = 60) {
  const fetches: PhoneFetch[] = [];
  const errors: unknown[] = [];
  const server = await startProvisioning({
    address: '127.0.0.1',
    port: 0,
    profileOf: () => undefined,
    byToken: () => undefined,
    filesFor: () => undefined,
    onFetch: (fetch) => fetches.push(fetch),
    now: () => Date.now(),
    other,
    onError: (error) => errors.push(error),
    limits: { missesPerSource: { perSecond: 1, burst: misses } },
  });
  open.push(server);
  return { port: server.port, fetches, errors };
}

const ask = (
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> =>
  new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const request = httpRequest({ host: '127.0.0.1', port, path, agent: false, ...rest }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });

const BYTES = Buffer.from('0123456789'.repeat(1000));
const owners: Other = firstOf(
  ({ path, method, query, body, host }) =>
    path.startsWith('/join/')
      ? {
          status: 200,
          contentType: 'text/plain',
          body: `${method} ${path} ${query.get('a') ?? ''} ${body?.toString() ?? ''} ${host}`,
          what: 'An invitation',
          mac: '000413aabbcc',
        }
      : undefined,
  ({ path }) =>
    path === '/firmware/big.bin'
      ? {
          status: 200,
          contentType: 'application/octet-stream',
          body: { length: BYTES.length, open: ({ start, end }) => Readable.from([BYTES.subarray(start, end + 1)]) },
        }
      : undefined,
);

describe('what is no phone file', () => {
  it('[R4] goes to its owner with method, query and body, and is reported without its secret path', async () => {
    const { port, fetches } = await serve(owners);
    const reply = await ask(port, '/join/K7Q2?a=1', { method: 'POST', body: 'code=9' });
    expect(reply).toMatchObject({ status: 200, body: `POST /join/K7Q2 1 code=9 127.0.0.1:${port}` });
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(fetches).toMatchObject([
      { status: 200, by: 'other', path: '/join/…', what: 'An invitation', mac: '000413aabbcc' },
    ]);
    expect(await ask(port, '/join/K7Q2', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('[I7] [R4] the short path that people type is served, and a mere look (HEAD) says that it is one', async () => {
    const heard: OtherRequest[] = [];
    const { port } = await serve((request) => {
      heard.push(request);
      return { status: 200, body: 'Your code?' };
    });
    expect(await ask(port, '/join')).toMatchObject({ status: 200, body: 'Your code?' });
    expect(await ask(port, '/join/')).toMatchObject({ status: 200 });
    expect(await ask(port, '/join/abc', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect(heard.map(({ path, isHead }) => [path, isHead])).toEqual([
      ['/join', false],
      ['/join', false],
      ['/join/abc', true],
    ]);
  });

  it('[R4] streams a long file, or the part asked for', async () => {
    const { port } = await serve(owners);
    expect((await ask(port, '/firmware/big.bin')).body).toBe(BYTES.toString());
    const part = await ask(port, '/firmware/big.bin', { headers: { Range: 'bytes=9990-' } });
    expect([part.status, part.body, part.headers['content-range']]).toEqual([
      206,
      '0123456789',
      'bytes 9990-9999/10000',
    ]);
    expect((await ask(port, '/firmware/big.bin', { headers: { Range: 'bytes=10000-' } })).status).toBe(416);
    expect((await ask(port, '/firmware/big.bin', { method: 'HEAD' })).headers['content-length']).toBe('10000');
  });

  it('[R4] refuses other methods, long bodies and odd paths before the owner hears of them', async () => {
    const heard: OtherRequest[] = [];
    const { port } = await serve((request) => {
      heard.push(request);
      return { status: 200 };
    });
    expect((await ask(port, '/join/a', { method: 'PUT' })).status).toBe(405);
    expect((await ask(port, '/join/a', { method: 'POST', body: 'x'.repeat(20_000) })).status).toBe(413);
    const odd = [
      '/join/../etc',
      '/join//a',
      '/join/%2e',
      '/joint',
      `/join/${'a'.repeat(200)}`,
      '/join/a b',
      '/a/b/c/d/e/f/g/h/i',
    ];
    for (const path of odd.filter((one) => !one.includes(' '))) expect((await ask(port, path)).status).toBe(404);
    expect(heard).toHaveLength(0);
    for (const path of odd) expect(otherPath(path)).toBeUndefined();
  });

  it('[R4] ends guessing, and an owner that fails is our fault, said once', async () => {
    const { port, errors, fetches } = await serve(({ path }) => {
      if (path === '/join/bad') throw new Error('broken');
      return undefined;
    }, 5);
    expect((await ask(port, '/join/bad')).status).toBe(500);
    expect(errors).toHaveLength(1);
    const statuses = [];
    for (let guess = 0; guess < 8; guess += 1) statuses.push((await ask(port, `/join/${guess}`)).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429, 429]);
    expect(fetches.every(({ path }) => path === '/join/…')).toBe(true);
  });

  it('[R4] reads ranges as RFC 9110 has them', () => {
    const cases: [string, ReturnType<typeof rangeOf>][] = [
      ['bytes=0-0', { start: 0, end: 0 }],
      ['bytes=5-', { start: 5, end: 9 }],
      ['bytes=-3', { start: 7, end: 9 }],
      ['bytes=-99', { start: 0, end: 9 }],
      ['bytes=4-99', { start: 4, end: 9 }],
      ['bytes=10-', 'unsatisfiable'],
      ['bytes=-0', 'unsatisfiable'],
      ['bytes=5-4', undefined],
      ['bytes=0-1,3-4', undefined],
      ['lines=1-2', undefined],
      ['bytes=-', undefined],
    ];
    for (const [header, range] of cases) expect(rangeOf(header, 10)).toEqual(range);
  });
});
