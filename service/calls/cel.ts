/** Channel events that the dialplan writes at each node of a call's way (cel.conf), found by the moment the call began. */
import type Database from 'better-sqlite3';

export interface CelEvent {
  /** Milliseconds since 1970. */
  at: number;
  /** `node`: the call came to the node of this id; `exit`: what it left by; others as the program says, or Asterisk in capitals. */
  name: string;
  /** The dialplan's extension then: for `node` and `exit` the id of the node. */
  place: string;
  channel: string;
  text: string;
  /** What Asterisk says of its own events. */
  details: Readonly<Record<string, unknown>>;
}

interface Row {
  position: number;
  eventtype: string;
  eventtime: string;
  linkedid: string;
  channame: string;
  exten: string;
  userdeftype: string;
  details: string;
}

/** Nobody's call has more steps; what a loop writes beyond them explains nothing. */
const mostEvents = 500;

/** `between`: begin and end of the call. */
export function eventsOf(db: Database.Database, id: string, between: { from: number; to: number }): CelEvent[] {
  const has = db.prepare("select 1 from sqlite_master where name = 'cel'").get() !== undefined;
  if (!has) return [];
  const rows = db
    .prepare(
      `select AcctId as position, eventtype, eventtime, linkedid, channame, exten, userdeftype, details from cel
       where AcctId >= ? and linkedid = ? and cast(eventtime as real) < ? order by AcctId limit ?`,
    )
    .all(firstFrom(db, between.from - 1000), id, between.to / 1000 + 2, mostEvents) as Row[];
  return rows.map((row) => ({
    at: Math.round(Number(row.eventtime) * 1000),
    name: row.userdeftype || row.eventtype,
    place: row.exten,
    channel: row.channame,
    ...said(row.details),
  }));
}

/** The first row written at or after a moment, by halving: they are written in the order of their times. */
function firstFrom(db: Database.Database, moment: number): number {
  const at = db.prepare('select AcctId as position, eventtime from cel where AcctId >= ? order by AcctId limit 1');
  let low = 1;
  let high = Number((db.prepare('select coalesce(max(AcctId), 0) + 1 as top from cel').get() as { top: number }).top);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = at.get(middle) as { position: number; eventtime: string } | undefined;
    if (!row || Number(row.eventtime) * 1000 >= moment) high = middle;
    else low = row.position + 1;
  }
  return low;
}

/** `{"extra":"own"}`; an event without anything more to say has no JSON. */
function said(text: string): Pick<CelEvent, 'text' | 'details'> {
  if (!text.startsWith('{')) return { text: '', details: {} };
  let details: Record<string, unknown>;
  try {
    details = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Cut off by a full disk: the event itself still counts.
    return { text: '', details: {} };
  }
  const { extra } = details;
  return { text: typeof extra === 'string' ? extra.trim() : '', details };
}

const hasEvents = (db: Database.Database): boolean =>
  db.prepare("select 1 from sqlite_master where name = 'cel'").get() !== undefined;

/** Calls whose last channel went after a position, in the order in which they did. */
export function endedAfter(
  db: Database.Database,
  after: number,
  limit: number,
): { id: string; position: number; at: number }[] {
  if (!hasEvents(db)) return [];
  const rows = db
    .prepare(
      `select AcctId as position, eventtime, linkedid from cel
       where AcctId > ? and eventtype = 'LINKEDID_END' order by AcctId limit ?`,
    )
    .all(after, limit) as Pick<Row, 'position' | 'eventtime' | 'linkedid'>[];
  return rows.map(({ position, eventtime, linkedid }) => ({
    id: linkedid,
    position,
    at: Math.round(Number(eventtime) * 1000),
  }));
}

export const newestEvent = (db: Database.Database): number =>
  hasEvents(db)
    ? Number((db.prepare('select coalesce(max(AcctId), 0) as top from cel').get() as { top: number }).top)
    : 0;
