/**
 * The door through which features see the office's rows. Commands, projections, queries and the simulator use only
 * this, so they are plain functions of the configuration; db/ implements it on SQLite.
 */
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/** Every configuration table has a generated text `id`; ids are `[a-z0-9-]{1,40}` and safe in any generated text. */
export type Table = SQLiteTable & { id: { name: string } };
export type Row<T extends Table> = T['$inferSelect'];
export type NewRow<T extends Table> = T['$inferInsert'];

/** A row that claims a number; `table` is the SQL name. */
export interface NumberHolder {
  number: string;
  table: string;
  id: string;
}

export interface Read {
  get<T extends Table>(table: T, id: string): Row<T> | undefined;
  /** Rows whose columns equal those of `where`, in order of id: the same rows always come in the same order. */
  all<T extends Table>(table: T, where?: Partial<Row<T>>): Row<T>[];
  count<T extends Table>(table: T, where?: Partial<Row<T>>): number;
  /** Who holds a dialable number, within a command also after its own changes so far. */
  holder(number: string): NumberHolder | undefined;
  /** All numbers that are held, in order. */
  numbers(): NumberHolder[];
  /**
   * What `make` gives, computed once for each state of the office and remembered by the function itself, so it has to
   * be a constant of its module. Long lists are joined and sorted once for a change, not once for a key press.
   */
  memo<V>(make: (read: Read) => V): V;
}

export interface Tx extends Read {
  insert<T extends Table>(table: T, row: NewRow<T>): Row<T>;
  update<T extends Table>(table: T, id: string, patch: Partial<NewRow<T>>): Row<T>;
  remove<T extends Table>(table: T, id: string): void;
  /** Runs another feature's command inside this transaction, by name: features do not import each other's code. */
  run(command: string, input: unknown): unknown;
  /** `prefix` and ten random characters of `[a-z0-9]`. */
  newId(prefix: string): string;
  /** A secret of at least 128 random bits in `[A-Za-z0-9]`. */
  newSecret(): string;
  newPin(digits: number): string;
  /** Milliseconds since 1970, the same during the whole command. */
  now: number;
  actor: Actor;
}

/** Who asked: a person at the screen, the command line, a phone by feature code, or the product itself. */
export type Actor = { kind: 'person' | 'command-line' | 'phone' | 'system'; name: string };
