/** Hours in words: "Mon-Fri 9-17, closed on Christmas Day". */
import { weekdays } from './days.ts';
import { hoursText, minutesOfDay, time, type Interval } from './hours.ts';
import type { Rule, Schedule } from './schedule.ts';

const short = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Exceptions beyond these are counted, not named. */
const mostNamed = 3;

export function scheduleWords({ rules }: Pick<Schedule, 'rules'>): string {
  const isPlainHoliday = (rule: Rule) => rule.on.kind === 'days' && rule.hours.length === 0;
  const holidays = rules.filter(isPlainHoliday);
  // A list of public holidays is one thing; one or two of them are themselves.
  const isMany = holidays.length > 2;
  const special = rules.filter((rule) => rule.on.kind !== 'week' && !(isMany && isPlainHoliday(rule)));
  const named = special.slice(0, mostNamed).map(exceptionWords);
  const more = special.length - named.length;
  return [
    weekWords(rules),
    ...named,
    ...(isMany ? [`closed on ${holidays.length} public holidays`] : []),
    ...(more > 0 ? [`and ${more} more ${more === 1 ? 'exception' : 'exceptions'}`] : []),
  ].join(', ');
}

/** Days with the same hours together, as runs: "Mon-Thu 9-17, Fri 9-14". */
export function weekWords(rules: readonly Rule[]): string {
  const hours = weekdays.map((day) => {
    const rule = rules.find(({ on }) => on.kind === 'week' && on.day === day);
    return dayWords(rule?.hours ?? []);
  });
  if (hours.every((text) => text === 'closed')) return 'closed all week';
  if (hours.every((text) => text === 'all day')) return 'open around the clock';
  const runs: { from: number; to: number; text: string }[] = [];
  for (const [index, text] of hours.entries()) {
    const last = runs.at(-1);
    if (last?.text === text) last.to = index + 1;
    else runs.push({ from: index + 1, to: index + 1, text });
  }
  return runs
    .filter(({ text }) => text !== 'closed')
    .map(({ from, to, text }) => {
      const days =
        from === to ? short[from] : to === from + 1 ? `${short[from]}, ${short[to]}` : `${short[from]}-${short[to]}`;
      return `${days} ${text}`;
    })
    .join(', ');
}

function dayWords(hours: readonly Interval[]): string {
  if (hours.length === 0) return 'closed';
  if (hoursText(hours) === '00:00-24:00') return 'all day';
  return hours.map(({ start, end }) => `${plain(start)}-${plain(end)}`).join(' and ');
}

/** 9 for 09:00, 17:30 for itself. */
function plain(minute: number): string {
  const within = minute > minutesOfDay ? minute - minutesOfDay : minute;
  return within % 60 === 0 ? String(within / 60) : time(minute).replace(/^0/, '');
}

const exceptionWords = (rule: Rule): string =>
  rule.hours.length === 0 ? `closed on ${rule.label}` : `${dayWords(rule.hours)} on ${rule.label}`;
