import { z } from 'zod';
import { query } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import { holidayCountries, holidayDays, holidaysOf, holidayYears } from '../../core/schedule/holidays.ts';
import { dateOf } from '../../core/schedule/days.ts';
import { nextChange, scheduleAt } from '../../core/schedule/schedule.ts';
import { segments } from '../../core/schedule/segments.ts';
import { scheduleWords, weekWords } from '../../core/schedule/words.ts';
import type { Read } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { featureCodes } from '../feature-codes/table.ts';
import { defaultSite } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { extensions } from '../extensions/table.ts';
import { freeShortNumber } from './commands.ts';
import { daysOf, exceptionsOf, inPrecedence, scheduleFrom, zoneOf, type ScheduleRow } from './read.ts';
import { schedules, workingHours } from './table.ts';
import { usersOf } from './users.ts';

const topics = ['schedules', 'schedule_exceptions', 'sites'];
const userTopics = [
  'working_hours',
  'unavailable',
  'flow_steps',
  'call_flows',
  'outbound_rules',
  'users',
  'extensions',
];

/** State now, and what the hours alone would say, so that a screen can offer the way back. */
function stateOf(read: Read, row: ScheduleRow, now: number) {
  const schedule = scheduleFrom(read, row, exceptionsOf(read, row.id));
  const { open, why, until } = scheduleAt(schedule, now);
  const byHand = why.code === 'override';
  return {
    open,
    why: why.words,
    code: why.code,
    until,
    byHand,
    handUntil: byHand && row.overrideUntil !== null ? row.overrideUntil * 1000 : null,
    /** When the hours themselves change next, for "until then". */
    nextChange: nextChange({ ...schedule, override: null }, now),
  };
}

/** What phones dial to switch it; empty when it has no digits. */
function codeOf(read: Read, row: ScheduleRow): string {
  const code = read.get(featureCodes, 'schedule-switch')?.code;
  return row.number === '' || code === undefined ? '' : `${code}${row.number}`;
}

const order = ({ kind }: { kind: 'once' | 'yearly' | 'holiday' }) => ['once', 'yearly', 'holiday'].indexOf(kind);
const coming = ({ next, firstDay }: { next: string[]; firstDay: string }) => next[0] ?? firstDay;

export const scheduleQueries = {
  'schedule.list': query({
    input: z.strictObject({}),
    topics: [...topics, ...userTopics],
    run: ({ read, now }) =>
      read
        .all(schedules)
        .sort((a, b) => a.name.localeCompare(b.name, 'en'))
        .map((row) => {
          const schedule = scheduleFrom(read, row, exceptionsOf(read, row.id));
          return {
            id: row.id,
            name: row.name,
            dial: codeOf(read, row),
            zone: zoneOf(read, row),
            words: weekWords(schedule.rules),
            exceptions: exceptionsOf(read, row.id).length,
            users: usersOf(read, row.id).length,
            ...stateOf(read, row, now),
          };
        }),
  }),

  'schedule.get': query({
    input: z.strictObject({ id }),
    topics: [...topics, ...userTopics, 'feature_codes'],
    run({ read, now }, input) {
      const row = found(read.get(schedules, input.id), 'This schedule');
      const schedule = scheduleFrom(read, row, exceptionsOf(read, row.id));
      const today = dateOf(Math.floor(now / 86_400_000));
      return {
        ...row,
        dial: codeOf(read, row),
        zone: zoneOf(read, row),
        siteName: read.get(sites, row.siteId)?.name ?? '',
        siteZone: read.get(sites, row.siteId)?.timeZone ?? 'UTC',
        words: scheduleWords(schedule),
        state: stateOf(read, row, now),
        exceptions: inPrecedence(exceptionsOf(read, row.id))
          .map((exception) => {
            const on = daysOf(exception);
            const dates = on.kind === 'days' ? on.days.map(dateOf) : [];
            return {
              ...exception,
              kind:
                exception.holiday !== ''
                  ? ('holiday' as const)
                  : on.kind === 'year'
                    ? ('yearly' as const)
                    : ('once' as const),
              /** The next dates of a public holiday. */
              next: dates.filter((date) => date >= today).slice(0, 2),
              /** Over for good. */
              over:
                on.kind === 'once'
                  ? exception.lastDay < today
                  : on.kind === 'days' && !dates.some((date) => date >= today),
            };
          })
          // Those of one sort in the order in which they come.
          .sort((x, y) => order(x) - order(y) || (coming(x) < coming(y) ? -1 : 1)),
        usedBy: usersOf(read, row.id),
      };
    },
  }),

  /** The days to come, piece by piece. */
  'schedule.segments': query({
    input: z.strictObject({ id, from: z.number(), days: z.int().min(1).max(35).default(7) }),
    topics,
    run({ read }, input) {
      const row = found(read.get(schedules, input.id), 'This schedule');
      const schedule = scheduleFrom(read, row, exceptionsOf(read, row.id));
      return segments(schedule, input.from, input.from + input.days * 86_400_000);
    },
  }),

  /** What a form for a new schedule starts with. */
  'schedule.suggest': query({
    input: z.strictObject({}),
    topics: ['schedules', 'sites'],
    run({ read }) {
      const site = defaultSite(read);
      return {
        number: freeShortNumber(read),
        siteId: site.id,
        siteName: site.name,
        zone: site.timeZone,
        country: site.country,
      };
    },
  }),

  /** Switched by hand now: for the first screen. */
  'schedule.by-hand': query({
    input: z.strictObject({}),
    topics,
    run: ({ read, now }) =>
      read
        .all(schedules)
        .filter((row) => row.override !== '')
        .map((row) => ({ id: row.id, name: row.name, zone: zoneOf(read, row), ...stateOf(read, row, now) }))
        .filter((one) => one.byHand),
  }),

  'holiday.countries': query({
    input: z.strictObject({}),
    topics: [],
    run: () => ({ years: holidayYears, countries: holidayCountries() }),
  }),

  'holiday.list': query({
    input: z.strictObject({ country: z.string().max(2), region: z.string().max(20).default('') }),
    topics: [],
    run({ now }, { country, region }) {
      const today = dateOf(Math.floor(now / 86_400_000));
      return (holidaysOf(country, region) ?? []).map(({ key, name }) => ({
        key,
        name,
        next:
          holidayDays(key)
            .map(dateOf)
            .find((date) => date >= today) ?? null,
      }));
    },
  }),

  /** The working hours of a person and of the extension, for their page. */
  'user.working-hours': query({
    input: z.strictObject({ userId: id }),
    topics: ['working_hours', 'schedules', 'extensions'],
    run({ read, now }, { userId }) {
      const scheduleId = read.get(workingHours, userId)?.scheduleId ?? null;
      const row = scheduleId === null ? undefined : read.get(schedules, scheduleId);
      return {
        scheduleId,
        name: row?.name ?? null,
        words: row ? weekWords(scheduleFrom(read, row, exceptionsOf(read, row.id)).rules) : '',
        open: row ? stateOf(read, row, now).open : null,
        extensionId: read.all(extensions, { userId })[0]?.id ?? null,
        choices: read
          .all(schedules)
          .sort((a, b) => a.name.localeCompare(b.name, 'en'))
          .map(({ id: value, name }) => ({ value, label: name })),
      };
    },
  }),
};
