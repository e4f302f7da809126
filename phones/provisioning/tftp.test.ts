import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { promisify } from 'node:util';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tftpGet } from '../virtual/tftp-client.ts';
import { testProfile } from '../vendors/test-profile.ts';
import { snom } from '../vendors/snom/index.ts';
import type { PhoneFetch, ServeDeps } from './fetch.ts';
import { createFileCache } from './files.ts';
import { createFirstFetch } from './first-fetch.ts';
import { readPacket } from './tftp-packet.ts';
import { startTftp, type TftpHandle } from './tftp.ts';

const MAC = '000413aabbcc';
const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';
const FILE = `${TOKEN}/000413AABBCC.xml`;
const BIG = Buffer.alloc(530_000, 'switchroom firmware ');

const open: TftpHandle[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(options: Partial<ServeDeps> = {}) {
  const fetches: PhoneFetch[] = [];
  const profile = testProfile({ mac: MAC, model: 'D785', vendorId: 'snom' });
  const firstFetch = createFirstFetch(() => Date.now());
  const filesFor = createFileCache(() => snom);
  const deps: ServeDeps = {
    profileOf: (mac) => (mac === MAC ? profile : undefined),
    byToken: (token) => (token === TOKEN ? MAC : undefined),
    filesFor,
    onFetch: (fetch) => fetches.push(fetch),
    now: () => Date.now(),
    other: ({ path }) => {
      if (path === '/firmware/exact.bin') return { status: 200, body: BIG.subarray(0, 1024) };
      if (path !== '/firmware/big.bin') return undefined;
      return { status: 200, what: 'Firmware', body: { length: BIG.length, open: () => Readable.from([BIG]) } };
    },
    ...options,
  };
  const server = await startTftp(deps, firstFetch, { address: '127.0.0.1', port: 0, firstWaitMs: 20 });
  open.push(server);
  const files = filesFor(profile);
  const bytes = files?.ok === true ? files.byName.get('000413aabbcc.xml')?.bytes : undefined;
  return { port: server.port, fetches, firstFetch, bytes: bytes ?? Buffer.alloc(0) };
}

const get = (port: number, file: string, more: Partial<Parameters<typeof tftpGet>[0]> = {}) =>
  tftpGet({ host: '127.0.0.1', port, file, ...more });

describe('phone files over TFTP', () => {
  it('[R4] serves a phone its file by secret path from a port of its own, and reports it when it has it whole', async () => {
    const { port, bytes, fetches } = await serve();
    const plain = await get(port, FILE);
    expect(plain.bytes.equals(bytes)).toBe(true);
    expect(plain.options).toEqual({});
    expect(plain.port).not.toBe(port);
    const wide = await get(port, `/${FILE}`, { options: { blksize: 1400, tsize: 0, timeout: 2, windowsize: 4 } });
    expect(wide.bytes.equals(bytes)).toBe(true);
    expect(wide.options).toEqual({ blksize: '1400', tsize: String(bytes.length), timeout: '2', windowsize: '4' });
    await vi.waitFor(() => expect(fetches).toHaveLength(2));
    expect(fetches[0]).toMatchObject({ via: 'tftp', mac: MAC, status: 200, by: 'token', path: '/…/000413aabbcc.xml', isSecret: true }); // prettier-ignore
    expect(JSON.stringify(fetches)).not.toContain(TOKEN);
  });

  it('[R4] sends again what got lost, in windows too, and counts on past 65,535 blocks', async () => {
    const { port, bytes } = await serve();
    const lossy = await get(port, FILE, { forget: [1, 2], options: { blksize: 128 } });
    expect(lossy.bytes.equals(bytes)).toBe(true);
    const windows = await get(port, FILE, { forget: [1, 3, 7], options: { blksize: 64, windowsize: 5 } });
    expect(windows.bytes.equals(bytes)).toBe(true);
    const big = await get(port, 'firmware/big.bin', { options: { blksize: 8, windowsize: 32 }, timeoutMs: 20_000 });
    expect(big.bytes.equals(BIG)).toBe(true);
    expect(big.datagrams).toBeGreaterThan(65_536);
  });

  it('[R4] ends a file that is an exact number of blocks with an empty one', async () => {
    const { port } = await serve();
    const got = await get(port, 'firmware/exact.bin');
    expect([got.bytes.length, got.datagrams]).toEqual([1024, 3]);
  });

  it('[R4] is understood by curl', async () => {
    const { port, bytes } = await serve();
    const run = promisify(execFile);
    const url = `tftp://127.0.0.1:${port}/${FILE}`;
    const { stdout } = await run('curl', ['-s', '--max-time', '5', url], { encoding: 'buffer' });
    expect(stdout.equals(bytes)).toBe(true);
    const small = await run('curl', ['-s', '--max-time', '5', '--tftp-blksize', '256', url], { encoding: 'buffer' });
    expect(small.stdout.equals(bytes)).toBe(true);
  });

  it('[R4] refuses politely what it does not do, and says nothing about what there is', async () => {
    const { port, fetches } = await serve();
    await expect(get(port, FILE, { mode: 'netascii' })).rejects.toMatchObject({ code: 4 });
    for (const file of ['000413AABBCC.xml', `${'B'.repeat(22)}/000413AABBCC.xml`, '../etc/passwd', 'x'.repeat(300)])
      await expect(get(port, file)).rejects.toMatchObject({ code: 1, message: 'the TFTP server says 1: not found' });
    await vi.waitFor(() => expect(fetches).toHaveLength(5));
    expect(fetches.map(({ status, by }) => `${status} ${by}`)).toEqual([
      '405 nobody',
      '404 nobody',
      '404 nobody',
      '404 nobody',
      '404 nobody',
    ]);
    expect(fetches[1]).toMatchObject({
      mac: MAC,
      problem: expect.stringContaining('without its secret folder') as string,
    });
  });

  it('[R4] lets a phone without its secret folder fetch once in its window, from its address only', async () => {
    const { port, firstFetch, bytes } = await serve();
    firstFetch.open({ mac: MAC, address: '127.0.0.2', minutes: 5 });
    const name = 'snomD785-000413AABBCC.htm';
    await expect(get(port, name)).rejects.toMatchObject({ code: 1 });
    const got = await get(port, name, { localAddress: '127.0.0.2' });
    expect(got.bytes.equals(bytes)).toBe(true);
    await expect(get(port, name, { localAddress: '127.0.0.2' })).rejects.toMatchObject({ code: 1 });
  });

  it('[R4] gives up on a phone that stopped answering, and takes one request that comes twice for one', async () => {
    const { port, fetches } = await serve();
    const socket = createSocket('udp4');
    const came: number[] = [];
    socket.on('message', (packet) => came.push(packet.readUInt16BE(2)));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const ask = Buffer.from(`\0\x01${FILE}\0octet\0`, 'latin1');
    socket.send(ask, port, '127.0.0.1');
    socket.send(ask, port, '127.0.0.1');
    await vi.waitFor(() => expect(fetches).toHaveLength(1), 4000);
    expect(fetches[0]).toMatchObject({ status: 499, isSecret: true });
    expect(fetches[0]?.hash).toBeUndefined();
    expect(came).toEqual([1, 1, 1, 1, 1]);
    socket.close();
  });

  it('[R4] answers no more than three times what it got to somebody it does not know, whatever he sends', async () => {
    const { port } = await serve();
    const sizes: [string, number][] = [
      ['\0\x01a\0b\0', 6],
      ['\0\x02', 2],
      ['\0\x02ab', 4],
      ['\0\x01a\0octet\0', 10],
      ['\0\x04\0\x01', 4],
      ['\0\x05\0\0', 4],
      ['x', 1],
      ['', 0],
      [`\0\x01a\0octet\0${'blksize\x0099999\0'.repeat(30)}`, 0],
    ];
    for (const [text] of sizes) {
      const socket = createSocket('udp4');
      let back = 0;
      socket.on('message', (packet) => (back += packet.length));
      await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
      const bytes = Buffer.from(text, 'latin1');
      socket.send(bytes, port, '127.0.0.1');
      // A request that is answered, after which everything before it has been answered too.
      await expect(get(port, 'nothing')).rejects.toMatchObject({ code: 1 });
      expect(back).toBeLessThanOrEqual(3 * bytes.length);
      socket.close();
    }
  });

  it('[R4] keeps to options that make sense', () => {
    const options = (text: string) => {
      const packet = readPacket(Buffer.from(`\0\x01f\0octet\0${text}`, 'latin1'));
      return packet.kind === 'read' ? [packet.named.join(), packet.options.blksize, packet.options.windowsize] : packet;
    };
    expect(options('blksize\x000\0')).toEqual(['', 512, 1]);
    expect(options('BLKSIZE\x0065464\0')).toEqual(['blksize', 1428, 1]);
    expect(options('blksize\x0065465\0windowsize\x0065536\0tsize\0-1\0timeout\x00256\0x\0y\0')).toEqual(['', 512, 1]);
    expect(options('windowsize\x00500\0windowsize\x003\0')).toEqual(['windowsize', 512, 32]);
    expect(options('blksize')).toEqual({ kind: 'nonsense' });
    expect(readPacket(Buffer.alloc(600, 1))).toEqual({ kind: 'nonsense' });
  });

  it('[R4] says who has the port, and what allows it', async () => {
    const { port } = await serve();
    const again = startTftp({ profileOf: () => undefined, byToken: () => undefined, filesFor: () => undefined, onFetch: () => undefined, now: Date.now }, createFirstFetch(Date.now), { address: '127.0.0.1', port }); // prettier-ignore
    await expect(again).rejects.toMatchObject({ code: 'port-in-use', port });
  });
});
