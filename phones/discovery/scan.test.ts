/** A look at a network on loopback, with real sockets: what tests/lan proves with root, as far as it goes without. */
import { createSocket, type Socket } from 'node:dgram';
import { afterEach, describe, expect, test } from 'vitest';
import { createInventory } from './inventory.ts';
import { scan, type ScanOptions } from './scan.ts';
import type { Subnet } from './subnets.ts';

const subnet: Subnet = { cidr: '127.77.0.0/29', interface: 'lo', address: '127.77.0.1', hosts: 6 };
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) await new Promise<void>((done) => socket.close(() => done()));
});

function listen(address: string, port: number, onMessage: (text: string, from: { port: number; address: string }, socket: Socket) => void): Promise<number> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.on('message', (bytes, from) => onMessage(bytes.toString('latin1'), from, socket));
  return new Promise((done) => void socket.bind(port, address, () => done(socket.address().port)));
} // prettier-ignore

const callIdOf = (text: string): string => /^Call-ID: (.*)\r$/m.exec(text)?.[1] ?? '';
const answer = (callId: string, name: string): string =>
  `SIP/2.0 200 OK\r\nCall-ID: ${callId}\r\nServer: ${name}\r\n\r\n`;

async function look(more: Partial<ScanOptions> & Pick<ScanOptions, 'sipPort'>) {
  const inventory = createInventory();
  const { signal } = new AbortController();
  const row = { address: '127.77.0.2', mac: '000413aabbcc', interface: 'lo' };
  const result = await scan({
    subnets: [subnet],
    inventory,
    signal,
    now: () => 1,
    readTable: () => Promise.resolve({ ok: true, by: 'a test', rows: [row], tried: ['127.77.0.3', '127.77.0.4', '127.77.0.5', '127.77.0.6'] }),
    webPort: 9,
    patience: 0.3,
    ...more,
  });
  return { result, devices: inventory.devices() };
} // prettier-ignore

// macOS has only 127.0.0.1 without an alias.
describe.skipIf(process.platform === 'darwin')('[R4] a look at a network', () => {
  test('a flood of answers, and answers to questions that were not asked, change nothing', async () => {
    const sipPort = await listen('127.77.0.2', 0, (text, from, socket) => {
      const say = (words: string): void => socket.send(words, from.port, from.address);
      for (let n = 0; n < 80; n += 1) say(answer(`made-up-${n}`, `Yealink SIP-T46S ${n}.0.0.1`));
      say('SIP/2.0 200 OK\r\n');
      say(answer(callIdOf(text), 'snomD785/10.1.198.19'));
      for (let n = 0; n < 80; n += 1) say(answer(callIdOf(text), `Yealink SIP-T46S ${n}.0.0.1`));
      // Somebody else who answers for it.
      void listen('127.77.0.3', 0, () => {}).then(() => sockets.at(-1)?.send(answer(callIdOf(text), 'Yealink SIP-T42G 1.2.3.4'), from.port, from.address));
    }); // prettier-ignore
    const { result, devices } = await look({ sipPort });
    expect(devices).toMatchObject([{ id: '000413aabbcc', vendorId: 'snom', model: 'D785', firmware: '10.1.198.19', evidence: [{ via: 'arp' }, { via: 'sip' }] }]); // prettier-ignore
    expect(result.counts.sip).toEqual({ asked: 1, answered: 1 });
  });

  test('without a table of neighbours everybody is asked, and who answers is there, without a MAC', async () => {
    const sipPort = await listen('127.77.0.2', 0, (text, from, socket) =>
      socket.send(answer(callIdOf(text), 'snomD785/10.1.198.19'), from.port, from.address),
    );
    const { result, devices } = await look({ sipPort, readTable: () => Promise.resolve({ ok: false, problem: 'no rights' }) }); // prettier-ignore
    expect(devices).toMatchObject([{ id: '127.77.0.2', mac: null, kind: 'phone', model: 'D785' }]);
    expect(result.counts).toMatchObject({ live: 1, withMac: 0, table: { by: undefined, problem: 'no rights' } });
  });

  test('a cancelled look at a large network is over at once', async () => {
    const cancel = new AbortController();
    const large: Subnet = { cidr: '127.78.0.0/17', interface: 'lo', address: '127.78.0.1', hosts: 32_766 };
    let swept = 0;
    const looking = look({
      sipPort: 9,
      subnets: [large],
      signal: cancel.signal,
      onProgress: (progress) => {
        swept = progress.swept;
        if (swept > 0) cancel.abort();
      },
    });
    const { result } = await looking;
    expect(result.isCancelled).toBe(true);
    expect(swept).toBeLessThan(10_000);
    expect(result.ms).toBeLessThan(5000);
  });

  test('an answer from another port of the same host counts', async () => {
    const other = createSocket('udp4');
    sockets.push(other);
    await new Promise<void>((done) => void other.bind(0, '127.77.0.2', done));
    const sipPort = await listen('127.77.0.2', 0, (text, from) =>
      other.send(answer(callIdOf(text), 'snomD785/10.1.198.19'), from.port, from.address),
    );
    expect((await look({ sipPort })).devices).toMatchObject([{ model: 'D785' }]);
  });

  test('a network that is gone is said, and the look ends', async () => {
    const gone = { ...subnet, cidr: '203.0.113.0/29', address: '203.0.113.1' };
    const { result, devices } = await look({ sipPort: 5060, subnets: [gone] });
    expect(devices).toEqual([]);
    expect([...result.counts.sweep.problems.keys()]).toContain('EADDRNOTAVAIL');
  });
});
