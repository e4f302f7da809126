/**
 * Emergency calls, and tests of trunks, as they happened. In a file of its own and not in the office: nobody can undo that
 * somebody called for help. A call is here before anybody is told of it, unless the disk takes nothing; then it is told
 * all the same.
 */
import Database from 'better-sqlite3';
import { closeSync, openSync } from 'node:fs';
import type { Proof } from '../../office/features/emergency/readiness.ts';

export interface EmergencyCall {
  /** Asterisk's id of the calling channel. */
  id: string;
  at: number;
  number: string;
  device: string;
  /** Number and name of the extension whose phone it was, and where that phone is. */
  caller: string;
  place: string;
  /** The number shown, at which helpers call back. */
  shows: string;
  outcome: 'calling' | 'taken' | 'failed';
  trunkId: string;
  /** When helpers called back, or null. */
  calledBackAt: number | null;
  acknowledgedBy: string;
  acknowledgedAt: number | null;
}

export interface EmergencyStore {
  /** False when it is there already. */
  add(call: EmergencyCall): boolean;
  get(id: string): EmergencyCall | undefined;
  update(id: string, patch: Partial<Omit<EmergencyCall, 'id'>>): void;
  /** Newest first. */
  list(limit?: number): EmergencyCall[];
  addProof(proof: Proof): void;
  /** Oldest first. */
  proofs(): Proof[];
  close(): void;
}

const schema = `
create table if not exists call (
  id text primary key, at integer not null, number text not null, device text not null, caller text not null, place text not null,
  shows text not null, outcome text not null, trunkId text not null, calledBackAt integer, acknowledgedBy text not null, acknowledgedAt integer
);
create table if not exists proof (
  id integer primary key autoincrement, trunkId text not null, at integer not null, number text not null, result text not null, by text not null,
  way text not null default ''
);
`;

const columns = [
  'at', 'number', 'device', 'caller', 'place', 'shows', 'outcome', 'trunkId', 'calledBackAt', 'acknowledgedBy', 'acknowledgedAt',
] as const; // prettier-ignore

export function openEmergencyStore(file: string): EmergencyStore {
  closeSync(openSync(file, 'a', 0o600));
  const db = new Database(file, { timeout: 100 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(schema);
  // A test from before this column says nothing of how the trunk was connected, so it counts no more.
  if (!(db.pragma('table_info(proof)') as { name: string }[]).some(({ name }) => name === 'way'))
    db.exec(`alter table proof add column way text not null default ''`);
  const insert = db.prepare(
    `insert or ignore into call (id, ${columns.join(', ')}) values (@id, ${columns.map((name) => `@${name}`).join(', ')})`,
  );
  return {
    add: (call) => insert.run(call).changes > 0,
    get: (id) => db.prepare('select * from call where id = ?').get(id) as EmergencyCall | undefined,
    update(id, patch) {
      const names = columns.filter((name) => patch[name] !== undefined);
      if (names.length === 0) return;
      db.prepare(`update call set ${names.map((name) => `${name} = @${name}`).join(', ')} where id = @id`).run({
        ...patch,
        id,
      });
    },
    list: (limit = 100) => db.prepare('select * from call order by at desc limit ?').all(limit) as EmergencyCall[],
    addProof: (proof) =>
      void db
        .prepare(
          'insert into proof (trunkId, at, number, result, by, way) values (@trunkId, @at, @number, @result, @by, @way)',
        )
        .run(proof),
    proofs: () => db.prepare('select trunkId, at, number, result, by, way from proof order by id').all() as Proof[],
    close: () => db.close(),
  };
}
