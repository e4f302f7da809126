/**
 * The journal: who did what, and every row before and after. Triggers write it in the same transaction as the change,
 * so nothing that goes through this door can be missing. They are temporary, made for each connection from the schema:
 * a migration can never stumble over a trigger of an older version.
 *
 * Row images hold secrets, because undo has to bring them back; the input of an entry never does (secrets.ts).
 */
import type { Database } from 'better-sqlite3';
import type { Entry, HistoryOptions } from '../office/core/history.ts';
import type { Actor } from '../office/core/store.ts';

import { imageSql, rowOfImage, type AnyRow, type Image, type TableInfo } from './tables.ts';

/** One row that an entry changed, as a whole: what came between its first and last image does not show. */
export interface Touched {
  /** SQL name of the table. */
  table: string;
  id: string;
  before: AnyRow | null;
  after: AnyRow | null;
}

export type { Entry };

export type NewEntry = Omit<Entry, 'id' | 'undoneBy'>;

export interface Journal {
  begin(entry: NewEntry): number;
  entry(id: number): Entry | undefined;
  touched(entry: number): Touched[];
  /** What all entries after this one and before another changed together. */
  touchedSince(entry: number, before: number): Touched[];
  /** A row as it was at a moment, also one that is gone; undefined when the journal does not know it. */
  rowAt(table: string, id: string, at: number): AnyRow | undefined;
  setUndone(entry: number, by: number | null): void;
  newest(condition: 'undoable' | 'redoable' | 'any'): Entry | undefined;
  list(options: HistoryOptions): Entry[];
}

export function openJournal(db: Database, tables: ReadonlyMap<string, TableInfo>): Journal {
  db.exec(`
    CREATE TABLE IF NOT EXISTS journal_entry (
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor_kind TEXT NOT NULL, actor_name TEXT NOT NULL,
      command TEXT NOT NULL, input TEXT NOT NULL, words TEXT NOT NULL, undoes INTEGER, undone_by INTEGER);
    CREATE TABLE IF NOT EXISTS journal_row (
      seq INTEGER PRIMARY KEY, entry INTEGER NOT NULL, tbl TEXT NOT NULL, row_id TEXT NOT NULL, before TEXT, after TEXT);
    CREATE INDEX IF NOT EXISTS journal_row_entry ON journal_row (entry);
    CREATE INDEX IF NOT EXISTS journal_row_row ON journal_row (row_id, tbl);
  `);
  for (const info of tables.values()) db.exec(triggersOf(info));

  const insert = db.prepare(`INSERT INTO journal_entry (at, actor_kind, actor_name, command, input, words, undoes)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const one = db.prepare('SELECT * FROM journal_entry WHERE id = ?');
  const images = db.prepare('SELECT tbl, row_id, before, after FROM journal_row WHERE entry = ? ORDER BY seq');
  const imagesSince = db.prepare(
    'SELECT tbl, row_id, before, after FROM journal_row WHERE entry > ? AND entry < ? ORDER BY seq',
  );
  const imagesOfRow =
    db.prepare(`SELECT tbl, row_id, before, after, at FROM journal_row JOIN journal_entry e ON e.id = entry
    WHERE row_id = ? AND tbl = ? ORDER BY seq`);
  const undone = db.prepare('UPDATE journal_entry SET undone_by = ? WHERE id = ?');
  const page = db.prepare('SELECT * FROM journal_entry WHERE id < ? ORDER BY id DESC LIMIT ?');
  const pageOfRow = db.prepare(`SELECT * FROM journal_entry WHERE id < ? AND id IN
    (SELECT entry FROM journal_row WHERE row_id = ? AND (? IS NULL OR tbl = ?)) ORDER BY id DESC LIMIT ?`);
  const pageOfText = db.prepare(`SELECT * FROM journal_entry
    WHERE id < ? AND instr(lower(words || ' ' || actor_name), ?) > 0 ORDER BY id DESC LIMIT ?`);
  const newest = {
    any: db.prepare('SELECT * FROM journal_entry ORDER BY id DESC LIMIT 1'),
    undoable: db.prepare(
      'SELECT * FROM journal_entry WHERE undoes IS NULL AND undone_by IS NULL ORDER BY id DESC LIMIT 1',
    ),
    // What was taken back can be done again until something else is done.
    redoable: db.prepare(`SELECT * FROM journal_entry AS taken WHERE undoes IS NOT NULL AND undone_by IS NULL
      AND EXISTS (SELECT 1 FROM journal_entry AS done WHERE done.id = taken.undoes AND done.undoes IS NULL)
      AND id > coalesce((SELECT max(id) FROM journal_entry WHERE undoes IS NULL), 0) ORDER BY id DESC LIMIT 1`),
  };

  return {
    begin: ({ at, actor, command, input, words, undoes }) =>
      Number(
        insert.run(at, actor.kind, actor.name, command, JSON.stringify(input ?? null), words, undoes).lastInsertRowid,
      ),
    entry: (id) => entryOf(one.get(id)),
    touched: (entry) => together(tables, images.all(entry) as Stored[]),
    touchedSince: (entry, before) => together(tables, imagesSince.all(entry, before) as Stored[]),
    rowAt(table, id, at) {
      const info = tables.get(table);
      const all = imagesOfRow.all(id, table) as (Stored & { at: number })[];
      const last = all.findLast((one) => one.at <= at);
      // Removed and brought back in the same moment, or made a little later by the computer's clock: what there was counts.
      const image = last ? (last.after ?? last.before) : (all[0]?.before ?? all[0]?.after);
      return info && image ? rowOfImage(info, JSON.parse(image) as Image) : undefined;
    },
    setUndone: (entry, by) => undone.run(by, entry),
    newest: (condition) => entryOf(newest[condition].get()),
    list({ before = Number.MAX_SAFE_INTEGER, limit, table, rowId, search = '' }) {
      const found =
        search !== ''
          ? pageOfText.all(before, search.toLowerCase(), limit)
          : rowId === undefined
            ? page.all(before, limit)
            : pageOfRow.all(before, rowId, table ?? null, table ?? null, limit);
      return found.flatMap((stored) => entryOf(stored) ?? []);
    },
  };
}

/** The runner begins an entry before it changes rows, so the newest entry is the one that they belong to. */
function triggersOf(info: TableInfo): string {
  const store = (row: string, before: string, after: string) =>
    `INSERT INTO journal_row (entry, tbl, row_id, before, after)
     VALUES ((SELECT max(id) FROM journal_entry), '${info.name}', ${row}.id, ${before}, ${after});`;
  const trigger = (event: string, row: string, before: string, after: string) =>
    `CREATE TEMP TRIGGER "journal_${info.name}_${event}" AFTER ${event} ON main."${info.name}"
     BEGIN ${store(row, before, after)} END;`;
  return [
    trigger('INSERT', 'NEW', 'NULL', imageSql(info, 'NEW')),
    trigger('UPDATE', 'NEW', imageSql(info, 'OLD'), imageSql(info, 'NEW')),
    trigger('DELETE', 'OLD', imageSql(info, 'OLD'), 'NULL'),
  ].join('\n');
}

interface Stored {
  tbl: string;
  row_id: string;
  before: string | null;
  after: string | null;
}

function together(tables: ReadonlyMap<string, TableInfo>, stored: Stored[]): Touched[] {
  const rows = new Map<string, Stored>();
  for (const image of stored) {
    const key = `${image.tbl}:${image.row_id}`;
    const first = rows.get(key);
    rows.set(key, first ? { ...first, after: image.after } : image);
  }
  return [...rows.values()].flatMap(({ tbl, row_id: id, before, after }) => {
    const info = tables.get(tbl);
    // A table that a later version dropped has nothing left to show or to bring back.
    if (!info || before === after) return [];
    return [{ table: tbl, id, before: decode(info, before), after: decode(info, after) }];
  });
}

function decode(info: TableInfo, image: string | null): AnyRow | null {
  return image === null ? null : rowOfImage(info, JSON.parse(image) as Image);
}

interface StoredEntry {
  id: number;
  at: number;
  actor_kind: Actor['kind'];
  actor_name: string;
  command: string;
  input: string;
  words: string;
  undoes: number | null;
  undone_by: number | null;
}

function entryOf(stored: unknown): Entry | undefined {
  if (stored === undefined) return undefined;
  const row = stored as StoredEntry; // Safe: SELECT * of the table made above.
  return {
    id: row.id,
    at: row.at,
    actor: { kind: row.actor_kind, name: row.actor_name },
    command: row.command,
    input: JSON.parse(row.input),
    words: row.words,
    undoes: row.undoes,
    undoneBy: row.undone_by,
  };
}
