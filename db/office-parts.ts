/** The parts of an open office that the machinery shares; made by office.ts, the only one to put them together. */
import type { Database } from 'better-sqlite3';
import type { AnyCommand, AnyEntity } from '../office/core/feature.ts';
import type { Refusal } from '../office/core/refusal.ts';
import type { Entry, Journal, Touched } from './journal.ts';
import type { References } from './references.ts';
import type { RandomInt, Rows } from './store.ts';
import type { TableInfo } from './tables.ts';

export interface Parts {
  db: Database;
  tables: ReadonlyMap<string, TableInfo>;
  rows: Rows;
  references: References;
  journal: Journal;
  commands: ReadonlyMap<string, AnyCommand>;
  entityOf: (table: string) => AnyEntity | undefined;
  now: () => number;
  random: RandomInt;
}

export type Outcome<V = unknown> =
  { ok: true; value: V; entry?: Entry; touched: Touched[] } | { ok: false; error: Refusal };
