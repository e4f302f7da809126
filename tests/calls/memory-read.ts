/** Rows in memory behind the same door as the database, so that thousands of random offices cost nothing. */
import { getTableName } from 'drizzle-orm';
import type { NewRow, NumberHolder, Read, Row, Table } from '../../office/core/store.ts';
import type { Feature } from '../../office/core/feature.ts';
import { features } from '../../office/features/index.ts';

export interface MemoryOffice extends Read {
  add<T extends Table>(table: T, row: NewRow<T> & Row<T>): void;
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
          (numbers?.(row as never) ?? []).map((number) => ({ number, table: getTableName(table), id: row.id })),
        ),
      );
  const office: MemoryOffice = {
    add: (table, row) => void rows(table).set(String((row as { id: string }).id), row),
    get: (table, id) => rows(table).get(id),
    all,
    count: (table, where) => all(table, where).length,
    numbers,
    holder: (number) => numbers().find((one) => one.number === number),
    memo: (make) => make(office),
  };
  return office;
}
