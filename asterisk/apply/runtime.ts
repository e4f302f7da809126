/**
 * runtime.sqlite3 and its one writer on our side. Asterisk reads it while calls run and writes only the inbox of
 * changes made by phones. Rows of one owner are replaced together; anything that fails leaves the old rows standing.
 */
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { ProjectedRow, RuntimeTable, RuntimeTables } from '../../office/core/projection.ts';
import { runtimeSchema } from './schema.ts';

/** All rows of one owner; `owner` is `<table>:<id>`. No rows: the owner is gone. */
export interface OwnedRows {
  owner: string;
  rows: ProjectedRow[];
}

/** A change that somebody made with their phone's keys, see phone_change in runtime/core.sql. */
export interface PhoneChange {
  id: number;
  at: number;
  ext: string;
  what: string;
  value: string;
  device: string;
}

export interface Runtime {
  /** The file was made in this opening: an Asterisk that runs already still has the one before it open. */
  readonly isNew: boolean;
  /** The tables of projected rows: those that name the owner of each row. */
  readonly tables: readonly RuntimeTable[];
  /** Replaces the rows of these owners in one transaction; returns the numbers that may mean something else now. */
  replace(owners: readonly OwnedRows[]): { lamps: string[] };
  /** Makes the file hold exactly these owners' rows; unchanged rows are not written. */
  replaceAll(owners: Iterable<OwnedRows>): void;
  phoneChanges(): PhoneChange[];
  /** Removes inbox rows that are part of the office now. */
  forgetPhoneChanges(ids: readonly number[]): void;
  rows<T extends RuntimeTable>(table: T, owner: string): RuntimeTables[T][];
  count(table: RuntimeTable): number;
  close(): void;
}

/** Column by which the dialplan finds a row. */
export function keyOf(table: RuntimeTable): 'number' | 'id' {
  return table === 'dial' ? 'number' : 'id';
}

/**
 * Opens or makes the file. One made by another version of the schema, or damaged, is set aside: every row in it comes
 * from the office again, and what can be read of its inbox is carried over.
 */
export function openRuntime(file: string, appRoot: string): Runtime {
  const schema = runtimeSchema(appRoot);
  const version = createHash('sha256').update(schema).digest('hex');
  // Without its file a log of changes says nothing, and SQLite would take it for that of the new file.
  if (!existsSync(file)) for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
  const kept = existsSync(file) && versionOf(file) !== version ? setAside(file) : { changes: [], usage: [] };
  makePrivate(file);
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 5000');
  const isNew = db.prepare("select 1 from sqlite_master where name = 'meta'").get() === undefined;
  if (isNew) {
    db.transaction(() => {
      db.exec(schema);
      db.prepare('insert into meta values (?, ?)').run('schema', version);
      const insert = db.prepare('insert into phone_change (at, ext, what, value, device) values (?, ?, ?, ?, ?)');
      for (const change of kept.changes) insert.run(change.at, change.ext, change.what, change.value, change.device);
      keepUsage(db, kept.usage);
    })();
  }
  return runtimeOn(db, isNew);
}

/** It holds passwords, and SQLite gives its side files the mode of the file; the data folder may be open to others. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  for (const suffix of ['', '-wal', '-shm', '.old']) if (existsSync(file + suffix)) chmodSync(file + suffix, 0o600);
}

/** Of a whole file of ours, else undefined. */
function versionOf(file: string): string | undefined {
  const db = new Database(file);
  try {
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') return undefined;
    const row = db.prepare("select value from meta where key = 'schema'").get() as { value: string } | undefined;
    return row?.value;
  } catch {
    return undefined; // Not one of ours, or not whole: it is set aside and made anew, nothing in it is the only copy.
  } finally {
    db.close();
  }
}

/** What stands nowhere else: changes that are not in the office yet, and what limited extensions have spent. */
interface Kept {
  changes: PhoneChange[];
  usage: Record<string, unknown>[];
}

function setAside(file: string): Kept {
  const kept = readKept(file);
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, `${file}.old${suffix}`);
  }
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}.old${suffix}`, { force: true });
  return kept;
}

function readKept(file: string): Kept {
  const db = new Database(file);
  const rows = <T>(sql: string): T[] => {
    try {
      return db.prepare(sql).all() as T[];
    } catch {
      return []; // An older file lacks the table, or what holds it cannot be read: nothing of it can be saved.
    }
  };
  try {
    return {
      changes: rows<PhoneChange>('select * from phone_change order by id'),
      usage: rows(
        "select call, ext, trunk, e164, channel, at, seconds, cost from usage_call where state = 'over' and at > unixepoch() - 40 * 86400",
      ),
    };
  } finally {
    db.close();
  }
}

function keepUsage(db: Database.Database, usage: Kept['usage']): void {
  const insert = db.prepare(
    'insert into usage_call (call, ext, trunk, e164, channel) values (@call, @ext, @trunk, @e164, @channel)',
  );
  const set = db.prepare(
    "update usage_call set at = @at, seconds = @seconds, cost = @cost, state = 'over' where call = @call",
  );
  for (const { at, seconds, cost, ...call } of usage) {
    insert.run(call);
    set.run({ at, seconds, cost, call: call['call'] });
  }
}

/** Tables with an owner, and their columns but for that and a number that SQLite gives itself. */
function projectedColumns(db: Database.Database): Map<RuntimeTable, string[]> {
  const tables = db
    .prepare("select name from sqlite_master where type = 'table' order by name")
    .pluck()
    .all() as string[];
  const found = new Map<RuntimeTable, string[]>();
  for (const table of tables) {
    const names = (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
    if (!names.includes('owner')) continue;
    // Safe: a row of another shape than its table is refused by SQLite where it is inserted.
    found.set(
      table as RuntimeTable,
      names.filter((name) => name !== 'owner' && name !== 'uniqueid'),
    );
  }
  return found;
}

function runtimeOn(db: Database.Database, isNew: boolean): Runtime {
  const columns = projectedColumns(db);
  const runtimeTables = [...columns.keys()];
  const statements = Object.fromEntries(
    [...columns].map(([table, names]) => [
      table,
      {
        insert: db.prepare(
          `insert or replace into ${table} (owner, ${names.join(', ')}) values (@owner, ${names.map((name) => `@${name}`).join(', ')})`,
        ),
        remove: db.prepare(`delete from ${table} where owner = ?`),
        owned: db.prepare(`select ${names.join(', ')} from ${table} where owner = ?`),
        owners: db.prepare(`select distinct owner from ${table}`).pluck(),
      },
    ]),
  ) as Record<RuntimeTable, Record<'insert' | 'remove' | 'owned' | 'owners', Database.Statement>>;
  const applying = db.prepare('update writer set applying = ?');
  const numbersOf = db.prepare('select number, id from exten where owner = ?');
  const inbox = db.prepare('select * from phone_change order by id');
  const forget = db.prepare('delete from phone_change where id = ?');

  function write(owners: Iterable<OwnedRows>): void {
    const list = [...owners];
    // All removals first: a number may move from one owner to another in the same change.
    for (const { owner } of list) for (const table of runtimeTables) statements[table].remove.run(owner);
    for (const { owner, rows } of list)
      for (const { table, row } of rows) statements[table].insert.run({ owner, ...row });
  }

  const inTransaction = <R>(work: () => R): R =>
    db
      .transaction(() => {
        applying.run(1);
        const result = work();
        applying.run(0);
        return result;
      })
      .immediate();

  return {
    isNew,
    tables: runtimeTables,
    replace: (owners) =>
      inTransaction(() => {
        const before = new Map<string, string>();
        for (const { owner } of owners)
          for (const row of numbersOf.all(owner) as { number: string; id: string }[]) before.set(row.number, row.id);
        write(owners);
        const after = new Map<string, string>();
        for (const { owner } of owners)
          for (const row of numbersOf.all(owner) as { number: string; id: string }[]) after.set(row.number, row.id);
        const lamps = [...new Set([...before.keys(), ...after.keys()])].filter(
          (number) => before.get(number) !== after.get(number),
        );
        return { lamps };
      }),
    replaceAll: (owners) =>
      inTransaction(() => {
        const wanted = new Map<string, OwnedRows>();
        for (const { owner, rows } of owners)
          wanted.set(owner, { owner, rows: [...(wanted.get(owner)?.rows ?? []), ...rows] });
        const standing = new Set(runtimeTables.flatMap((table) => statements[table].owners.all() as string[]));
        const gone = [...standing].filter((owner) => !wanted.has(owner)).map((owner) => ({ owner, rows: [] }));
        const different = [...wanted.values()].filter((one) => !standing.has(one.owner) || !sameRows(one));
        write([...gone, ...different]);
      }),
    phoneChanges: () => inbox.all() as PhoneChange[],
    forgetPhoneChanges: (ids) => inTransaction(() => ids.forEach((id) => forget.run(id))),
    rows: (table, owner) => statements[table].owned.all(owner) as never,
    count: (table) => db.prepare(`select count(*) from ${table}`).pluck().get() as number,
    close: () => db.close(),
  };

  function sameRows({ owner, rows }: OwnedRows): boolean {
    const key = (table: string, row: object) =>
      `${table} ${JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
    const standing = runtimeTables.flatMap((table) =>
      (statements[table].owned.all(owner) as object[]).map((row) => key(table, row)),
    );
    const wanted = rows.map(({ table, row }) => key(table, row));
    return standing.length === wanted.length && new Set([...standing, ...wanted]).size === standing.length;
  }
}
