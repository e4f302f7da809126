import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openClient, type Client } from './client.ts';
import { lineReader, LineTooLong } from './lines.ts';
import { limits, type Outcome, type Push, type Request } from './protocol.ts';
import { serveSocket, type SocketServer } from './socket-server.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function served(handle: (request: Request) => Promise<Outcome>) {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-socket-'));
  const path = join(folder, 's.sock');
  const server: SocketServer = await serveSocket({ path, handle });
  ends.push(
    () => rmSync(folder, { recursive: true }),
    () => server.close(100),
  );
  return { path, server };
}

const echo = (request: Request): Promise<Outcome> => Promise.resolve({ ok: true, value: request });

/** Sends bytes as they are and collects lines until there are `count` or the connection ends. */
function raw(path: string, send: (socket: Socket) => void, count: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const lines: string[] = [];
    socket.on(
      'data',
      lineReader(limits.replyBytes, (line) => {
        lines.push(line);
        if (lines.length < count) return;
        socket.destroy();
        resolve(lines);
      }),
    );
    socket.on('close', () => resolve(lines));
    socket.on('error', reject);
    socket.on('connect', () => send(socket));
  });
}

describe('hostile input', () => {
  test.each([
    ['not JSON', 'GET / HTTP/1.1'],
    ['a number', '7'],
    ['null', 'null'],
    ['no operation', '{"id":1}'],
    ['an unknown operation', '{"id":1,"op":"eval","name":"x"}'],
    ['a field too many', '{"id":1,"op":"ask","name":"status","sql":"drop"}'],
    ['a name that is none', '{"id":1,"op":"ask","name":"../x"}'],
    ['a prototype', '{"id":1,"op":"do","name":"a.b","__proto__":{"x":1}}'],
    ['a phone as actor', '{"id":1,"op":"do","name":"a.b","actor":{"kind":"phone","name":"101"}}'],
    ['the product as actor', '{"id":1,"op":"do","name":"a.b","actor":{"kind":"system","name":"x"}}'],
    ['an id of another sort', '{"id":{"a":1},"op":"describe"}'],
    ['deep nesting', `{"id":1,"op":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['half a character', '{"id":1,"op":"ask","name":"\\ud800"}'],
  ])('%s is refused, and the connection goes on', async (_what, line) => {
    const { path } = await served(echo);
    const good = '{"id":2,"op":"describe"}';
    const [first, second] = await raw(path, (socket) => socket.write(`${line}\n${good}\n`), 2);
    expect(JSON.parse(first ?? '')).toMatchObject({ ok: false, error: { kind: 'bad-request' } });
    expect(JSON.parse(second ?? '')).toMatchObject({ id: 2, ok: true });
  });

  test('a line that is too long ends its connection and no other', async () => {
    const { path } = await served(echo);
    const client = openClient({ path });
    ends.push(() => client.close());
    const [line] = await raw(path, (socket) => socket.write('x'.repeat(limits.requestBytes + 1)), 2);
    expect(JSON.parse(line ?? '')).toMatchObject({ id: null, ok: false });
    expect(await client.request({ op: 'describe' })).toMatchObject({ ok: true });
  });

  test('more requests than may wait are refused, the others are answered', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { path } = await served(async (request) => {
      await gate;
      return { ok: true, value: request.id };
    });
    const lines = raw(
      path,
      (socket) => {
        for (let id = 0; id <= limits.pending; id++) socket.write(`{"id":${id},"op":"describe"}\n`);
        setTimeout(release, 50);
      },
      limits.pending + 1,
    );
    const replies = (await lines).map((line) => JSON.parse(line) as { id: number; ok: boolean });
    expect(replies.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual([limits.pending]);
    expect(replies.filter(({ ok }) => ok)).toHaveLength(limits.pending);
  });

  test('bytes may come one by one, also within a character', async () => {
    const { path } = await served(echo);
    const bytes = Buffer.from('{"id":1,"op":"ask","name":"a.b","input":"Zoë 日本"}\n');
    const [line] = await raw(path, (socket) => [...bytes].forEach((byte) => socket.write(Buffer.of(byte))), 1);
    expect(JSON.parse(line ?? '')).toMatchObject({ value: { input: 'Zoë 日本' } });
  });
});

test.runIf(process.platform !== 'win32')('nobody else can enter', async () => {
  const { path } = await served(echo);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a socket that a killed service left behind is replaced', async () => {
  const { path, server } = await served(echo);
  await server.close();
  const dead = createServer().listen(path);
  await new Promise((resolve) => dead.once('listening', resolve));
  expect(existsSync(path)).toBe(true);
  const next = await serveSocket({ path, handle: echo });
  ends.push(
    () => new Promise((resolve) => dead.close(resolve)),
    () => next.close(),
  );
  const client = openClient({ path });
  ends.push(() => client.close());
  expect(await client.request({ op: 'describe' })).toMatchObject({ ok: true });
});

describe('the client', () => {
  const opened = (client: Client) => {
    ends.push(() => client.close());
    return client;
  };

  test('says not-running when nobody listens', async () => {
    const client = opened(openClient({ path: join(tmpdir(), 'nobody-listens-here.sock') }));
    expect(await client.request({ op: 'describe' })).toMatchObject({ ok: false, error: { kind: 'not-running' } });
  });

  test('does not wait for ever', async () => {
    const { path } = await served(() => new Promise(() => {}));
    const client = opened(openClient({ path, timeoutMs: 30 }));
    expect(await client.request({ op: 'describe' })).toMatchObject({ ok: false, error: { kind: 'timeout' } });
  });

  test('hears pushes after watching, and comes back when the service does', async () => {
    const first = await served(echo);
    const pushes: Push[] = [];
    const states: string[] = [];
    let heard: () => void = () => {};
    const next = () => new Promise<void>((resolve) => (heard = resolve));
    opened(
      openClient({
        path: first.path,
        watch: true,
        retryMs: 10,
        onPush: (push) => (pushes.push(push), heard()),
        onState: (state) => (states.push(state), heard()),
      }),
    );
    await next();
    await expect.poll(() => (first.server.push({ event: 'changed', topics: ['a'] }), pushes.length)).toBeGreaterThan(0);
    const lost = next();
    await first.server.close();
    await lost;
    const back = next();
    const server = await serveSocket({ path: first.path, handle: echo });
    ends.push(() => server.close(100));
    await back;
    expect(states).toEqual(['ready', 'lost', 'ready']);
    expect(pushes[0]).toEqual({ event: 'changed', topics: ['a'] });
  });

  test('a running request is answered before the service closes', async () => {
    const { path, server } = await served(async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return { ok: true, value: request.id };
    });
    const client = opened(openClient({ path }));
    const answer = client.request({ op: 'describe' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    await server.close();
    expect(await answer).toMatchObject({ ok: true });
  });
});

test('lines are bounded also when they never end', () => {
  const read = lineReader(10, () => {});
  read(Buffer.from('12345'));
  expect(() => read(Buffer.from('678901'))).toThrow(LineTooLong);
});
