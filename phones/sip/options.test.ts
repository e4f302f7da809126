import { createSocket, type Socket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { answerTo, headerOf, parseSip, type SipRequest } from './message.ts';
import { sipNotify } from './notify.ts';
import { sipOptions } from './options.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function udpServer(onMessage: (socket: Socket, request: SipRequest, port: number) => void): Promise<number> {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    const message = parseSip(bytes);
    if (message.kind === 'request') onMessage(socket, message, from.port);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  closers.push(() => socket.close());
  return socket.address().port;
}

const target = (port: number, transport: 'udp' | 'tcp' = 'udp') => ({
  host: '127.0.0.1',
  port,
  transport,
  timeoutMs: 3000,
});

describe('SIP requests of our own', () => {
  it('asks OPTIONS over UDP, ignores strangers and provisional answers, repeats what got lost', async () => {
    let count = 0;
    const port = await udpServer((socket, request, from) => {
      count += 1;
      if (count === 1) return; // Lost on the way.
      const stranger: SipRequest = {
        ...request,
        headers: request.headers.map((h) => (h.name === 'call-id' ? { ...h, value: 'x' } : h)),
      };
      socket.send(answerTo(stranger, 200, 'OK', { tag: 'a' }), from, '127.0.0.1');
      socket.send(answerTo(request, 100, 'Trying', { tag: 'a' }), from, '127.0.0.1');
      socket.send(
        answerTo(request, 401, 'Unauthorized', { tag: 'a', headers: [['Server', 'snom']] }),
        from,
        '127.0.0.1',
      );
    });
    const answer = await sipOptions(target(port));
    expect(answer).toMatchObject({ status: 401, userAgent: 'snom' });
    expect(count).toBe(2);
  });

  it('asks OPTIONS over TCP, in pieces', async () => {
    const server = createServer((socket) => {
      socket.once('data', (bytes) => {
        const request = parseSip(bytes);
        if (request.kind !== 'request') return;
        const answer = answerTo(request, 200, 'OK', { tag: 'b', headers: [['User-Agent', 'Asterisk PBX 22']] });
        socket.write(answer.subarray(0, 40));
        setImmediate(() => socket.write(answer.subarray(40)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const answer = await sipOptions(target((server.address() as AddressInfo).port, 'tcp'));
    expect(answer).toMatchObject({ status: 200, userAgent: 'Asterisk PBX 22' });
    expect(answer.roundTripMs).toBeGreaterThan(0);
  });

  it('says what went wrong by code', async () => {
    const closed = await udpServer(() => undefined);
    closers.pop()?.();
    await expect(sipOptions(target(closed))).rejects.toMatchObject({ code: 'port-closed' });
    await expect(sipOptions(target(closed, 'tcp'))).rejects.toMatchObject({ code: 'port-closed' });
    for (const bad of [{ port: 0 }, { port: 70_000 }, { host: '' }, { host: 'a b' }]) {
      await expect(sipOptions({ ...target(closed), ...bad })).rejects.toMatchObject({ code: 'bad-target' });
    }
    // From loopback there is no way out.
    await expect(sipOptions({ ...target(5060), host: '192.0.2.1', localAddress: '127.0.0.1' })).rejects.toMatchObject({
      code: 'unreachable',
    });
    const silent = await udpServer(() => undefined);
    await expect(sipOptions({ ...target(silent), timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' });
    await expect(sipOptions({ ...target(silent), localAddress: '192.0.2.1' })).rejects.toMatchObject({
      code: 'no-local-address',
    });
    const chatty = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => chatty.listen(0, '127.0.0.1', resolve));
    closers.push(() => chatty.close());
    await expect(sipOptions(target((chatty.address() as AddressInfo).port, 'tcp'))).rejects.toMatchObject({
      code: 'bad-answer',
    });
  });

  it('sends NOTIFY check-sync with event and body', async () => {
    const got: string[] = [];
    const port = await udpServer((socket, request, from) => {
      got.push(
        `${request.method} ${headerOf(request, 'event') ?? ''} ${headerOf(request, 'content-type') ?? ''} ${request.body}`,
      );
      socket.send(answerTo(request, 200, 'OK', { tag: 'c' }), from, '127.0.0.1');
    });
    await expect(sipNotify(target(port), { event: 'check-sync;reboot=false' })).resolves.toEqual({ status: 200 });
    await expect(sipNotify(target(port), { contentType: 'application/snomxml', body: '<a/>' })).resolves.toEqual({
      status: 200,
    });
    expect(got).toEqual(['NOTIFY check-sync;reboot=false  ', 'NOTIFY  application/snomxml <a/>']);
  });
});
