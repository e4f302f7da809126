/** The whole configuration as text: the same office gives the same bytes, whatever happened on the way to it. */
import type { Read } from '../office/core/store.ts';
import type { TableInfo } from './tables.ts';

export function exportText(read: Read, tables: ReadonlyMap<string, TableInfo>): string {
  const content = [...tables.values()].map((info) => [
    info.name,
    read.all(info.table).map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))),
  ]);
  return `${JSON.stringify(Object.fromEntries(content), null, 1)}\n`;
}
