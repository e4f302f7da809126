/** The days of an exception as people type them: one day or a range, once (`2026-12-24`) or every year (`12-24`). */
import { dayOf, monthDayNumber } from './days.ts';
import type { RuleDays } from './schedule.ts';

export type ReadDays =
  { ok: true; on: RuleDays; length: number } | { ok: false; path: 'firstDay' | 'lastDay'; message: string };

/** Longest stretch of exceptional days: more than a year is a schedule of its own. */
const mostDays = 366;

/** `first` and `last` in the same form; an empty `last` is one day. */
export function readDays(first: string, last: string): ReadDays {
  const isYearly = /^[0-9]{2}-[0-9]{2}$/.test(first);
  const end = last === '' ? first : last;
  if (/^[0-9]{2}-[0-9]{2}$/.test(end) !== isYearly)
    return { ok: false, path: 'lastDay', message: 'Write both days with the year, or both without.' };
  return isYearly ? yearly(first, end) : once(first, end);
}

function yearly(firstText: string, lastText: string): ReadDays {
  const first = monthDayNumber(firstText);
  const last = monthDayNumber(lastText);
  if (first === undefined) return missing('firstDay', firstText);
  if (last === undefined) return missing('lastDay', lastText);
  const [from, to] = [dayOf(`2024-${firstText}`) as number, dayOf(`2024-${lastText}`) as number];
  // A first after the last is over New Year.
  return { ok: true, on: { kind: 'year', first, last }, length: to >= from ? to - from + 1 : to - from + mostDays + 1 };
}

function once(firstText: string, lastText: string): ReadDays {
  const first = dayOf(firstText);
  const last = dayOf(lastText);
  if (first === undefined) return missing('firstDay', firstText);
  if (last === undefined) return missing('lastDay', lastText);
  if (last < first)
    return {
      ok: false,
      path: 'lastDay',
      message: `The last day is before the first. Did you mean ${lastText} to ${firstText}?`,
    };
  if (last - first + 1 > mostDays)
    return {
      ok: false,
      path: 'lastDay',
      message: 'More than a year is not an exception. Change the weekly hours instead.',
    };
  return { ok: true, on: { kind: 'once', first, last }, length: last - first + 1 };
}

const missing = (path: 'firstDay' | 'lastDay', text: string): ReadDays => ({
  ok: false,
  path,
  message: text === '' ? 'Choose a day.' : `There is no ${text} in the calendar.`,
});
