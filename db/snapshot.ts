/**
 * All rows in memory, for work that reads the whole office: projecting 10,000 extensions asks several hundred thousand
 * small questions, which maps answer faster than statements. Valid until the next change.
 */
import type { Read, Row, Table } from '../office/core/store.ts';
import type { AnyRow } from './tables.ts';

interface Held {
  rows: AnyRow[];
  byId: Map<string, AnyRow>;
  /** Rows by the value of one column, made when a question first names that column. */
  indexes: Map<string, Map<unknown, AnyRow[]>>;
}

export function snapshotOf(read: Read): Read {
  const tables = new Map<Table, Held>();
  const memory = new Map<unknown, unknown>();

  const held = (table: Table): Held => {
    let found = tables.get(table);
    if (!found) {
      const rows = read.all(table) as AnyRow[];
      found = { rows, byId: new Map(rows.map((row) => [row.id, row])), indexes: new Map() };
      tables.set(table, found);
    }
    return found;
  };
  const matching = (table: Table, where: Record<string, unknown>): AnyRow[] => {
    const { rows, indexes } = held(table);
    const [first, ...others] = Object.entries(where);
    if (!first) return rows;
    const [key, value] = first;
    let index = indexes.get(key);
    if (!index) {
      index = new Map();
      for (const row of rows) {
        const same = index.get(row[key]);
        if (same) same.push(row);
        else index.set(row[key], [row]);
      }
      indexes.set(key, index);
    }
    return (index.get(value) ?? []).filter((row) => others.every(([other, wanted]) => row[other] === wanted));
  };

  const snapshot: Read = {
    get: <T extends Table>(table: T, id: string) => held(table).byId.get(id),
    // A copy, because callers sort what they get.
    all: <T extends Table>(table: T, where: Partial<Row<T>> = {}) => [...matching(table, where)] as Row<T>[],
    count: (table, where = {}) => matching(table, where).length,
    holder: (number) => read.holder(number),
    numbers: () => read.numbers(),
    memo<V>(make: (read: Read) => V): V {
      if (!memory.has(make)) memory.set(make, make(snapshot));
      return memory.get(make) as V;
    },
  };
  return snapshot;
}
