/**
 * The files of the office's sounds, `sounds/<name>.wav` (8 kHz) and `.wav16` (16 kHz) in the data folder. A file is named
 * by its content and never changed or removed: rows point to it, and a row that comes back by undo finds it.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { readWav, resample, writeWav } from './wav.ts';

export interface StoredSound {
  file: string;
  milliseconds: number;
}

export const soundsFolder = (dataDir: string): string => join(dataDir, 'sounds');

/** Throws UnusableSound when it is none. */
export async function storeSound(dataDir: string, upload: Buffer): Promise<StoredSound> {
  const audio = readWav(upload);
  const narrow = writeWav(await resample(audio, 8000), 8000);
  const wide = writeWav(await resample(audio, 16_000), 16_000);
  const file = createHash('sha256').update(wide).digest('hex').slice(0, 32);
  const folder = soundsFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeOnce(join(folder, `${file}.wav16`), wide);
  writeOnce(join(folder, `${file}.wav`), narrow);
  // As Asterisk plays it: what was read was cut to 16 bit at 8 kHz.
  return { file, milliseconds: Math.max(1, Math.round((narrow.length - 44) / 16)) };
}

/** Whole or not at all, also through a power cut. */
function writeOnce(path: string, bytes: Buffer): void {
  if (existsSync(path)) return;
  const temporary = `${path}.new`;
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** The audio as it is stored, for listening; undefined when the file is gone. */
export function readSound(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
