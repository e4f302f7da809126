/**
 * Opens the office's file so that an acknowledged change survives a power cut, brings it to the current schema, and
 * refuses with a typed error, without touching the file, what this version cannot handle.
 */
import Sqlite, { type Database } from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type OpenFailureCode = 'unwritable' | 'newer' | 'damaged' | 'locked' | 'unsafe-sqlite' | 'upgrade-failed';

/** The office cannot be opened; `remedy` says what to do. The file is as it was. */
export class OpenFailure extends Error {
  readonly code: OpenFailureCode;
  readonly remedy: string;
  constructor(code: OpenFailureCode, message: string, remedy: string, options?: ErrorOptions) {
    super(`${message} ${remedy}`, options);
    this.name = 'OpenFailure';
    this.code = code;
    this.remedy = remedy;
  }
}

export interface Opened {
  db: Database;
  /** Copy of the file as it was before it was upgraded. */
  backup: string | undefined;
}

/** Before this version two connections could damage a file in WAL mode (sqlite.org/wal.html, "WAL-reset bug"). */
const oldestSqlite = [3, 51, 3];

export function openDatabase(file: string, migrations: string): Opened {
  const known = readMigrationFiles({ migrationsFolder: migrations });
  const isNew = prepareFile(file);
  refuseNewer(file, known.length, isNew);
  try {
    const db = new Sqlite(file, { timeout: 5000 });
    try {
      configure(db);
      if (!isNew) checkWhole(db, file);
      const backup = upgrade(db, { file, migrations, target: known.length, newest: known.at(-1)?.folderMillis ?? 0 });
      return { db, backup };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw asFailure(error, file);
  }
}

/** Makes the folder and an empty file that only its owner can read, since the office's secrets are in it. */
function prepareFile(file: string): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const isNew = !existsSync(file) || statSync(file).size === 0;
    closeSync(openSync(file, 'a', 0o600));
    return isNew;
  } catch (cause) {
    throw new OpenFailure(
      'unwritable',
      `The office cannot be stored in ${dirname(file)}.`,
      'Make the folder writable for your user, or choose another data folder.',
      { cause },
    );
  }
}

/**
 * `user_version` counts the migrations that a file has had. It is read without opening the file for writing, because
 * merely opening a file in WAL mode may change it.
 */
function refuseNewer(file: string, target: number, isNew: boolean): void {
  if (isNew) return;
  const version = existsSync(`${file}-wal`) ? versionThroughSqlite(file) : versionInHeader(file);
  if (version > target)
    throw new OpenFailure(
      'newer',
      'This office was last used with a newer version of Switchroom.',
      'Start that version, or restore a copy from before the upgrade. Nothing was changed.',
    );
}

/** File format, section 1.3: the user version stands at offset 60, big-endian. */
function versionInHeader(file: string): number {
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  try {
    const length = readSync(handle, header, 0, 100, 0);
    if (length < 100 || header.toString('latin1', 0, 15) !== 'SQLite format 3') throw damaged(file);
    return header.readUInt32BE(60);
  } finally {
    closeSync(handle);
  }
}

function versionThroughSqlite(file: string): number {
  try {
    const db = new Sqlite(file, { readonly: true, timeout: 5000 });
    try {
      return db.pragma('user_version', { simple: true }) as number;
    } finally {
      db.close();
    }
  } catch (error) {
    throw asFailure(error, file);
  }
}

function configure(db: Database): void {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  const parts = version.split('.').map(Number);
  const difference = oldestSqlite.map((part, at) => (parts[at] ?? 0) - part).find((one) => one !== 0) ?? 0;
  if (difference < 0) throw unsafe(`SQLite ${version} can damage files that two programs use.`);
  db.pragma('journal_mode = WAL');
  // better-sqlite3 is built with NORMAL for WAL, which loses acknowledged commits in a power cut; FULL does not.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY');
  const inForce = {
    journal_mode: db.pragma('journal_mode', { simple: true }),
    synchronous: db.pragma('synchronous', { simple: true }),
    foreign_keys: db.pragma('foreign_keys', { simple: true }),
  };
  if (inForce.journal_mode !== 'wal' || inForce.synchronous !== 2 || inForce.foreign_keys !== 1)
    throw unsafe(`SQLite did not take the settings that keep changes safe: ${JSON.stringify(inForce)}.`);
}

function unsafe(message: string): OpenFailure {
  return new OpenFailure(
    'unsafe-sqlite',
    message,
    'Install Switchroom again; if it stays, use a folder on a local disk.',
  );
}

function damaged(file: string, cause?: unknown): OpenFailure {
  return new OpenFailure(
    'damaged',
    `The office file ${file} is damaged or not an office.`,
    'Keep the file, and restore the last copy. Nothing was changed.',
    { cause },
  );
}

function checkWhole(db: Database, file: string): void {
  const answer = db.pragma('quick_check(1)', { simple: true });
  if (answer !== 'ok') throw damaged(file, new Error(String(answer)));
}

interface Upgrade {
  file: string;
  migrations: string;
  target: number;
  newest: number;
}

/** All pending migrations in one transaction, after a copy of a file that holds something. */
function upgrade(db: Database, { file, migrations, target, newest }: Upgrade): string | undefined {
  const applied = lastApplied(db);
  let backup: string | undefined;
  if (applied === undefined || applied < newest) {
    if (applied !== undefined) backup = copyBefore(db, file, target);
    try {
      migrate(drizzle(db), { migrationsFolder: migrations });
    } catch (cause) {
      throw new OpenFailure(
        'upgrade-failed',
        'The office could not be brought to this version.',
        `It is unchanged${backup ? `, and a copy is in ${backup}` : ''}: go on with the version used before.`,
        { cause },
      );
    }
  }
  if (db.pragma('user_version', { simple: true }) !== target) db.pragma(`user_version = ${target}`);
  return backup;
}

/** When the newest migration of this file was made, or undefined for an empty file. */
function lastApplied(db: Database): number | undefined {
  const has = db.prepare(`SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'`).get();
  if (!has) return undefined;
  const last = db.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get();
  return last === null ? undefined : Number(last);
}

function copyBefore(db: Database, file: string, target: number): string {
  const name = (n: number) => `${file}.before-${target}${n === 0 ? '' : `-${n}`}`;
  let n = 0;
  while (existsSync(name(n))) n += 1;
  closeSync(openSync(name(n), 'ax', 0o600));
  db.prepare('VACUUM INTO ?').run(name(n));
  // VACUUM INTO does not sync what it writes; a copy that a power cut can empty is none.
  sync(name(n));
  if (process.platform !== 'win32') sync(join(dirname(file), '.'));
  return name(n);
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function asFailure(error: unknown, file: string): unknown {
  if (error instanceof OpenFailure || !(error instanceof Sqlite.SqliteError)) return error;
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return damaged(file, error);
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code))
    return new OpenFailure('locked', 'Another program is using this office.', 'Close it, then try again.', {
      cause: error,
    });
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|FULL|IOERR)/.test(error.code))
    return new OpenFailure(
      'unwritable',
      `The office cannot be stored in ${dirname(file)} (${error.message}).`,
      'Make room and make the folder writable for your user, or choose another data folder.',
      { cause: error },
    );
  return error;
}
