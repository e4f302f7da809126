/**
 * Past calls, one line each, from the records that Asterisk writes itself, so nothing is lost while the product is
 * closed. Asterisk writes one row for every phone that rang; rows of one call share a linked id. The file is only ever
 * read: Asterisk is its one writer.
 */
import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { cdrColumns, lineOf, type CallLine, type CdrRow } from './cdr.ts';

export interface HistoryQuery<L> {
  make(line: CallLine): L;
  matches(line: L): boolean;
  /** Calls that began before this moment, in milliseconds since 1970. */
  before?: number | undefined;
  limit: number;
}

export interface CallHistory {
  list<L extends { at: number }>(query: HistoryQuery<L>): L[];
  close(): void;
}

/** Asterisk makes the file with its first call, so it is opened when it is there. */
export function openCallHistory(file: string): CallHistory {
  let database: Database.Database | undefined;
  const open = (): Database.Database | undefined => {
    if (database) return database;
    if (!existsSync(file)) return undefined;
    const opened = new Database(file, { readonly: true, timeout: 2000 });
    if (opened.prepare("select 1 from sqlite_master where name = 'cdr'").get() === undefined) {
      opened.close();
      return undefined;
    }
    return (database = opened);
  };
  return {
    list(query) {
      const db = open();
      return db ? list(db, query) : [];
    },
    close: () => void database?.close(),
  };
}

/**
 * The module's table has its own rising key and no other index, so calls are taken from its end: the newest rows first,
 * until there are enough calls. A call's rows are written together when it ends.
 */
function list<L extends { at: number }>(db: Database.Database, { make, matches, before, limit }: HistoryQuery<L>): L[] {
  const page = db.prepare(
    `select rowid as position, ${cdrColumns.join(', ')} from cdr where rowid < ? order by rowid desc limit ?`,
  );
  const lines: L[] = [];
  const waiting = new Map<string, CdrRow[]>();
  let position = Number.MAX_SAFE_INTEGER;
  const finish = (id: string) => {
    const rows = waiting.get(id);
    waiting.delete(id);
    const call = rows && lineOf(rows);
    if (!call || (before !== undefined && call.at >= before)) return;
    const line = make(call);
    if (matches(line)) lines.push(line);
  };
  for (;;) {
    const rows = page.all(position, pageRows) as (CdrRow & { position: number })[];
    for (const row of rows) {
      const known = waiting.get(row.linkedid);
      if (known) known.push(row);
      else waiting.set(row.linkedid, [row]);
      position = row.position;
    }
    const isEnd = rows.length < pageRows;
    // A call that has a row in the older half of this page may have more of them further back.
    const open = isEnd ? new Set<string>() : new Set(rows.slice(-callRows).map(({ linkedid }) => linkedid));
    for (const id of [...waiting.keys()]) if (!open.has(id)) finish(id);
    if (isEnd || lines.length >= limit) break;
  }
  return lines.sort((a, b) => b.at - a.at).slice(0, limit);
}

const pageRows = 2000;
/** More rows than one call is expected to have: a group of some hundred phones. */
const callRows = 1000;
