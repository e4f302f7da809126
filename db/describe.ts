/** Changed rows in words, for the history and for a preview: whose they are, and each field before and after. */
import type { Change } from '../office/core/history.ts';
import type { Touched } from './journal.ts';
import { labelOf, ownerOf, ownerOfRow } from './owner.ts';
import type { Parts } from './office-parts.ts';
import { secretFields } from './secrets.ts';
import type { AnyRow, SqlValue } from './tables.ts';

type Named = Pick<Parts, 'tables' | 'entityOf' | 'rows'>;

export function describe(parts: Named, touched: readonly Touched[]): Change[] {
  return touched.map((change) => describeOne(parts, change));
}

function describeOne(parts: Named, { table, id, before, after }: Touched): Change {
  const row = (after ?? before) as AnyRow; // Safe: a change has one of the two.
  const what = before === null ? 'added' : after === null ? 'removed' : 'changed';
  const fields = Object.keys(row)
    .filter((field) => field !== 'id' && JSON.stringify(before?.[field]) !== JSON.stringify(after?.[field]))
    .map((field) => ({
      field,
      label: inWords(field),
      before: before === null ? '' : shown(parts, field, before[field]),
      after: after === null ? '' : shown(parts, field, after[field]),
    }));
  const owner = ownerOfRow(parts, table, row);
  const own = labelOf(parts, table, row);
  const label = own === owner.label ? own : `${owner.label}, ${own}`;
  const words =
    what === 'changed'
      ? `${label}: ${fields.map((one) => `${one.label} ${one.before} → ${one.after}`).join(', ')}`
      : `${label}: ${what}`;
  return { owner, table, id, what, label: own, fields, words };
}

/** `ringSeconds` is "ring seconds"; `siteId` is "site". */
function inWords(field: string): string {
  return field
    .replace(/Id$/, '')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
}

function shown(parts: Named, field: string, given: unknown): string {
  const value = given as SqlValue | boolean | undefined; // Safe: columns hold texts, numbers and booleans.
  if (secretFields.has(field)) return '•••';
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (field.endsWith('Id')) return labelOfId(parts, String(value));
  return String(value);
}

function labelOfId(parts: Named, id: string): string {
  for (const { table, name } of parts.tables.values()) {
    if (parts.rows.get(table, id)) return ownerOf(parts, { table: name, id }).label;
  }
  return id;
}
