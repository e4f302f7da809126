/** The page of what stands behind a node of a call's way. */
import { getTableName } from 'drizzle-orm';
import { rowOfNode } from '../office/core/destination.ts';
import type { Feature } from '../office/core/feature.ts';
import type { Read } from '../office/core/store.ts';
import { features } from '../office/features/index.ts';

const entities = features.flatMap((feature: Feature) => feature.entities ?? []);

/** Without the leading `#`; null when there is none. */
export function routeOfNode(node: string, read: Read): string | null {
  const behind = rowOfNode(node);
  const entity = entities.find(({ table }) => getTableName(table) === behind?.table);
  const row = entity && behind && read.get(entity.table, behind.id);
  return (row && entity.route?.(row as never, read)) ?? null;
}
