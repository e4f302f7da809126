/**
 * What the machinery needs to know about a configuration table, read once from its drizzle definition: SQL names, and
 * how values travel between JavaScript and SQLite. Nothing in db/ names a table of a feature.
 */
import { getTableConfig, type SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Table } from '../office/core/store.ts';

export type SqlValue = string | number | null;
export type AnyRow = Record<string, unknown> & { id: string };

export interface Column {
  /** Name of the property in a row. */
  key: string;
  name: string;
  encode: (value: unknown) => SqlValue;
  decode: (value: SqlValue) => unknown;
  /** What a new row gets when nothing is said. */
  initial: unknown;
}

export interface TableInfo {
  table: Table;
  name: string;
  columns: readonly Column[];
  byKey: ReadonlyMap<string, Column>;
}

const known = new WeakMap<Table, TableInfo>();

export function infoOf(table: Table): TableInfo {
  const found = known.get(table);
  if (found) return found;
  const keys = new Map(Object.entries(table).map(([key, column]) => [(column as SQLiteColumn)?.name, key]));
  const config = getTableConfig(table);
  const columns = config.columns.map((column: SQLiteColumn) =>
    columnInfo(column, keys.get(column.name) ?? column.name),
  );
  const info = { table, name: config.name, columns, byKey: new Map(columns.map((column) => [column.key, column])) };
  known.set(table, info);
  return info;
}

function columnInfo(column: SQLiteColumn, key: string): Column {
  return {
    key,
    name: column.name,
    encode: (value) => (value === null ? null : (column.mapToDriverValue(value) as SqlValue)),
    decode: (value) => (value === null ? null : column.mapFromDriverValue(value)),
    initial: column.default ?? column.defaultFn?.() ?? null,
  };
}

/** All tables of a schema module, by SQL name. */
export function tablesOf(schema: Record<string, unknown>): ReadonlyMap<string, TableInfo> {
  const tables = Object.values(schema).filter(isTable).map(infoOf);
  return new Map(tables.sort((a, b) => (a.name < b.name ? -1 : 1)).map((info) => [info.name, info]));
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && Symbol.for('drizzle:IsDrizzleTable') in value;
}

/** SQL for one row as JSON of its stored values; `alias` is `OLD`, `NEW` or the table. */
export function imageSql(info: TableInfo, alias: string): string {
  return `json_object(${info.columns.map((column) => `'${column.name}', ${alias}."${column.name}"`).join(', ')})`;
}

/** A row as the journal keeps it: SQL column names and stored values. */
export type Image = Record<string, SqlValue>;

/**
 * The row that an image describes. Columns that came with a later migration get what a new row gets, so that history
 * from before an upgrade can be read and undone after it.
 */
export function rowOfImage(info: TableInfo, image: Image): AnyRow {
  const row: Record<string, unknown> = {};
  for (const column of info.columns) {
    const value = image[column.name];
    row[column.key] = value === undefined ? column.initial : column.decode(value);
  }
  return row as AnyRow; // Safe: every configuration table has a text `id`, which is part of every image.
}
