/**
 * One owner per data folder. The lock is an SQLite database held in an exclusive transaction: the operating system drops
 * it when the process ends, however it ends, so no stale file can ever keep the product from starting. It also makes it
 * safe to remove a socket that a killed service left behind.
 */
import Database from 'better-sqlite3';
import { chmodSync, rmSync } from 'node:fs';

export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning';
}

export interface Lock {
  release(): void;
}

/** A lock that nobody holds on to would be collected as garbage and with it released: that it is held is what it is for. */
const held = new Set<Database.Database>();

export function takeLock(file: string, dataDir: string): Lock {
  const database = open(file, dataDir);
  held.add(database);
  return {
    release() {
      held.delete(database);
      database.close();
    },
  };
}

function open(file: string, dataDir: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: 0 });
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    chmodSync(file, 0o600);
    return database;
  } catch (cause) {
    database?.close();
    const code = (cause as { code?: string }).code ?? '';
    if (code.startsWith('SQLITE_BUSY')) {
      throw new AlreadyRunning(
        `Switchroom is running for ${dataDir} already. Use that one, or choose another folder with --data-dir.`,
        { cause },
      );
    }
    // Nothing is kept in this file, so a damaged one is simply made anew; only its owner can have it locked.
    if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
      rmSync(file);
      return open(file, dataDir);
    }
    throw cause;
  }
}
