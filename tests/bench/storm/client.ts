/**
 * Many phones that fetch their files over HTTP, each from an address of its own (127.x.y.z) and on a new connection for
 * each file, as after a power cut. Reads what to do as JSON from stdin, prints what came of it. `spreadMs`: the phones
 * come up within this time; without it there are always `inFlight` of them asking.
 */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface StormPlan {
  host: string;
  port: number;
  /** One row a phone: its files, in its order. */
  phones: { paths: string[]; userAgent: string }[];
  spreadMs?: number;
  inFlight?: number;
}

export interface StormDone {
  ms: number;
  fetched: number;
  failed: number;
  bytes: number;
  p50: number;
  p99: number;
  worst: number;
}

const plan = JSON.parse(await text(process.stdin)) as StormPlan;
const times: number[] = [];
let failed = 0;
let bytes = 0;

const addressOf = (n: number): string =>
  `127.${10 + (n >> 16)}.${(n >> 8) & 255}.${1 + (n & 127) + ((n >> 7) & 1) * 100}`;

/** Whether the whole file came. */
function fetchOne(path: string, userAgent: string, localAddress: string): Promise<boolean> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect({ host: plan.host, port: plan.port, localAddress });
    socket.setTimeout(30_000, () => socket.destroy());
    socket.on('error', () => undefined); // Told by the end, without a whole file.
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.on('close', () => {
      const all = Buffer.concat(parts);
      const head = all.indexOf('\r\n\r\n');
      const length = /\r\ncontent-length: (\d+)/i.exec(all.toString('latin1', 0, Math.max(0, head)))?.[1];
      const isWhole = all.toString('latin1', 9, 12) === '200' && all.length - head - 4 === Number(length);
      bytes += isWhole ? Number(length) : 0;
      resolve(isWhole);
    });
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${plan.host}\r\nUser-Agent: ${userAgent}\r\nConnection: close\r\n\r\n`);
  });
}

async function boot(n: number): Promise<void> {
  const phone = plan.phones[n];
  for (const path of phone?.paths ?? []) {
    const from = performance.now();
    // As phones do: once more, a little later, when they are turned away.
    let isWhole = false;
    for (let attempt = 0; attempt < 5 && !isWhole; attempt += 1) {
      if (attempt > 0) await new Promise((again) => setTimeout(again, 500 * 2 ** attempt));
      isWhole = await fetchOne(path, phone?.userAgent ?? '', addressOf(n));
    }
    if (isWhole) times.push(performance.now() - from);
    else failed += 1;
  }
}

const began = performance.now();
const { spreadMs, inFlight = 64, phones } = plan;
if (spreadMs === undefined) {
  let next = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (next < phones.length) await boot(next++);
    }),
  );
} else
  await Promise.all(
    phones.map(async (_, n) => {
      await new Promise((turn) => setTimeout(turn, (spreadMs * n) / phones.length));
      await boot(n);
    }),
  );
const ms = performance.now() - began;
times.sort((a, b) => a - b);
const at = (part: number): number => Math.round((times[Math.ceil(times.length * part) - 1] ?? NaN) * 10) / 10;
const done: StormDone = { ms, fetched: times.length, failed, bytes, p50: at(0.5), p99: at(0.99), worst: at(1) };
process.stdout.write(`${JSON.stringify(done)}\n`);
