/**
 * Whether a schedule is open at a moment, why, and when that changes next. The clock on the wall decides: in the night in
 * which the clocks go back, an hour that comes twice counts twice; one that is skipped never comes. Hours past midnight
 * belong to the day on which they begin. asterisk/apply/runtime/schedules.sql says the same in SQL, and a test compares both.
 */
import { monthDayOf, secondsOfDay, weekdayOf, type Weekday } from './days.ts';
import type { Interval } from './hours.ts';
import { changesBetween, momentsOf, wallClock } from './zone.ts';

/** On which days a rule is: a day of the week, days that come back every year, days of one year, or a list of days. */
export type RuleDays =
  | { kind: 'week'; day: Weekday }
  /** Month and day as 1224; a first after the last is over New Year. */
  | { kind: 'year'; first: number; last: number }
  | { kind: 'once'; first: number; last: number }
  | { kind: 'days'; days: readonly number[] };

export interface Rule {
  id: string;
  /** What people call it: "Monday", "Christmas Day". */
  label: string;
  on: RuleDays;
  hours: readonly Interval[];
}

export interface Override {
  open: boolean;
  /** Seconds since 1970; null is until somebody switches back. */
  until: number | null;
}

export interface Schedule {
  id: string;
  label: string;
  /** IANA zone. */
  zone: string;
  /** In order of precedence: the first whose days fit has that day's hours. */
  rules: readonly Rule[];
  /** Switched by hand. */
  override: Override | null;
}

export interface Why {
  /** `override`: by hand; `exception`: a holiday or an exceptional day; `hours`: the week as usual. */
  code: 'override' | 'exception' | 'hours';
  words: string;
  /** The rule that decided, or empty. */
  rule: string;
}

export interface ScheduleState {
  open: boolean;
  why: Why;
  /** Milliseconds since 1970 at which `open` changes next; null when that is not known to happen. */
  until: number | null;
}

/** How far ahead a change is looked for: every day of the year comes within this time, but for 29 February. */
export const horizonDays = 400;

export function scheduleAt(schedule: Schedule, epochMs: number): ScheduleState {
  const second = Math.floor(epochMs / 1000);
  const state = stateAt(schedule, second);
  const until = nextChange(schedule, epochMs);
  return { ...state, until };
}

/** Open or closed and why, without looking ahead. */
export function stateAt(schedule: Schedule, second: number): { open: boolean; why: Why } {
  const override = activeOverride(schedule, second);
  if (override) {
    const words = override.open ? 'Opened by hand.' : 'Closed by hand.';
    return { open: override.open, why: { code: 'override', words, rule: '' } };
  }
  return regularAt(schedule, second);
}

/** What is in force now of what was switched by hand. */
export function activeOverride({ override }: Schedule, second: number): Override | null {
  return override !== null && (override.until === null || override.until > second) ? override : null;
}

/** As the rules alone say. */
export function regularAt(schedule: Schedule, second: number): { open: boolean; why: Why } {
  const wall = wallClock(schedule.zone, second);
  const day = Math.floor(wall / secondsOfDay);
  const within = wall - day * secondsOfDay;
  const today = ruleOn(schedule, day);
  const yesterday = ruleOn(schedule, day - 1);
  const because = (rule: Rule | undefined, open: boolean) => ({ open, why: whyOf(rule, open) });
  if (covers(today, within)) return because(today, true);
  if (covers(yesterday, within + secondsOfDay)) return because(yesterday, true);
  return because(today, false);
}

const covers = (rule: Rule | undefined, second: number): boolean =>
  rule?.hours.some(({ start, end }) => start * 60 <= second && second < end * 60) ?? false;

function whyOf(rule: Rule | undefined, open: boolean): Why {
  if (rule === undefined) return { code: 'hours', words: 'No hours are set for this day.', rule: '' };
  const words = open
    ? `Open by the hours of ${rule.label}.`
    : rule.hours.length === 0
      ? `Closed all day: ${rule.label}.`
      : `Outside the hours of ${rule.label}.`;
  return { code: rule.on.kind === 'week' ? 'hours' : 'exception', words, rule: rule.id };
}

/** The rule that has a day's hours; undefined leaves it closed. */
export function ruleOn(schedule: Pick<Schedule, 'rules'>, day: number): Rule | undefined {
  return schedule.rules.find(({ on }) => {
    switch (on.kind) {
      case 'week':
        return on.day === weekdayOf(day);
      case 'once':
        return on.first <= day && day <= on.last;
      case 'days':
        return on.days.includes(day);
      case 'year': {
        const monthDay = monthDayOf(day);
        return on.first <= on.last
          ? on.first <= monthDay && monthDay <= on.last
          : monthDay >= on.first || monthDay <= on.last;
      }
    }
  });
}

/** When `open` is another than now, in milliseconds since 1970; null when no such moment is known. */
export function nextChange(schedule: Schedule, epochMs: number): number | null {
  const second = Math.floor(epochMs / 1000);
  const override = activeOverride(schedule, second);
  if (!override) return inMs(nextRegularChange(schedule, second, second));
  if (override.until === null) return null;
  return regularAt(schedule, override.until).open !== override.open
    ? inMs(override.until)
    : inMs(nextRegularChange(schedule, override.until, second));
}

const inMs = (second: number | null): number | null => (second === null ? null : second * 1000);

/** `horizonFrom`: the moment from which the horizon counts. */
function nextRegularChange(schedule: Schedule, second: number, horizonFrom: number): number | null {
  const { open } = regularAt(schedule, second);
  const today = Math.floor(wallClock(schedule.zone, second) / secondsOfDay);
  const horizon = horizonFrom + horizonDays * secondsOfDay;
  // Most changes are within the week; a year of days is looked at only when they are not.
  for (const [from, to, end] of [
    [today - 1, today + 9, Math.min(horizon, second + 8 * secondsOfDay)],
    [today + 6, today + horizonDays + 1, horizon],
  ] as const) {
    for (const moment of boundaries(schedule, from, to))
      if (moment > second && moment <= end && regularAt(schedule, moment).open !== open) return moment;
  }
  return null;
}

/** Every moment at which the regular state may change on these days of the wall clock, in order. */
export function boundaries(schedule: Schedule, fromDay: number, toDay: number): number[] {
  const moments = new Set<number>();
  for (let day = fromDay; day <= toDay; day++) {
    for (const { start, end } of ruleOn(schedule, day)?.hours ?? [])
      for (const minute of [start, end])
        for (const moment of momentsOf(schedule.zone, day * secondsOfDay + minute * 60)) moments.add(moment);
  }
  const [from, to] = [(fromDay - 1) * secondsOfDay, (toDay + 2) * secondsOfDay];
  for (const moment of changesBetween(schedule.zone, from, to)) moments.add(moment);
  return [...moments].sort((a, b) => a - b);
}
