/**
 * Asterisk's own small database holds registrations and the toggles that phones flip. When it cannot be opened Asterisk
 * does not start at all, so a broken one is set aside, never deleted: phones register again by themselves.
 */
import { closeSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { logSize } from './log-tail.ts';
import type { EnginePaths } from './paths.ts';

/** SQLite file format, section 1.3. */
const MAGIC = 'SQLite format 3\0';

export function hasBrokenHeader(file: string): boolean {
  // SQLite takes an empty file for a new database.
  if (logSize(file) === 0) return false;
  const fd = openSync(file, 'r');
  try {
    const head = Buffer.alloc(MAGIC.length);
    readSync(fd, head, 0, head.length, 0);
    return head.toString('latin1') !== MAGIC;
  } finally {
    closeSync(fd);
  }
}

/** db.c: "ASTdb initialization failed.  ASTERISK EXITING!", after "Unable to open" or "Couldn't create astdb table". */
export const blamesAstdb = (log: string): boolean => /astdb initialization failed/i.test(log);

/** Returns where it is now. */
export function setAstdbAside(paths: EnginePaths, now: Date): string {
  const aside = `${paths.astdb}.broken-${now.toISOString().replace(/[:.]/g, '-')}`;
  renameSync(paths.astdb, aside);
  for (const end of ['-journal', '-wal', '-shm']) rmSync(paths.astdb + end, { force: true });
  return aside;
}
