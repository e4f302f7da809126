/** How rows are named to people, from the features' entities: the row itself, or what it is a part of. */
import type { Reference } from '../office/core/feature.ts';
import type { Owner } from '../office/core/refusal.ts';
import type { Parts } from './office-parts.ts';
import type { AnyRow } from './tables.ts';

type Named = Pick<Parts, 'tables' | 'entityOf' | 'rows'>;

export function ownerOf(parts: Named, { table, id }: Reference): Owner {
  const info = parts.tables.get(table);
  const row = info && (parts.rows.get(info.table, id) as AnyRow | undefined);
  return row ? ownerOfRow(parts, table, row) : { table, id, label: id };
}

/** Also for a row that is gone: its image is enough to name it. */
export function ownerOfRow(parts: Named, table: string, row: AnyRow): Owner {
  const entity = parts.entityOf(table);
  const whole = entity?.partOf?.(row as never);
  const info = whole && parts.tables.get(whole.table);
  const wholeRow = info && (parts.rows.get(info.table, whole.id) as AnyRow | undefined);
  if (whole && wholeRow) return ownerOfRow(parts, whole.table, wholeRow);
  return {
    table,
    id: row.id,
    label: labelOf(parts, table, row),
    route: entity?.route?.(row as never, parts.rows),
  };
}

export function labelOf(parts: Named, table: string, row: AnyRow): string {
  return parts.entityOf(table)?.label(row as never, parts.rows) ?? row.id;
}
