/**
 * Firmware goes out no faster than this for all phones together, so that calls on the same wire keep their place: a 100-Mbit
 * switch still has more than half for speech. Each part waits for its turn; nobody is refused for being late.
 */
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export const bytesPerSecond = 5 * 1024 * 1024;

export interface Pace {
  /** The same bytes, in their turn; `done` when the last one was taken. */
  through(source: NodeJS.ReadableStream, done: () => void): Readable;
}

export function openPace(perSecond = bytesPerSecond, clock = () => performance.now()): Pace {
  /** Until then what was let through fills the wire. */
  let busyUntil = 0;

  async function* parts(source: NodeJS.ReadableStream, done: () => void): AsyncGenerator<Buffer> {
    for await (const part of source as AsyncIterable<Buffer>) {
      const now = clock();
      const turn = Math.max(busyUntil, now);
      busyUntil = turn + (part.length / perSecond) * 1000;
      if (turn > now) await sleep(turn - now);
      yield part;
    }
    done();
  }

  return { through: (source, done) => Readable.from(parts(source, done), { objectMode: false }) };
}
