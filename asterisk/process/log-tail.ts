/**
 * What Asterisk wrote, for people and for "did this reload go live?": a reload answers "Success" also when it skipped a
 * bad line, and only the log says so.
 */
import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const MAX_READ = 256 * 1024;

/** Bytes written so far; 0 when there is no file. */
export function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The text from `offset` on, at most the last 256 kB of it. */
export function logSince(path: string, offset: number): string {
  if (logSize(path) === 0) return '';
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const from = Math.max(offset > size ? 0 : offset, size - MAX_READ);
    const bytes = Buffer.alloc(Math.max(0, size - from));
    const read = readSync(file, bytes, 0, bytes.length, from);
    return bytes.subarray(0, read).toString();
  } finally {
    closeSync(file);
  }
}

export const lastLines = (text: string, count: number): string[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count);

/** Logged by each reload of res_pjsip; nothing is wrong then. */
const HARMLESS = [
  /Type 'system' is not reloadable/,
  // What a carrier says to a login that happens to be under way is told with the state of its trunk.
  /res_pjsip_outbound_(?:registration|authenticator_digest)\.c: .*(?:respon|[Cc]redential)/,
];

/** WARNING and ERROR lines. */
export const complaints = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /\b(WARNING|ERROR)\b/.test(line) && !HARMLESS.some((harmless) => harmless.test(line)));

/** Only while nobody writes to it: before a start. */
export function rotateLog(path: string, maxBytes: number): void {
  if (logSize(path) > maxBytes) renameSync(path, `${path}.1`);
}
