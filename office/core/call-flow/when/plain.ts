/**
 * A schedule in plain dialplan: the day's rule by its date, then its hours, in the schedule's own time zone; what began
 * yesterday may last past midnight.
 */
import { dateOf } from '../../schedule/days.ts';
import { minutesOfDay } from '../../schedule/hours.ts';
import type { Rule, Schedule } from '../../schedule/schedule.ts';
import type { PlainLine } from '../../plain/plain.ts';

interface Day {
  /** Names of the variables that hold the date, month and day, and day of the week (1 is Monday). */
  date: string;
  monthDay: string;
  weekday: string;
  /** Seconds since 1970 as the dialplan reckons them. */
  at: string;
}

const today: Day = { date: 'DAY', monthDay: 'MONTHDAY', weekday: 'WEEKDAY', at: '${EPOCH}' };
/** Noon, so that a night in which the clocks change does not matter. */
const yesterday: Day = {
  date: 'DAY2',
  monthDay: 'MONTHDAY2',
  weekday: 'WEEKDAY2',
  at: '$[${EPOCH} - ${MINUTE} * 60 - 43200]',
};

const written = (day: number): string => dateOf(day).replaceAll('-', '');

/** `open` and `closed`: what to do then. */
export function schedulePlain(schedule: Schedule, open: string, closed: string): PlainLine[] {
  const { zone, rules, override } = schedule;
  const ask = (format: string, at = '${EPOCH}') => `\${STRFTIME(${at},${zone},${format})}`;
  const dates = ({ date, monthDay, weekday, at }: Day): PlainLine[] => [
    `Set(${date}=${ask('%Y%m%d', at)})`,
    `Set(${monthDay}=${ask('%m%d', at)})`,
    `Set(${weekday}=${ask('%u', at)})`,
  ];
  const lasting = rules.filter((rule) => rule.hours.some(({ end }) => end > minutesOfDay));
  return [
    ...(override === null
      ? []
      : [
          override.until === null
            ? `Goto(${override.open ? 'open' : 'closed'})`
            : `GotoIf($[\${EPOCH} < ${override.until}]?${override.open ? 'open' : 'closed'})`,
        ]),
    `Set(MINUTE=$[${ask('%H')} * 60 + ${ask('%M')}])`,
    ...dates(today),
    ...rules.map((rule, index) => `GotoIf($[${isOn(rule, today)}]?rule-${index})`),
    'Goto(night)',
    ...rules.flatMap((rule, index) =>
      labelled(`rule-${index}`, [
        ...rule.hours
          .filter(({ start }) => start < minutesOfDay)
          .map(({ start, end }) => `GotoIf($[\${MINUTE} >= ${start} & \${MINUTE} < ${end}]?open)`),
        'Goto(night)',
      ]),
    ),
    ...(lasting.length === 0
      ? []
      : [
          ...labelled('night', dates(yesterday)),
          ...rules.map((rule, index) => `GotoIf($[${isOn(rule, yesterday)}]?night-${index})`),
          'Goto(closed)',
          ...rules.flatMap((rule, index) =>
            labelled(`night-${index}`, [
              ...rule.hours
                .filter(({ end }) => end > minutesOfDay)
                .map(
                  ({ start, end }) =>
                    `GotoIf($[\${MINUTE} >= ${start - minutesOfDay} & \${MINUTE} < ${end - minutesOfDay}]?open)`,
                ),
              'Goto(closed)',
            ]),
          ),
        ]),
    ...labelled('closed', lasting.length === 0 ? [{ label: 'night', app: closed }] : [closed]),
    { label: 'open', app: open },
  ];
}

/** The first of the lines gets the label; one that has its own is reached by a jump. */
function labelled(label: string, lines: readonly PlainLine[]): PlainLine[] {
  const [first, ...rest] = lines;
  return typeof first === 'string'
    ? [{ label, app: first }, ...rest]
    : [{ label, app: first ? `Goto(${first.label})` : 'NoOp()' }, ...lines];
}

function isOn({ on }: Rule, { date, monthDay, weekday }: Day): string {
  switch (on.kind) {
    case 'week':
      return `\${${weekday}} = ${on.day}`;
    case 'once':
      return `\${${date}} >= ${written(on.first)} & \${${date}} <= ${written(on.last)}`;
    case 'days':
      return `"\${${date}}" =~ "^(${on.days.map(written).join('|')})$"`;
    case 'year':
      return on.first <= on.last
        ? `\${${monthDay}} >= ${on.first} & \${${monthDay}} <= ${on.last}`
        : `\${${monthDay}} >= ${on.first} | \${${monthDay}} <= ${on.last}`;
  }
}
