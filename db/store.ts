/**
 * Read and Tx (office/core/store.ts) on SQLite. Statements are prepared once for each table and set of columns; values
 * are always bound, never written into SQL.
 */
import type { Database, Statement } from 'better-sqlite3';
import { randomInt } from 'node:crypto';
import { refuse } from '../office/core/refusal.ts';
import type { Actor, NewRow, Read, Row, Table, Tx } from '../office/core/store.ts';
import type { References } from './references.ts';
import { infoOf, type AnyRow, type SqlValue, type TableInfo } from './tables.ts';

export type RandomInt = (below: number) => number;

export interface Rows extends Read {
  insert(info: TableInfo, row: Record<string, unknown>): AnyRow;
  update(info: TableInfo, id: string, patch: Record<string, unknown>): AnyRow;
  remove(info: TableInfo, id: string): void;
  /** To be called when the rows may have changed, so that nothing remembered outlives its rows. */
  forget(): void;
}

export function rowsOf(db: Database, references: References): Rows {
  const statements = new Map<string, Statement>();
  const memory = new Map<unknown, unknown>();
  const prepared = (sql: string): Statement => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare(sql)));
    return statement;
  };
  const reading = (sql: string): Statement => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare(sql).raw()));
    return statement;
  };
  const decode = (info: TableInfo, values: SqlValue[]): AnyRow => {
    const row: Record<string, unknown> = {};
    info.columns.forEach((column, position) => (row[column.key] = column.decode(values[position] ?? null)));
    return row as AnyRow; // Safe: built from the columns of the table, of which `id` is one.
  };
  const get = (info: TableInfo, id: string): AnyRow | undefined => {
    const values = reading(`SELECT ${names(info)} FROM "${info.name}" WHERE id = ?`).get(id) as SqlValue[] | undefined;
    return values && decode(info, values);
  };
  const condition = (info: TableInfo, where: Record<string, unknown>): { sql: string; values: SqlValue[] } => {
    const terms: string[] = [];
    const values: SqlValue[] = [];
    for (const [key, value] of Object.entries(where)) {
      const column = info.byKey.get(key);
      // A forgotten value would silently widen the answer to all rows.
      if (!column || value === undefined) throw new Error(`${info.name} cannot be read by ${key}: ${String(value)}`);
      if (value === null) terms.push(`"${column.name}" IS NULL`);
      else {
        terms.push(`"${column.name}" = ?`);
        values.push(column.encode(value));
      }
    }
    return { sql: terms.length === 0 ? '' : ` WHERE ${terms.join(' AND ')}`, values };
  };
  const changed = (info: TableInfo, id: string): AnyRow => {
    const row = get(info, id);
    if (!row) throw new Error(`${info.name} ${id} vanished while it was written`);
    return row;
  };

  const rows: Rows = {
    get: <T extends Table>(table: T, id: string) => get(infoOf(table), id),
    all<T extends Table>(table: T, where: Partial<Row<T>> = {}) {
      const info = infoOf(table);
      const { sql, values } = condition(info, where);
      const found = reading(`SELECT ${names(info)} FROM "${info.name}"${sql} ORDER BY id`).all(...values);
      return (found as SqlValue[][]).map((row) => decode(info, row));
    },
    count<T extends Table>(table: T, where: Partial<Row<T>> = {}) {
      const info = infoOf(table);
      const { sql, values } = condition(info, where);
      return (reading(`SELECT count(*) FROM "${info.name}"${sql}`).get(...values) as [number])[0];
    },
    holder: (number) => references.holder(number),
    numbers: () => references.numbers(),
    memo<V>(make: (read: Read) => V): V {
      // Inside a transaction rows change between two calls, so nothing is remembered there.
      if (db.inTransaction) return make(rows);
      if (!memory.has(make)) memory.set(make, make(rows));
      return memory.get(make) as V;
    },
    insert(info, row) {
      refuseUnknown(info, row);
      const marks = info.columns.map(() => '?').join(', ');
      const values = info.columns.map((column) => {
        const value = row[column.key];
        return column.encode(value === undefined ? column.initial : value);
      });
      prepared(`INSERT INTO "${info.name}" (${names(info)}) VALUES (${marks})`).run(...values);
      const inserted = changed(info, String(row['id']));
      references.write(info, inserted.id, inserted);
      return inserted;
    },
    update(info, id, patch) {
      refuseUnknown(info, patch);
      const columns = info.columns.filter((column) => patch[column.key] !== undefined);
      if (columns.length > 0) {
        const set = columns.map((column) => `"${column.name}" = ?`).join(', ');
        const values = columns.map((column) => column.encode(patch[column.key]));
        prepared(`UPDATE "${info.name}" SET ${set} WHERE id = ?`).run(...values, id);
      }
      const updated = get(info, id) ?? refuseGone();
      if (columns.length > 0) references.write(info, id, updated);
      return updated;
    },
    remove(info, id) {
      const { changes } = prepared(`DELETE FROM "${info.name}" WHERE id = ?`).run(id);
      if (changes === 0) refuseGone();
      references.write(info, id, undefined);
    },
    forget: () => memory.clear(),
  };
  return rows;
}

function names(info: TableInfo): string {
  return info.columns.map((column) => `"${column.name}"`).join(', ');
}

function refuseUnknown(info: TableInfo, row: Record<string, unknown>): void {
  const unknown = Object.keys(row).find((key) => !info.byKey.has(key));
  if (unknown !== undefined) throw new Error(`${info.name} has no column for ${unknown}`);
}

function refuseGone(): never {
  refuse({
    kind: 'not-found',
    message: 'This is no longer there. Somebody may have removed it: look at the list again.',
  });
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const idAlphabet = `${letters}0123456789`;
const secretAlphabet = `${letters.toUpperCase()}${letters}0123456789`;

/** 24 of 62 characters are 142 random bits. */
const secretLength = 24;

export const secureRandom: RandomInt = (below) => randomInt(below);

export interface TxOptions {
  rows: Rows;
  actor: Actor;
  now: number;
  random: RandomInt;
  run: (command: string, input: unknown) => unknown;
}

export function txOf({ rows, actor, now, random, run }: TxOptions): Tx {
  const draw = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
  return {
    get: (table, id) => rows.get(table, id),
    all: (table, where) => rows.all(table, where),
    count: (table, where) => rows.count(table, where),
    holder: (number) => rows.holder(number),
    numbers: () => rows.numbers(),
    memo: (make) => rows.memo(make),
    insert: <T extends Table>(table: T, row: NewRow<T>) => rows.insert(infoOf(table), row),
    update: <T extends Table>(table: T, id: string, patch: Partial<NewRow<T>>) => rows.update(infoOf(table), id, patch),
    remove: (table, id) => rows.remove(infoOf(table), id),
    run,
    newId: (prefix) => `${prefix}-${draw(idAlphabet, 10)}`,
    newSecret: () => draw(secretAlphabet, secretLength),
    newPin: (digits) => draw('0123456789', digits),
    now,
    actor,
  };
}
