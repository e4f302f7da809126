/** The service's own log: one line a note in `<data folder>/log/service.log`, two files of at most 5 MB. Secrets never get here. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const maxBytes = 5e6;

export interface Log {
  readonly file: string;
  note: (text: string) => void;
  /** Writes an unexpected failure with its causes and returns the id under which it is found. */
  failure: (error: unknown, what: string) => string;
}

export function openLog(dataDir: string, echo?: (text: string) => void): Log {
  const folder = join(dataDir, 'log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'service.log');
  let isBroken = false;

  function write(text: string): void {
    try {
      if (sizeOf(file) > maxBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, `${new Date().toISOString()} ${text.replaceAll('\n', '\n  ')}\n`, { mode: 0o600 });
      isBroken = false;
    } catch (error) {
      // A full disk must not stop calls. It is said once, where somebody may see it; health tells of the disk.
      if (!isBroken) process.stderr.write(`The log cannot be written: ${String(error)}\n`);
      isBroken = true;
    }
  }

  return {
    file,
    note(text) {
      echo?.(text);
      write(text);
    },
    failure(error, what) {
      const id = `E-${Math.random().toString(36).slice(2, 8).toUpperCase()}`;
      write(`${id} ${what}: ${described(error)}`);
      echo?.(`${id} ${what}: ${error instanceof Error ? error.message : String(error)}`);
      return id;
    },
  };
}

function described(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${described(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
