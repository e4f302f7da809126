/**
 * From configuration to what Asterisk reads: for a change only the owners that it affects, or everything. Both give the
 * same rows for an owner, since the features' projectors are pure functions.
 */
import type { Projector } from '../office/core/feature.ts';
import type { ProjectedRow } from '../office/core/projection.ts';
import type { Read } from '../office/core/store.ts';
import type { Touched } from './journal.ts';
import { snapshotOf } from './snapshot.ts';
import { infoOf } from './tables.ts';

/** `<SQL table name>:<row id>`. */
export type OwnerKey = string;

export interface OwnedRows {
  owner: OwnerKey;
  rows: ProjectedRow[];
}

export interface Projection {
  affectedOwners(touched: readonly Touched[]): OwnerKey[];
  /** The rows of these owners now; an owner that is gone has none. */
  project(owners: readonly OwnerKey[]): OwnedRows[];
  projectAll(): OwnedRows[];
}

export function projectionOf(read: Read, projectors: readonly Projector[]): Projection {
  const named = projectors.map((projector) => ({ ...projector, name: infoOf(projector.owner).name }));
  const byTable = (table: string) => named.filter((projector) => projector.name === table);
  const dependencies = named.flatMap((projector) =>
    projector.affectedBy.map(({ table, owners }) => ({ name: projector.name, on: infoOf(table).name, owners })),
  );
  return {
    affectedOwners(touched) {
      const found = new Set<OwnerKey>();
      for (const { table, id, before, after } of touched) {
        if (byTable(table).length > 0) found.add(`${table}:${id}`);
        for (const { name, on, owners } of dependencies) {
          if (on !== table) continue;
          for (const row of [before, after]) {
            if (row) for (const owner of owners(row, read)) found.add(`${name}:${owner}`);
          }
        }
      }
      return [...found];
    },
    project: (owners) =>
      owners.map((owner) => {
        const [table = '', id = ''] = owner.split(':', 2);
        return {
          owner,
          rows: byTable(table).flatMap((projector) => {
            const row = read.get(projector.owner, id);
            return row ? projector.rows(read, row) : [];
          }),
        };
      }),
    projectAll() {
      const whole = snapshotOf(read);
      // Several features may add rows to one owner: they are replaced together.
      const owned = new Map<OwnerKey, ProjectedRow[]>();
      for (const projector of named)
        for (const row of whole.all(projector.owner)) {
          const owner = `${projector.name}:${row.id}`;
          owned.set(owner, [...(owned.get(owner) ?? []), ...projector.rows(whole, row)]);
        }
      return [...owned].map(([owner, rows]) => ({ owner, rows }));
    },
  };
}
