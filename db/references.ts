/**
 * Which row holds which number, and which rows cannot do without which others. Both follow from the features' entities;
 * they live in memory, are rebuilt when the office is opened and roll back with the transaction, so they can never
 * disagree with the rows. Conflicts are looked for at the end of a command, so that a command may swap two numbers.
 */
import type { Database } from 'better-sqlite3';
import { numberOwner, type AnyEntity, type Reference } from '../office/core/feature.ts';
import type { NumberHolder } from '../office/core/store.ts';
import type { AnyRow, TableInfo } from './tables.ts';

export type EntityOf = (table: string) => AnyEntity | undefined;

export interface References {
  /** To be called for each row that was written: as it is now, or undefined when it was removed. */
  write(info: TableInfo, id: string, row: AnyRow | undefined): void;
  holder(number: string): NumberHolder | undefined;
  holders(number: string): NumberHolder[];
  numbers(): NumberHolder[];
  /** Rows that cannot do without this one, or without the holder of a number. */
  usersOf(target: Reference): Reference[];
}

export function openReferences(db: Database, entityOf: EntityOf): References {
  db.exec(`
    CREATE TEMP TABLE claims (number TEXT, tbl TEXT, row_id TEXT, PRIMARY KEY (number, tbl, row_id)) WITHOUT ROWID;
    CREATE INDEX temp.claims_row ON claims (row_id, tbl);
    CREATE TEMP TABLE uses (target_tbl TEXT, target_id TEXT, tbl TEXT, row_id TEXT,
      PRIMARY KEY (target_id, target_tbl, tbl, row_id)) WITHOUT ROWID;
    CREATE INDEX temp.uses_row ON uses (row_id, tbl);
  `);
  const dropClaims = db.prepare('DELETE FROM claims WHERE row_id = ? AND tbl = ?');
  const dropUses = db.prepare('DELETE FROM uses WHERE row_id = ? AND tbl = ?');
  const claim = db.prepare('INSERT OR IGNORE INTO claims (number, tbl, row_id) VALUES (?, ?, ?)');
  const use = db.prepare('INSERT OR IGNORE INTO uses (target_tbl, target_id, tbl, row_id) VALUES (?, ?, ?, ?)');
  const holders = db.prepare(
    'SELECT number, tbl AS "table", row_id AS id FROM claims WHERE number = ? ORDER BY tbl, row_id',
  );
  const numbers = db.prepare('SELECT number, tbl AS "table", row_id AS id FROM claims ORDER BY number, tbl, row_id');
  const users = db.prepare(
    'SELECT tbl AS "table", row_id AS id FROM uses WHERE target_tbl = ? AND target_id = ? ORDER BY tbl, row_id',
  );
  return {
    write(info, id, row) {
      const entity = entityOf(info.name);
      if (!entity) return;
      if (entity.numbers) {
        dropClaims.run(id, info.name);
        if (row) for (const number of entity.numbers(row as never)) claim.run(number, info.name, id);
      }
      if (entity.uses) {
        dropUses.run(id, info.name);
        if (row) for (const target of entity.uses(row as never)) use.run(target.table, target.id, info.name, id);
      }
    },
    holder: (number) => holders.get(number) as NumberHolder | undefined,
    holders: (number) => holders.all(number) as NumberHolder[],
    numbers: () => numbers.all() as NumberHolder[],
    usersOf: ({ table, id }) => users.all(table, id) as Reference[],
  };
}

/** Numbers that a row holds, as targets of `uses`. */
export function numbersAsTargets(entity: AnyEntity | undefined, row: AnyRow | null): Reference[] {
  if (!entity?.numbers || row === null) return [];
  return entity.numbers(row as never).map((id) => ({ table: numberOwner, id }));
}
