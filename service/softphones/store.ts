/**
 * How far each invitation came. In a file of its own and not in the office: nothing that is undone, restored or imported
 * makes a link work a second time. That a link was used is on the disk before a byte of its password leaves.
 */
import Database from 'better-sqlite3';
import { closeSync, openSync } from 'node:fs';

export interface Progress {
  openedAt: number | null;
  openedFrom: string;
  usedAt: number | null;
  usedFrom: string;
  /** Id of the app whose file was taken, `by-hand`, or `screen` for a QR code that was shown there. */
  usedFor: string;
  usedWith: string;
  /** The address of this computer that the device was told. */
  toldAddress: string;
  /** After this, the password that was given away is valid no more unless somebody registered. */
  registerBy: number | null;
  registeredAt: number | null;
  registeredFrom: string;
  registeredWith: string;
}

export interface ProgressStore {
  get(id: string): Progress;
  /** Of those that were opened or used. */
  all(): ReadonlyMap<string, Progress>;
  set(id: string, patch: Partial<Progress>): void;
  /** Forgets what no invitation is left of, when it is older than any link lives. */
  prune(known: (id: string) => boolean, before: number): void;
  close(): void;
}

const nothing: Progress = {
  openedAt: null,
  openedFrom: '',
  usedAt: null,
  usedFrom: '',
  usedFor: '',
  usedWith: '',
  toldAddress: '',
  registerBy: null,
  registeredAt: null,
  registeredFrom: '',
  registeredWith: '',
};
const columns = Object.keys(nothing) as (keyof Progress)[]; // Safe: the literal above.

const schema = `create table if not exists progress (
  id text primary key, openedAt integer, openedFrom text not null, usedAt integer, usedFrom text not null, usedFor text not null,
  usedWith text not null, toldAddress text not null, registerBy integer, registeredAt integer, registeredFrom text not null,
  registeredWith text not null
)`;

export function openProgress(file: string): ProgressStore {
  closeSync(openSync(file, 'a', 0o600));
  const db = new Database(file, { timeout: 1000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(schema);
  const rows = db.prepare('select * from progress').all() as (Progress & { id: string })[]; // Safe: our own schema.
  const known = new Map(rows.map(({ id, ...progress }) => [id, progress]));
  const write = db.prepare(
    `insert or replace into progress (id, ${columns.join(', ')}) values (@id, ${columns.map((name) => `@${name}`).join(', ')})`,
  );
  const remove = db.prepare('delete from progress where id = ?');
  return {
    get: (id) => known.get(id) ?? nothing,
    all: () => known,
    set(id, patch) {
      const next = { ...(known.get(id) ?? nothing), ...patch };
      write.run({ id, ...next });
      known.set(id, next);
    },
    prune(isKnown, before) {
      for (const [id, { openedAt, usedAt }] of known) {
        if (isKnown(id) || Math.max(openedAt ?? 0, usedAt ?? 0) > before) continue;
        remove.run(id);
        known.delete(id);
      }
    },
    close: () => db.close(),
  };
}
