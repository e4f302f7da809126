/**
 * Reads one file over TFTP as phones do (RFC 1350, 2347, 2348, 2349, 7440), written apart from the server. With
 * `forget` it pretends not to have received some blocks, as on a bad wire.
 */

import { createSocket } from 'node:dgram';

export type TftpGot = {
  bytes: Buffer;
  /** What the server agreed to. */
  options: Record<string, string>;
  datagrams: number;
  /** The port that the file came from. */
  port: number;
};

export class TftpRefused extends Error {
  override name = 'TftpRefused';
  readonly code: number;
  constructor(code: number, words: string) {
    super(`the TFTP server says ${code}: ${words}`);
    this.code = code;
  }
}

export type TftpAsk = {
  host: string;
  port?: number;
  file: string;
  mode?: string;
  options?: Record<string, number>;
  localAddress?: string;
  /** Block numbers, counted from 1 without starting again at 0, of which the first copy gets lost. */
  forget?: readonly number[];
  timeoutMs?: number;
};

/** Shorter than real phones have it, so that tests need not wait. */
const QUIET_MS = 100;

const words = (...parts: string[]): Buffer => Buffer.from(parts.map((part) => `${part}\0`).join(''), 'latin1');

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value & 0xffff);
  return bytes;
}

const ack = (block: number): Buffer => Buffer.concat([short(4), short(block)]);

function optionsIn(packet: Buffer): Record<string, string> {
  const parts = packet.toString('latin1', 2).split('\0');
  return Object.fromEntries(
    parts.flatMap((name, at) => (at % 2 === 0 && name !== '' ? [[name.toLowerCase(), parts[at + 1] ?? '']] : [])),
  );
}

export function tftpGet(ask: TftpAsk): Promise<TftpGot> {
  const { host, port = 69, file, mode = 'octet', options = {}, localAddress, timeoutMs = 5000 } = ask;
  const forget = new Set(ask.forget ?? []);
  const socket = createSocket('udp4');
  const request = Buffer.concat([
    short(1),
    words(file, mode, ...Object.entries(options).flatMap(([name, value]) => [name, String(value)])),
  ]);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let agreed: Record<string, string> = {};
    let from = 0;
    let datagrams = 0;
    let sinceAck = 0;
    const deadline = setTimeout(
      () => finish(() => reject(new Error(`no whole file within ${timeoutMs} ms`))),
      timeoutMs,
    );
    /** Nothing came for a while: say once more how far we are (RFC 1350 section 7). */
    const nudge = setInterval(() => {
      if (from !== 0 && parts.length > 0) socket.send(ack(parts.length), from, host);
    }, QUIET_MS);
    function finish(settle: () => void): void {
      clearTimeout(deadline);
      clearInterval(nudge);
      socket.close();
      settle();
    }
    const blockSize = (): number => Number(agreed['blksize'] ?? 512);
    const windowSize = (): number => Number(agreed['windowsize'] ?? 1);

    function take(packet: Buffer): void {
      const next = parts.length + 1;
      const block = packet.readUInt16BE(2);
      if (forget.delete(next) && block === (next & 0xffff)) return;
      if (block !== (next & 0xffff)) {
        // A gap: say how far we are, once for each window.
        if (((block - next) & 0xffff) < 0x8000 && windowSize() > 1) socket.send(ack(parts.length), from, host);
        sinceAck = 0;
        return;
      }
      const bytes = packet.subarray(4);
      parts.push(Buffer.from(bytes));
      sinceAck += 1;
      const isLast = bytes.length < blockSize();
      if (!isLast && sinceAck < windowSize()) return;
      sinceAck = 0;
      socket.send(ack(parts.length), from, host, () => {
        if (isLast) finish(() => resolve({ bytes: Buffer.concat(parts), options: agreed, datagrams, port: from }));
      });
    }

    socket.on('error', (error) => finish(() => reject(error)));
    socket.on('message', (packet, sender) => {
      datagrams += 1;
      nudge.refresh();
      const kind = packet.readUInt16BE(0);
      from ||= sender.port;
      if (sender.port !== from) return;
      if (kind === 5)
        finish(() => reject(new TftpRefused(packet.readUInt16BE(2), packet.toString('latin1', 4).replace('\0', '')))); // prettier-ignore
      else if (kind === 6) {
        agreed = optionsIn(packet);
        socket.send(ack(0), from, host);
      } else if (kind === 3) take(packet);
    });
    socket.bind({ ...(localAddress === undefined ? {} : { address: localAddress }), port: 0 }, () => {
      socket.send(request, port, host);
    });
  });
}
