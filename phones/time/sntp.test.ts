import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { answerTo, questionAt, readTime, writeTime } from './packet.ts';
import { askTime, startSntp, type SntpHandle } from './sntp.ts';

const open: SntpHandle[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function clock(now: () => number, notBefore = 0): Promise<SntpHandle> {
  const server = await startSntp({ address: '127.0.0.1', port: 0, now, notBefore: () => notBefore });
  open.push(server);
  return server;
}

describe('the clock for phones', () => {
  it('[R4] tells the time of this computer', async () => {
    const right = await clock(() => Date.now());
    const ahead = await clock(() => Date.now() + 3_600_000);
    expect(Math.abs((await askTime('127.0.0.1', right.port)) ?? NaN)).toBeLessThan(50);
    expect(Math.abs(((await askTime('127.0.0.1', ahead.port)) ?? NaN) - 3_600_000)).toBeLessThan(50);
  });

  it('[R4] tells nothing while the clock shows a time that has passed already', async () => {
    const server = await clock(() => Date.UTC(2000, 0, 1), Date.UTC(2026, 0, 1));
    expect(server.isClockRight).toBe(false);
    expect(await askTime('127.0.0.1', server.port, 100)).toBeUndefined();
    expect(server.answered).toBe(0);
  });

  it('[R4] answers questions only, and never with more than was asked with', async () => {
    const question = (first: number, length = 48) => Buffer.concat([Buffer.from([first]), Buffer.alloc(length - 1, 7)]);
    for (const first of [0x23, 0x1b, 0x13, 0x0b, 0x08]) expect(answerTo(question(first), 1, 2)?.length).toBe(48);
    // Modes of other servers, broadcasts, control and private messages; versions that there are not; too short.
    for (const first of [0x24, 0x21, 0x22, 0x25, 0x26, 0x27, 0x03, 0x2b])
      expect(answerTo(question(first), 1, 2)).toBeUndefined();
    expect(answerTo(question(0x23, 47), 1, 2)).toBeUndefined();
    expect(answerTo(question(0x23, 500), 1, 2)?.length).toBe(48);

    const server = await clock(() => Date.now());
    const socket = createSocket('udp4');
    let back = 0;
    socket.on('message', (packet) => (back += packet.length));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    for (let n = 0; n < 100; n += 1) socket.send(questionAt(n), server.port, '127.0.0.1');
    // Another sender, so that it is answered after the flood was heard.
    expect(await ask('127.0.0.2', server.port)).toBe(48);
    expect(back).toBe(10 * 48);
    socket.close();
  });

  it('[R4] counts on when the 32 bits start again in 2036', () => {
    const packet = Buffer.alloc(48);
    for (const at of [Date.UTC(2026, 10, 22, 12, 0, 0, 250), Date.UTC(2036, 1, 7, 6, 28, 16), Date.UTC(2050, 5, 1)]) {
      writeTime(packet, 40, at);
      expect(Math.abs(readTime(packet, 40) - at)).toBeLessThan(0.001);
    }
  });

  it('[R4] says what to do about a port that it may not have', async () => {
    const server = await clock(() => Date.now());
    const again = startSntp({ address: '127.0.0.1', port: server.port, now: Date.now, notBefore: () => 0 });
    await expect(again).rejects.toMatchObject({ code: 'port-in-use', message: expect.stringContaining('Stop that program') as string }); // prettier-ignore
  });
});

function ask(address: string, port: number): Promise<number> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.on('message', (packet) => {
      socket.close();
      resolve(packet.length);
    });
    socket.bind(0, address, () => socket.send(questionAt(1), port, '127.0.0.1'));
  });
}
