/** Rows in memory behind the same door as the database, so that thousands of random offices cost nothing. */
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { NewRow, NumberHolder, Read, Row, Table } from '../../office/core/store.ts';
import type { Feature } from '../../office/core/feature.ts';
import { features } from '../../office/features/index.ts';

export interface MemoryOffice extends Read {
  /** Columns that the row leaves out get their defaults, as in the database. */
  add<T extends Table>(table: T, row: NewRow<T>): void;
  change<T extends Table>(table: T, id: string, patch: Partial<Row<T>>): void;
  remove(table: Table, id: string): void;
  /** The same by the table's SQL name. */
  removeFrom(table: string, id: string): void;
  /** Every row, by table, for reports and for taking rows away one by one. */
  everything(): { table: string; row: Record<string, unknown> }[];
}

function withDefaults(table: Table, row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([name, column]) => {
      const value = row[name] ?? (column as { default?: unknown }).default ?? null;
      if (value === null && (column as { notNull: boolean }).notNull)
        throw new Error(`${getTableName(table)}.${name} is missing`);
      return [name, value];
    }),
  );
}

export function memoryOffice(): MemoryOffice {
  const tables = new Map<string, Map<string, Record<string, unknown>>>();
  const rows = (table: Table) => {
    const name = getTableName(table);
    const found = tables.get(name) ?? new Map<string, Record<string, unknown>>();
    tables.set(name, found);
    return found;
  };
  const all: Read['all'] = (table, where = {}) =>
    [...rows(table).values()]
      .filter((row) => Object.entries(where).every(([key, value]) => row[key] === value))
      .sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
  const numbers = (): NumberHolder[] =>
    features
      .flatMap((feature: Feature) => feature.entities ?? [])
      .flatMap(({ table, numbers }) =>
        all(table).flatMap((row) =>
          (numbers?.(row as never) ?? []).map((number) => ({
            number,
            table: getTableName(table),
            id: row.id as string,
          })),
        ),
      );
  const office: MemoryOffice = {
    add: (table, row) => void rows(table).set(String((row as { id: string }).id), withDefaults(table, row)),
    change: (table, id, patch) => void rows(table).set(id, { ...rows(table).get(id), ...patch }),
    remove: (table, id) => void rows(table).delete(id),
    removeFrom: (table, id) => void tables.get(table)?.delete(id),
    everything: () => [...tables].flatMap(([table, held]) => [...held.values()].map((row) => ({ table, row }))),
    get: (table, id) => rows(table).get(id),
    all,
    count: (table, where) => all(table, where).length,
    numbers,
    holder: (number) => numbers().find((one) => one.number === number),
    memo: (make) => make(office),
  };
  return office;
}
