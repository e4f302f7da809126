/**
 * Past calls, one line each, from the records that Asterisk writes itself, so nothing is lost while the product is
 * closed. Asterisk writes one row for every phone that rang; rows of one call share a linked id. The file is only ever
 * read: Asterisk is its one writer.
 */
import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { bornAt, cdrColumns, lineOf, type CallLine, type CdrRow } from './cdr.ts';
import { endedAfter, eventsOf, newestEvent, type CelEvent } from './cel.ts';

export interface HistoryQuery<L> {
  make: (line: CallLine & { position: number }) => L;
  matches: (line: L) => boolean;
  /** Older calls than the one at this position, as an answer gave it in `next`. */
  before?: number | undefined;
  /** Calls that had ended by this moment, in milliseconds since 1970. */
  until?: number | undefined;
  limit: number;
}

export interface HistoryPage<L> {
  /** By their begin, newest first; from answer to answer by their end. */
  calls: L[];
  /** Where to go on, or null at the end. A rare search comes back with few calls or none, and goes on from here. */
  next: number | null;
  /** When the oldest call began that was looked at. */
  lookedBackTo: number | null;
}

export interface CallHistory {
  list<L extends { at: number }>(query: HistoryQuery<L>): HistoryPage<L>;
  /** What Asterisk wrote of one call; `position` is that of its line. Undefined when it is not there. */
  records(id: string, position: number): CallRecords | undefined;
  /** Calls that ended after a position, in the order of their ends; the position of the newest when none is given. */
  ended(after: number, limit: number): EndedCall[];
  newestEnd(): number;
  /** All that Asterisk wrote of a call that ended. */
  recordsOfEnded(call: EndedCall): Pick<CallRecords, 'rows' | 'events'>;
  close(): void;
}

export interface CallRecords {
  line: CallLine;
  rows: CdrRow[];
  events: CelEvent[];
}

/** The last channel of a call is gone (LINKEDID_END in cel.c). */
export interface EndedCall {
  id: string;
  position: number;
  at: number;
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
      return db ? list(db, query) : { calls: [], next: null, lookedBackTo: null };
    },
    records(id, position) {
      const db = open();
      return db && recordsOf(db, id, position);
    },
    ended(after, limit) {
      const db = open();
      return db ? endedAfter(db, after, limit) : [];
    },
    newestEnd() {
      const db = open();
      return db ? newestEvent(db) : 0;
    },
    recordsOfEnded(call) {
      const db = open();
      if (!db) return { rows: [], events: [] };
      const from = bornAt(call.id) ?? call.at;
      // Rows of phones that rang late have the id of an older channel: `firstAfter` finds a place that is near.
      const rows = db
        .prepare(`select ${cdrColumns.join(', ')} from cdr where rowid >= ? and linkedid = ? order by rowid limit ?`)
        .all(firstAfter(db, from) - callRows, call.id, callRows) as CdrRow[];
      return { rows, events: eventsOf(db, call.id, { from, to: call.at }) };
    },
    close: () => void database?.close(),
  };
}

const pageRows = 500;
/** More rows than one call is expected to have: a group of some hundred phones. */
const callRows = 1000;
/** Looked at for one answer, so that a search through a million rows holds nobody else up: about 0.1 s. */
const mostRows = 10_000;

type Positioned = CdrRow & { position: number };
interface Gathered {
  /** Of its newest row. */
  position: number;
  rows: CdrRow[];
}

/**
 * The module's table has its own rising key and no other index, so calls are taken backwards by that key, which costs
 * the same at any depth. A call's rows are written when it ends, near each other: it is whole when `callRows` more were
 * read.
 */
function list<L extends { at: number }>(
  db: Database.Database,
  { make, matches, before, until, limit }: HistoryQuery<L>,
): HistoryPage<L> {
  const page = db.prepare(
    `select rowid as position, ${cdrColumns.join(', ')} from cdr where rowid < ? order by rowid desc limit ?`,
  );
  let position = before ?? (until === undefined ? Number.MAX_SAFE_INTEGER : firstAfter(db, until));
  const given = before === undefined ? new Set<string>() : callsAt(db, before);
  const gathered = new Map<string, Gathered>();
  const calls: L[] = [];
  let next: number | null = null;
  let lookedBackTo: number | null = null;
  for (let seen = 0, isEnd = false; !isEnd && calls.length < limit && seen < mostRows; seen += pageRows) {
    const rows = page.all(position, pageRows) as Positioned[];
    isEnd = rows.length < pageRows;
    position = rows.at(-1)?.position ?? position;
    for (const row of rows) {
      if (given.has(row.linkedid)) continue;
      const known = gathered.get(row.linkedid);
      if (known) known.rows.push(row);
      else gathered.set(row.linkedid, { position: row.position, rows: [row] });
    }
    for (const [id, call] of gathered) {
      if (calls.length === limit || (!isEnd && call.position - position < callRows)) break;
      gathered.delete(id);
      next = call.position;
      const line = lineOf(call.rows);
      if (!line || (until !== undefined && line.at > until)) continue;
      lookedBackTo = line.at;
      const made = make({ ...line, position: call.position });
      if (matches(made)) calls.push(made);
    }
    if (isEnd && gathered.size === 0) next = null;
  }
  return { calls: calls.sort((a, b) => b.at - a.at), next, lookedBackTo };
}

/** A call's rows are written when it ends, near each other, the newest at the position of its line. */
function recordsOf(db: Database.Database, id: string, position: number): CallRecords | undefined {
  const rows = db
    .prepare(`select ${cdrColumns.join(', ')} from cdr where rowid > ? and rowid <= ? and linkedid = ?`)
    .all(position - callRows, position, id) as CdrRow[];
  const line = lineOf(rows);
  if (!line) return undefined;
  const to = line.at + (line.ringSeconds + line.talkSeconds) * 1000;
  return { line, rows, events: eventsOf(db, id, { from: line.at, to }) };
}

/** Calls with a row at or just after a position: those that an answer before gave already. */
function callsAt(db: Database.Database, position: number): Set<string> {
  const rows = db
    .prepare('select linkedid from cdr where rowid >= ? and rowid < ?')
    .all(position, position + callRows) as { linkedid: string }[];
  return new Set(rows.map(({ linkedid }) => linkedid));
}

/**
 * The first position whose row was written after a moment, by halving: rows are written in the order of their ends. A phone
 * that rang late has the id of a channel that is older, so the place is near and what is given is looked at once more.
 */
function firstAfter(db: Database.Database, moment: number): number {
  const at = db.prepare(
    'select rowid as position, uniqueid, duration from cdr where rowid >= ? order by rowid limit 1',
  );
  let low = 1;
  let high = Number((db.prepare('select coalesce(max(rowid), 0) + 1 as top from cdr').get() as { top: number }).top);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = at.get(middle) as { position: number; uniqueid: string; duration: number | string } | undefined;
    if (!row || (bornAt(row.uniqueid) ?? 0) + Number(row.duration) * 1000 > moment) high = middle;
    else low = row.position + 1;
  }
  return low;
}
