/** Call detail records of Asterisk (cdr.c, columns as in asterisk/process/conf-core.ts) made into one line per call. */
import type { Device } from '../../office/core/observed.ts';

export const cdrColumns = [
  'start_at', 'answer_at', 'end_at', 'clid', 'src', 'dst', 'dcontext', 'channel', 'dstchannel', 'lastapp', 'duration',
  'billsec', 'accountcode', 'userfield', 'disposition', 'uniqueid', 'linkedid', 'sequence',
] as const; // prettier-ignore

export type CdrRow = Record<(typeof cdrColumns)[number], string | number | null> & { linkedid: string };

export interface CallLine {
  id: string;
  /** When it began, milliseconds since 1970. */
  at: number;
  from: { number: string; name: string; device: Device | null };
  /** The number; where Asterisk did not keep it, the id of the node that it led to, or `code-<what>`. */
  dialled: string;
  answeredBy: Device | null;
  /** Devices that rang. */
  rang: Device[];
  ringSeconds: number;
  talkSeconds: number;
  ending: 'answered' | 'voicemail' | 'busy' | 'no answer' | 'failed';
}

const voicemailApps = new Set(['VoiceMail', 'VoiceMailMain']);

/** Rows of one call, in any order. */
export function lineOf(rows: readonly CdrRow[]): CallLine | undefined {
  const ordered = [...rows].sort(
    (a, b) => utc(a.start_at) - utc(b.start_at) || Number(a.sequence) - Number(b.sequence),
  );
  const first = ordered.find((row) => row.uniqueid === row.linkedid) ?? ordered[0];
  if (!first) return undefined;
  const time = clockOf(first);
  const at = time(first.start_at);
  // A call that was picked up: Asterisk counts the phone that rang as answered, for the moment of the exchange, and leaves its
  // channel in the picker's place.
  const taken = new Set(ordered.filter((row) => row.dcontext === 'pick-up').map((row) => row.channel));
  const answered = ordered
    .filter((row) => row.disposition === 'ANSWERED' && deviceOf(row.dstchannel) !== null && !taken.has(row.dstchannel))
    .sort((a, b) => time(a.answer_at) - time(b.answer_at))[0];
  const alone = ordered.find((row) => row.disposition === 'ANSWERED' && String(row.dstchannel ?? '') === '');
  const end = Math.max(...ordered.map((row) => time(row.end_at)));
  const took = answered ?? alone;
  const tookAt = took ? time(took.answer_at) : end;
  const caller = callerOf(String(first.clid ?? ''), String(first.src ?? ''));
  return {
    id: first.linkedid,
    at,
    from: { ...caller, device: deviceOf(first.channel) },
    dialled: dialledOf(first),
    answeredBy: answered ? deviceOf(answered.dstchannel) : null,
    rang: [...new Set(ordered.flatMap((row) => deviceOf(row.dstchannel) ?? []))],
    ringSeconds: Math.max(0, Math.round((tookAt - at) / 1000)),
    talkSeconds: took ? Math.max(0, Math.round((end - tookAt) / 1000)) : 0,
    ending: endingOf(ordered, answered, alone),
  };
}

function endingOf(rows: readonly CdrRow[], answered?: CdrRow, alone?: CdrRow): CallLine['ending'] {
  if (answered) return 'answered';
  if (
    rows.some(
      (row) =>
        row.disposition === 'ANSWERED' &&
        (String(row.userfield ?? '').startsWith('voicemail') || voicemailApps.has(String(row.lastapp))),
    )
  )
    return 'voicemail';
  // A menu of the product itself: the echo test, a feature code.
  if (alone) return 'answered';
  if (rows.some((row) => row.disposition === 'NO ANSWER')) {
    return rows.every((row) => row.disposition !== 'BUSY')
      ? 'no answer'
      : lastOf(rows) === 'BUSY'
        ? 'busy'
        : 'no answer';
  }
  if (rows.some((row) => row.disposition === 'BUSY')) return 'busy';
  return 'failed';
}

/** Asterisk's `dst` is the place in the dialplan where the call was last, so a number only when the program keeps it. */
function dialledOf(row: CdrRow): string {
  const kept = String(row.accountcode ?? '');
  if (/^[0-9*#+]+$/.test(kept)) return kept;
  const place = String(row.dst ?? '');
  return place === 's' ? String(row.dcontext ?? '') : place;
}

const lastOf = (rows: readonly CdrRow[]): string => String(rows.at(-1)?.disposition ?? '');

/** `PJSIP/<device>-<8 hex digits>` */
export function deviceOf(channel: string | number | null): Device | null {
  return /^PJSIP\/(.+)-[0-9a-f]{8}$/.exec(String(channel ?? ''))?.[1] ?? null;
}

/** `"Anna Weber" <101>` */
function callerOf(clid: string, src: string): { number: string; name: string } {
  const parts = /^"?(.*?)"?\s*<(.*)>$/.exec(clid);
  return { number: parts?.[2] || src, name: parts?.[1] ?? '' };
}

/** Times of a call's rows in milliseconds since 1970. */
export function timesOf(rows: readonly CdrRow[]): (text: string | number | null) => number {
  const first = rows.find((row) => row.uniqueid === row.linkedid) ?? rows[0];
  return first ? clockOf(first) : () => 0;
}

/**
 * `2026-11-22 05:51:11`, in the zone of Asterisk, which need not be ours, and says nothing in the hour that comes twice. The
 * id of a channel begins with its second of creation since 1970: what lies between the two is the zone.
 */
function clockOf(first: CdrRow): (text: string | number | null) => number {
  const said = utc(first.start_at);
  const born = bornAt(first.uniqueid);
  const zone = born === undefined ? new Date(said).getTimezoneOffset() * 60_000 : quarter(born - said);
  return (text) => (text === null || text === '' ? 0 : utc(text) + zone);
}

/** Zones differ by quarters of an hour. */
const quarter = (ms: number): number => Math.round(ms / 900_000) * 900_000;

const utc = (text: string | number | null): number => Date.parse(`${String(text).replace(' ', 'T')}Z`) || 0;

/** When the channel was made, in milliseconds since 1970: `1795329753.12`, after the name of the system if it has one. */
export function bornAt(uniqueId: string | number | null): number | undefined {
  const seconds = /(?:^|-)(\d{9,11})\.\d+$/.exec(String(uniqueId ?? ''))?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
