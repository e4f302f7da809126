/**
 * Wrong packets by the million against the real listeners in a process of their own: it must not end, not fail, give its
 * memory back, and send nobody it does not know more than three times what it got from him.
 */
import { spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../calls/ports.ts';
import { mutated, randomFrom, templates, type Random } from './fuzz-packets.ts';

export interface FuzzResult {
  seed: number;
  sent: { pnp: number; mdns: number; tftp: number; sntp: number; http: number };
  /** Datagrams that reached the reader of PnP, and requests that HTTP and TFTP answered in some way. */
  heard: { pnp: number; mdns: number; fetches: number };
  replies: number;
  /** The largest reply to one packet, as a multiple of it. */
  worstReply: number;
  crashes: number;
  errors: string[];
  grownBytes: number;
  grownRss: number;
  ms: number;
}

const target = join(import.meta.dirname, 'fuzz-target.ts');
const known = { mac: '000413aabbcc', token: 'q4JYB7yTq0C2r8m5V1nXWA' };
const kinds = ['pnp', 'mdns', 'tftp', 'sntp'] as const;
const batch = 60;
const perConnection = 5;

type Answer = Record<string, unknown>;

interface Target {
  ports: Record<(typeof kinds)[number] | 'http', number>;
  ask: (what: 'ping' | 'memory') => Promise<Answer>;
  errors: string[];
  isAlive: () => boolean;
  stop: () => Promise<void>;
}

async function startTarget(): Promise<Target> {
  const args = ['--expose-gc', target, known.mac, known.token, String(await freePort())];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const errors: string[] = [];
  const waiting: ((answer: Answer) => void)[] = [];
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => undefined); // It ended; that is what is reported.
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void gone.then(() => {
    for (const done of waiting.splice(0)) done({ kind: 'gone', stderr });
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line) as Answer;
    if (event['kind'] === 'error') errors.push(String(event['error']));
    else waiting.shift()?.(event);
  });
  const next = () => new Promise<Answer>((resolve) => waiting.push(resolve));
  const ready = await next();
  if (ready['kind'] !== 'ready') throw new Error(`the listeners do not start: ${String(ready['stderr'])}`);
  return {
    ports: ready['ports'] as Target['ports'],
    errors,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    ask: (what) => {
      const answer = next();
      child.stdin.write(`${what}\n`);
      return answer;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** A sender of its own, so that a reply is one to what it sent last. */
interface Sender {
  socket: Socket;
  /** Of this and the packets before, to which a late reply may belong. */
  lengths: number[];
  back: number;
}

const senders = (count: number): Promise<Sender[]> =>
  Promise.all(
    Array.from(
      { length: count },
      (_, n) =>
        new Promise<Sender>((resolve) => {
          const socket = createSocket('udp4');
          const sender: Sender = { socket, lengths: [], back: 0 };
          socket.on('message', (packet) => (sender.back += packet.length));
          socket.on('error', () => undefined);
          socket.bind({ address: `127.0.${2 + (n >> 7)}.${1 + (n & 127)}`, port: 0 }, () => resolve(sender));
        }),
    ),
  );

/** Some requests on one connection, as far as it lasts. */
function overTcp(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    socket.on('close', () => resolve());
    // Half of what is left open would hold the connection until the server's own limits end it.
    socket.setTimeout(40, () => socket.destroy());
    socket.end(bytes);
  });
}

export async function fuzz(options: {
  packets: number;
  seed: number;
  say?: (text: string) => void;
}): Promise<FuzzResult> {
  const { packets, seed, say = () => undefined } = options;
  const random: Random = randomFrom(seed);
  const began = performance.now();
  const one = await startTarget();
  const lists = {
    pnp: templates.pnp(known),
    tftp: templates.tftp(known),
    mdns: templates.mdns(),
    sntp: templates.sntp(),
    http: templates.http(known),
  };
  const sent = { pnp: 0, mdns: 0, tftp: 0, sntp: 0, http: 0 };
  const all = await senders(batch);
  let [replies, worstReply, total] = [0, 0, 0];
  let base: Answer | undefined;
  const warm = Math.min(packets / 5, 50_000);

  async function datagrams(): Promise<void> {
    for (const sender of all) {
      const kind = kinds[Math.floor(random() * kinds.length)] ?? 'pnp';
      const packet = mutated(random, lists[kind]);
      sender.lengths = [packet.length, ...sender.lengths.slice(0, 2)];
      sender.back = 0;
      sent[kind] += 1;
      sender.socket.send(packet, one.ports[kind], '127.0.0.1');
    }
    // Answered after what came before it was read, of which Node takes some at a time; then what was sent back is here too.
    await one.ask('ping');
    await one.ask('ping');
    await new Promise((turn) => setImmediate(turn));
    for (const { back, lengths } of all) {
      if (back === 0) continue;
      replies += 1;
      worstReply = Math.max(worstReply, back / Math.max(...lengths));
    }
    total += all.length;
  }

  async function requests(): Promise<void> {
    const connections = Array.from({ length: 12 }, () =>
      Buffer.concat(Array.from({ length: perConnection }, () => mutated(random, lists.http))),
    );
    await Promise.all(connections.map((bytes) => overTcp(one.ports.http, bytes)));
    sent.http += connections.length * perConnection;
    total += connections.length * perConnection;
  }

  for (let round = 0; total < packets && one.isAlive(); round += 1) {
    await (round % 4 === 3 ? requests() : datagrams());
    if (base === undefined && total >= warm) base = await one.ask('memory');
    if (round % 2000 === 1999) say(`${total} packets (seed ${seed})`);
  }
  for (const { socket } of all) socket.close();
  // Transfers and conversations that were begun end by their own timers.
  let after = await one.ask('memory');
  const limit = performance.now() + 45_000;
  while (one.isAlive() && Number(after['used']) > Number(base?.['used']) + 2e6 && performance.now() < limit) {
    await new Promise((again) => setTimeout(again, 500));
    after = await one.ask('memory');
  }
  const heard = await one.ask('ping');
  const crashes = one.isAlive() ? 0 : 1;
  await one.stop();
  return {
    seed,
    sent,
    heard: { pnp: Number(heard['pnp']), mdns: Number(heard['mdns']), fetches: Number(heard['fetches']) },
    replies,
    worstReply: Math.round(worstReply * 100) / 100,
    crashes,
    errors: [...one.errors, ...(crashes > 0 ? [String(after['stderr'])] : [])],
    grownBytes: Number(after['used']) - Number(base?.['used']),
    grownRss: Number(after['rss']) - Number(base?.['rss']),
    ms: Math.round(performance.now() - began),
  };
}
