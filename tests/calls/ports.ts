import { createSocket } from 'node:dgram';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A port that is free for UDP and TCP, and the next one too (TLS has that). Above the engines' media ports and below the
 * system's range for outgoing connections, so that nobody gets it by chance between this look and its use, and kept from
 * all other tests on this machine until this process ends: an engine takes seconds from here to its bind.
 */
export async function freePort(address = '127.0.0.1'): Promise<number> {
  for (let tries = 0; tries < 1000; tries++) {
    const port = 20_000 + 2 * Math.floor(Math.random() * 5_000);
    if (
      reserve(port) &&
      (await isFree('udp', port, address)) &&
      (await isFree('tcp', port, address)) &&
      (await isFree('tcp', port + 1, address))
    )
      return port;
  }
  throw new Error('no free port found');
}

/**
 * For one sipp: the port of its media and, two above, of its video. Between the ports for SIP and the system's own range;
 * `free` gives it back. sipp ends at once when either is taken.
 */
export function mediaPort(): { port: number; free(): void } {
  for (let tries = 0; tries < 10_000; tries++) {
    const port = 30_000 + 4 * Math.floor(Math.random() * 690);
    if (reserve(port)) return { port, free: () => giveBack(port) };
  }
  throw new Error('no free port for media found');
}

const reservations = join(tmpdir(), 'switchroom-ports');
const fileOf = (port: number) => join(reservations, String(port));
const mine = new Set<string>();

/** One file a port, made exclusively, with the process that holds it; what a dead process left behind is taken over. */
function reserve(port: number): boolean {
  mkdirSync(reservations, { recursive: true });
  if (mine.size === 0) process.once('exit', () => mine.forEach((file) => rmSync(file, { force: true })));
  const file = fileOf(port);
  if (isHeld(file)) return false;
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  mine.add(file);
  return true;
}

function giveBack(port: number): void {
  mine.delete(fileOf(port));
  rmSync(fileOf(port), { force: true });
}

function isHeld(file: string): boolean {
  let holder: number;
  try {
    holder = Number(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
  try {
    // A file that is just being written has no number yet: 0 would be our own process group, which lives.
    process.kill(holder, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') return true;
    rmSync(file, { force: true });
    return false;
  }
}

function isFree(protocol: 'udp' | 'tcp', port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const taken = () => resolve(false);
    if (protocol === 'udp') {
      const socket = createSocket('udp4').once('error', taken);
      socket.bind(port, address, () => socket.close(() => resolve(true)));
    } else {
      const server = createServer().once('error', taken);
      server.listen(port, address, () => server.close(() => resolve(true)));
    }
  });
}
