/** What stands in Asterisk's database against what should: the answer in words, or undefined when they are the same. */
import type { OwnedRows, Runtime } from '../../asterisk/apply/runtime.ts';

export function differenceOf(
  runtime: Pick<Runtime, 'rows' | 'tables'>,
  { owner, rows }: OwnedRows,
): string | undefined {
  for (const table of runtime.tables) {
    const wanted = rows
      .filter((one) => one.table === table)
      .map(({ row }) => keyOf(row))
      .sort();
    const found = runtime.rows(table, owner).map(keyOf).sort();
    if (wanted.length === found.length && wanted.every((key, position) => key === found[position])) continue;
    // Rows hold secrets, so only the place is told.
    return wanted.length === found.length
      ? `a row of ${table} has other values`
      : `${table} has ${found.length} of ${wanted.length} rows`;
  }
  return undefined;
}

const keyOf = (row: object): string => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
