/**
 * Firmware files on their way in and at rest, in a folder of the data folder. A file comes in parts and is written beside the
 * others as `.part`; only when it is whole and on the disk does it get its name, which is its SHA-256. A power cut leaves a
 * `.part`, which the next start removes, never half a firmware that phones would load.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** The largest known firmware of a desk phone with Android is below half of it. */
export const mostBytes = 1024 * 1024 * 1024;
/** Left for the office itself. */
const leastFree = 512 * 1024 * 1024;
const mostUploads = 2;
const patienceMs = 120_000;

interface Upload {
  file: FileHandle;
  path: string;
  hash: Hash;
  total: number;
  bytes: number;
  touched: number;
}

export type Stored = { sha256: string; bytes: number };

export interface FirmwareStore {
  begin(total: number): Promise<{ upload: string } | 'busy' | 'no-room'>;
  add(upload: string, part: Buffer): Promise<'added' | 'unknown' | 'too-large'>;
  /** Whole and on the disk; undefined when it is not all there, or nothing is known of it. */
  finish(upload: string): Promise<Stored | undefined>;
  drop(upload: string): Promise<void>;
  pathOf(sha256: string): string;
  has(sha256: string): boolean;
  remove(sha256: string): void;
  read(sha256: string, range: { start: number; end: number }): NodeJS.ReadableStream;
  stop(): Promise<void>;
}

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

export function openFirmwareStore(folder: string, now: () => number): FirmwareStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(join(folder, name), { force: true });
  const uploads = new Map<string, Upload>();
  let count = 0;

  const pathOf = (sha256: string) => {
    if (!isHash(sha256)) throw new Error('this is not a hash');
    return join(folder, `${sha256}.bin`);
  };

  async function drop(id: string): Promise<void> {
    const upload = uploads.get(id);
    uploads.delete(id);
    if (!upload) return;
    await upload.file.close();
    await rm(upload.path, { force: true });
  }

  return {
    async begin(total) {
      for (const [id, { touched }] of uploads) if (now() - touched > patienceMs) await drop(id);
      if (uploads.size >= mostUploads) return 'busy';
      const { bavail, bsize } = statfsSync(folder);
      if (bavail * bsize < total + leastFree) return 'no-room';
      const id = `upload-${(count += 1)}`;
      const path = join(folder, `${id}.part`);
      const file = await open(path, 'w', 0o600);
      uploads.set(id, { file, path, hash: createHash('sha256'), total, bytes: 0, touched: now() });
      return { upload: id };
    },
    async add(id, part) {
      const upload = uploads.get(id);
      if (!upload) return 'unknown';
      upload.bytes += part.length;
      upload.touched = now();
      if (upload.bytes > upload.total) {
        await drop(id);
        return 'too-large';
      }
      upload.hash.update(part);
      await upload.file.appendFile(part);
      return 'added';
    },
    async finish(id) {
      const upload = uploads.get(id);
      if (!upload || upload.bytes !== upload.total) {
        await drop(id);
        return undefined;
      }
      uploads.delete(id);
      const sha256 = upload.hash.digest('hex');
      await upload.file.sync();
      await upload.file.close();
      await rename(upload.path, pathOf(sha256));
      const parent = await open(folder, 'r');
      try {
        await parent.sync();
      } finally {
        await parent.close();
      }
      return { sha256, bytes: upload.bytes };
    },
    drop,
    pathOf,
    has: (sha256) => existsSync(pathOf(sha256)),
    remove: (sha256) => rmSync(pathOf(sha256), { force: true }),
    read: (sha256, range) => createReadStream(pathOf(sha256), { ...range, highWaterMark: 64 * 1024 }),
    async stop() {
      for (const id of [...uploads.keys()]) await drop(id);
    },
  };
}
