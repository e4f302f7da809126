/** One office in one file behind one door: rows are read through `read` and changed by commands alone. */
import type { Feature } from '../office/core/feature.ts';
import type { Change, History, HistoryOptions } from '../office/core/history.ts';
import type { Observed } from '../office/core/observed.ts';
import { parse } from '../office/core/parse.ts';
import { refuse } from '../office/core/refusal.ts';
import type { Actor, Read, Tx } from '../office/core/store.ts';
import { describe } from './describe.ts';
import { exportText } from './export.ts';
import { openJournal, type Entry, type Touched } from './journal.ts';
import type { Outcome, Parts } from './office-parts.ts';
import { openDatabase } from './open.ts';
import { preview, type Preview } from './preview.ts';
import { projectionOf, type Projection } from './project.ts';
import { labelOf } from './owner.ts';
import { openReferences } from './references.ts';
import { asOutcome, inTransaction, runCommand } from './run-command.ts';
import * as schema from './schema.ts';
import { rowsOf, secureRandom, txOf, type RandomInt } from './store.ts';
import { infoOf, tablesOf, type AnyRow } from './tables.ts';
import { firstCommand, redo, undo, undoTo } from './undo.ts';

export type { Change, Entry, HistoryOptions, Outcome, Preview, Projection, Touched };
export { OpenFailure } from './open.ts';

export interface OfficeOptions {
  /** Path of office.sqlite3; made when it is not there. */
  file: string;
  /** Folder of the migrations. */
  migrations: string;
  features: readonly Feature[];
  now?: () => number;
  random?: RandomInt;
}

export interface Office extends Projection {
  read: Read;
  run(command: string, input: unknown, actor: Actor): Outcome;
  preview(command: string, input: unknown, actor: Actor): Outcome<Preview>;
  previewUndo(actor: Actor, entryId?: number): Outcome<Preview>;
  previewUndoTo(actor: Actor, entryId: number): Outcome<Preview>;
  undo(actor: Actor, entryId?: number): Outcome;
  redo(actor: Actor): Outcome;
  undoTo(actor: Actor, entryId: number): Outcome;
  /** Answers a query; the observed values come from whoever watches Asterisk and the network. */
  ask(query: string, input: unknown, observed: Observed): Outcome;
  history: History;
  /** What a row was called at a moment, also one that is gone since; undefined when it never was there. */
  labelAt(table: string, id: string, at: number): string | undefined;
  /** What undo and redo would act on now, for the menu. */
  nextUndo(): Entry | undefined;
  nextRedo(): Entry | undefined;
  export(): string;
  /** Called after each change that is stored; the result stops it. */
  onCommit(listener: (touched: readonly Touched[], entry: Entry) => void): () => void;
  /** Copy of the file from before this version upgraded it. */
  backup: string | undefined;
  close(): void;
}

export function openOffice(options: OfficeOptions): Office {
  const { db, backup } = openDatabase(options.file, options.migrations);
  try {
    const parts = partsOf(options, db);
    for (const info of parts.tables.values()) {
      if (!parts.entityOf(info.name)) throw new Error(`no feature has an entity for the table ${info.name}`);
      for (const row of parts.rows.all(info.table) as AnyRow[]) parts.references.write(info, row.id, row);
    }
    const isNew = parts.journal.newest('any') === undefined;
    if (isNew) fill(parts, 'Office created.', (tx) => options.features.forEach((feature) => feature.seed?.(tx)));
    else fill(parts, 'Brought to this version.', (tx) => options.features.forEach((feature) => feature.complete?.(tx)));
    return officeOf(parts, options.features, backup);
  } catch (error) {
    db.close();
    throw error;
  }
}

function partsOf({ features, now = Date.now, random = secureRandom }: OfficeOptions, db: Parts['db']): Parts {
  const tables = tablesOf(schema);
  const entities = new Map(
    features.flatMap((feature) => (feature.entities ?? []).map((entity) => [infoOf(entity.table).name, entity])),
  );
  const entityOf: Parts['entityOf'] = (table) => entities.get(table);
  const references = openReferences(db, entityOf);
  return {
    db,
    tables,
    rows: rowsOf(db, references),
    references,
    journal: openJournal(db, tables),
    commands: new Map(features.flatMap((feature) => Object.entries(feature.commands ?? {}))),
    entityOf,
    now,
    random,
  };
}

/** What the product itself puts into an office when it is opened. */
function fill(parts: Parts, words: string, work: (tx: Tx) => void): void {
  const actor: Actor = { kind: 'system', name: 'Switchroom' };
  const entry = { command: firstCommand, input: {}, words, actor, undoes: null };
  inTransaction(parts, entry, () => {
    const tx = txOf({
      rows: parts.rows,
      actor,
      now: parts.now(),
      random: parts.random,
      run: () => {
        throw new Error('a seed inserts rows and runs no commands');
      },
    });
    work(tx);
  });
}

function officeOf(parts: Parts, features: readonly Feature[], backup: string | undefined): Office {
  const listeners = new Set<(touched: readonly Touched[], entry: Entry) => void>();
  const told = <V>(outcome: Outcome<V>): Outcome<V> => {
    if (outcome.ok && outcome.entry) for (const listener of listeners) listener(outcome.touched, outcome.entry);
    return outcome;
  };
  const projectors = features.flatMap((feature) => feature.projectors ?? []);
  const queries = new Map(features.flatMap((feature) => Object.entries(feature.queries ?? {})));
  const history: History = (options) =>
    parts.journal
      .list(options)
      .map((entry) => ({ ...entry, changes: describe(parts, parts.journal.touched(entry.id)) }));
  return {
    ...projectionOf(parts.rows, projectors),
    read: parts.rows,
    backup,
    run: (command, input, actor) => told(runCommand(parts, command, input, actor)),
    preview: (command, input, actor) => preview(parts, (by) => runCommand(parts, command, input, by), actor),
    previewUndo: (actor, entryId) => preview(parts, (by) => undo(parts, by, entryId), actor),
    previewUndoTo: (actor, entryId) => preview(parts, (by) => undoTo(parts, by, entryId), actor),
    undo: (actor, entryId) => told(undo(parts, actor, entryId)),
    redo: (actor) => told(redo(parts, actor)),
    undoTo: (actor, entryId) => told(undoTo(parts, actor, entryId)),
    ask: (name, input, observed) =>
      asOutcome(() => {
        const query = queries.get(name);
        if (!query) refuse({ kind: 'not-found', message: `There is no query named ${name.slice(0, 60)}.` });
        const parsed = parse(query.input, input);
        if (!parsed.ok) return parsed;
        const context = { read: parts.rows, observed, now: parts.now(), history };
        return { ok: true, value: query.run(context, parsed.value as never), touched: [] };
      }),
    history,
    labelAt(table, id, at) {
      const row = parts.journal.rowAt(table, id, at);
      return row && labelOf(parts, table, row);
    },
    nextUndo() {
      const entry = parts.journal.newest('undoable');
      return entry?.command === firstCommand ? undefined : entry;
    },
    nextRedo: () => parts.journal.newest('redoable'),
    export: () => exportText(parts.rows, parts.tables),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => void parts.db.close(),
  };
}
