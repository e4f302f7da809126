/**
 * Days as numbers: day 0 is 1970-01-01, as SQLite's and POSIX's seconds have it, so that Asterisk's look-up and this code
 * count alike. Dates are text, `2026-12-24`, or `12-24` when they come back every year.
 */
import { Temporal } from 'temporal-polyfill';

export const secondsOfDay = 86_400;

/** ISO 8601: Monday is 1. The first day of 1970 was a Thursday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

export const weekdayOf = (day: number): Weekday => (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;

const epoch = Temporal.PlainDate.from('1970-01-01');

/** Undefined when there is no such date. */
export function dayOf(date: string): number | undefined {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(date);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const time = Date.UTC(year, month - 1, day);
  return dateOf(time / 86_400_000) === date ? time / 86_400_000 : undefined;
}

export function dateOf(day: number): string {
  return epoch.add({ days: day }).toString();
}

/** Month and day as one number, 1224 for 24 December: how days that come back every year are compared. */
export function monthDayOf(day: number): number {
  const date = new Date(day * 86_400_000);
  return (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** `12-24`, also `02-29`; undefined when no year has that day. */
export function monthDayNumber(text: string): number | undefined {
  const match = /^([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!match || dayOf(`2024-${text}`) === undefined) return undefined;
  return Number(match[1]) * 100 + Number(match[2]);
}
