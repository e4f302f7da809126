/**
 * Hours of one day as text that people read and type: `09:00-12:00, 13:00-17:00`. Empty means closed all day; `00:00-24:00`
 * is the whole day; an end that is not after its start is on the next day, `18:00-02:00`.
 */

/** Minutes from the midnight at which the day begins; `end` may lie on the next day, up to 2880. */
export interface Interval {
  start: number;
  end: number;
}

export const minutesOfDay = 1440;

/** Nobody needs more, and the row stays short. */
export const mostIntervals = 12;

export type ReadHours = { ok: true; hours: Interval[] } | { ok: false; message: string; proposal?: string };

export function time(minute: number): string {
  const within = minute > minutesOfDay ? minute - minutesOfDay : minute;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}

export const intervalText = ({ start, end }: Interval): string => `${time(start)}-${time(end)}`;

export const hoursText = (hours: readonly Interval[]): string => hours.map(intervalText).join(', ');

/** As stored; text that is not is a fault, because every way in goes through `readHours`. */
export function hoursOf(text: string): Interval[] {
  const read = readHours(text);
  if (!read.ok) throw new Error(`hours that cannot be: ${text}`);
  return read.hours;
}

/** Reads what somebody typed: `9-12 13-17:30`, `9:00–17:00`, `0900-1700`, `closed`. Says what is wrong and proposes what may be meant. */
export function readHours(text: string): ReadHours {
  const typed = text.trim().toLowerCase();
  if (typed === '' || typed === 'closed') return { ok: true, hours: [] };
  if (typed === 'all day' || typed === '24h') return { ok: true, hours: [{ start: 0, end: minutesOfDay }] };
  const parts = typed
    .replace(/\s*(?:[-\u2010-\u2015]|\bto\b|\buntil\b)\s*/g, '-')
    .split(/[\s,;]+/)
    .filter(Boolean);
  const hours: Interval[] = [];
  for (const part of parts) {
    const [from = '', to, ...more] = part.split('-');
    const start = minuteOf(from);
    const end = to === undefined || more.length > 0 ? undefined : minuteOf(to);
    if (start === undefined || end === undefined)
      return wrong(`“${part}” is no time span. Write it like 09:00-17:00, with 24-hour times.`);
    if (start === minutesOfDay) return wrong(`“${part}” starts at 24:00. Write 00:00 on the next day.`);
    if (start === end)
      return wrong(`“${part}” starts and ends at the same time.`, `${time(start)}-${time(Math.min(start + 60, 1440))}`);
    hours.push({ start, end: end > start ? end : end + minutesOfDay });
  }
  hours.sort((a, b) => a.start - b.start || a.end - b.end);
  if (hours.length > mostIntervals) return wrong(`At most ${mostIntervals} time spans fit in one day.`);
  const clash = hours.findIndex((one, index) => index > 0 && one.start < (hours[index - 1] as Interval).end);
  if (clash > 0) {
    const [before, after] = [hours[clash - 1], hours[clash]] as [Interval, Interval];
    return wrong(`${intervalText(before)} and ${intervalText(after)} overlap.`, hoursText(merged(hours)));
  }
  return { ok: true, hours };
}

function wrong(message: string, proposal?: string): ReadHours {
  return proposal === undefined
    ? { ok: false, message }
    : { ok: false, message: `${message} Did you mean ${proposal}?`, proposal };
}

/** `9`, `09`, `9:30`, `0930`, `9.30`, `24:00`; also `9am`, `5:30pm`. */
function minuteOf(text: string): number | undefined {
  const match = /^([0-9]{1,2})(?:[:.h]?([0-9]{2}))?(am|pm)?$/.exec(text);
  if (!match) return undefined;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (match[3]) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (match[3] === 'pm' ? 12 : 0);
  }
  const total = hour * 60 + minute;
  return minute > 59 || total > minutesOfDay ? undefined : total;
}

function merged(hours: readonly Interval[]): Interval[] {
  const list: Interval[] = [];
  for (const one of hours) {
    const last = list.at(-1);
    if (last && one.start <= last.end) last.end = Math.max(last.end, one.end);
    else list.push({ ...one });
  }
  return list;
}
