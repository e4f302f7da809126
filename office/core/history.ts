/** The journal as screens see it: who did what when, and each row before and after in words. */
import type { Owner } from './refusal.ts';
import type { Actor } from './store.ts';

export interface Entry {
  id: number;
  at: number;
  actor: Actor;
  command: string;
  /** Without secrets. */
  input: unknown;
  words: string;
  /** The entry that this one took back. */
  undoes: number | null;
  undoneBy: number | null;
}

export interface Change {
  owner: Owner;
  table: string;
  id: string;
  what: 'added' | 'changed' | 'removed';
  /** The row itself, which may be a part of its owner: "Forwarding when busy". */
  label: string;
  fields: { field: string; label: string; before: string; after: string }[];
  words: string;
}

export interface HistoryOptions {
  /** Entries older than this one. */
  before?: number;
  limit: number;
  /** Only entries that changed this row. */
  table?: string;
  rowId?: string;
  /** Part of what was done or of who did it; then of the whole office. */
  search?: string;
}

export type History = (options: HistoryOptions) => (Entry & { changes: Change[] })[];
