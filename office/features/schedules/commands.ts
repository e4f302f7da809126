import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import { readDays } from '../../core/schedule/exception.ts';
import { dateOf, secondsOfDay } from '../../core/schedule/days.ts';
import { holidayCountries, holidaysOf, isHoliday } from '../../core/schedule/holidays.ts';
import { nextChange } from '../../core/schedule/schedule.ts';
import { momentsOf, wallClock } from '../../core/schedule/zone.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id, requiredLine } from '../../core/text.ts';
import { extensions } from '../extensions/table.ts';
import { unavailable } from '../unavailable/table.ts';
import { defaultSite } from '../sites/rules.ts';
import { hours, refuseOverlappingDays, scheduleFields } from './fields.ts';
import { exceptionsOf, orderOf, scheduleFrom, zoneOf, type ExceptionRow, type ScheduleRow } from './read.ts';
import { giveOther } from './users.ts';
import { scheduleExceptions, schedules, workingHours } from './table.ts';

const optional = {
  number: scheduleFields.number.optional(),
  siteId: scheduleFields.siteId.optional(),
  timeZone: scheduleFields.timeZone.optional(),
  monday: hours.optional(),
  tuesday: hours.optional(),
  wednesday: hours.optional(),
  thursday: hours.optional(),
  friday: hours.optional(),
  saturday: hours.optional(),
  sunday: hours.optional(),
  phoneLasts: scheduleFields.phoneLasts.optional(),
};

const day = z.string().max(10);
const exceptionFields = {
  name: requiredLine(60, 'The name'),
  firstDay: day,
  lastDay: day.default(''),
  hours: hours.default(''),
};

/** A list that nobody reads to its end helps nobody, and Asterisk reads it at each call. */
const mostExceptions = 200;

const nameOf = (read: Read, scheduleId: string) => read.get(schedules, scheduleId)?.name ?? scheduleId;

export const scheduleCommands = {
  'schedule.create': command({
    input: z.strictObject({ name: scheduleFields.name, ...optional }),
    words: (input) => `Added the hours ${input.name}.`,
    run(tx, { siteId = defaultSite(tx).id, number = freeShortNumber(tx), ...rest }) {
      const row = tx.insert(schedules, { id: tx.newId('sch'), siteId, number, ...rest });
      refuseBadSchedule(tx, row);
      return { id: row.id, number };
    },
  }),

  'schedule.update': command({
    input: z.strictObject({ id, name: scheduleFields.name.optional(), ...optional }),
    words: (input, read) => `Changed the hours ${nameOf(read, input.id)}.`,
    run(tx, { id: scheduleId, ...patch }) {
      found(tx.get(schedules, scheduleId), 'This schedule');
      refuseBadSchedule(tx, tx.update(schedules, scheduleId, patch));
    },
  }),

  /** `with`: whoever goes by it goes by that one then. */
  'schedule.delete': command({
    input: z.strictObject({ id, with: id.optional() }),
    words: (input, read) => `Removed the hours ${nameOf(read, input.id)}.`,
    run(tx, input) {
      found(tx.get(schedules, input.id), 'This schedule');
      if (input.with !== undefined) tx.run('schedule.replace', { id: input.id, with: input.with });
      for (const exception of exceptionsOf(tx, input.id)) tx.remove(scheduleExceptions, exception.id);
      tx.remove(schedules, input.id);
    },
  }),

  /** By hand: `until` is a moment in milliseconds, the next change of the hours, or nothing for "until switched back". */
  'schedule.override': command({
    input: z.strictObject({
      id,
      state: z.enum(['open', 'closed', 'as-scheduled']),
      until: z.union([z.number().int().positive(), z.literal('next-change'), z.null()]).default(null),
    }),
    words(input, read) {
      const name = nameOf(read, input.id);
      if (input.state === 'as-scheduled') return `${name} follows its hours again.`;
      return `${input.state === 'open' ? 'Opened' : 'Closed'} ${name} by hand${untilWords(read, input.id, input.until)}.`;
    },
    run(tx, input) {
      const row = found(tx.get(schedules, input.id), 'This schedule');
      if (input.state === 'as-scheduled') {
        tx.update(schedules, row.id, { override: '', overrideUntil: null });
        return { until: null };
      }
      const until = endOf(tx, row, input.until);
      tx.update(schedules, row.id, { override: input.state, overrideUntil: until });
      return { until: until === null ? null : until * 1000 };
    },
  }),

  'schedule.add-exception': command({
    input: z.strictObject({ scheduleId: id, ...exceptionFields }),
    words: (input, read) => `Added ${input.name} to the hours ${nameOf(read, input.scheduleId)}.`,
    run(tx, { scheduleId, ...rest }) {
      found(tx.get(schedules, scheduleId), 'This schedule');
      return { id: addException(tx, { scheduleId, holiday: '', ...withLastDay(rest) }).id };
    },
  }),

  'schedule.update-exception': command({
    input: z.strictObject({
      id,
      name: exceptionFields.name.optional(),
      firstDay: day.optional(),
      lastDay: day.optional(),
      hours: hours.optional(),
    }),
    words: (input, read) => `Changed ${read.get(scheduleExceptions, input.id)?.name ?? input.id}.`,
    run(tx, { id: exceptionId, ...patch }) {
      const before = found(tx.get(scheduleExceptions, exceptionId), 'This exception');
      if (before.holiday !== '' && (patch.firstDay !== undefined || patch.lastDay !== undefined))
        refuseField('firstDay', `The days of ${before.name} come from the list of public holidays.`);
      const days =
        patch.firstDay === undefined ? patch : withLastDay({ lastDay: '', ...patch, firstDay: patch.firstDay });
      refuseBadException(tx, tx.update(scheduleExceptions, exceptionId, days));
    },
  }),

  'schedule.remove-exception': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Removed ${read.get(scheduleExceptions, input.id)?.name ?? input.id}.`,
    run(tx, input) {
      found(tx.get(scheduleExceptions, input.id), 'This exception');
      tx.remove(scheduleExceptions, input.id);
    },
  }),

  /** Those that are there already stay as they are. */
  'schedule.add-holidays': command({
    input: z.strictObject({
      scheduleId: id,
      country: z.string().max(2),
      region: z.string().max(20).default(''),
      /** Only these; all when it is not given. */
      keys: z.array(z.string().max(64)).max(200).optional(),
    }),
    words: (input, read) =>
      `Added the public holidays of ${placeName(input.country, input.region)} to the hours ${nameOf(read, input.scheduleId)}.`,
    run(tx, { scheduleId, country, region, keys }) {
      found(tx.get(schedules, scheduleId), 'This schedule');
      const list = holidaysOf(country, region);
      if (!list)
        refuseField(holidaysOf(country, '') ? 'region' : 'country', 'Choose a country and region from the list.');
      const there = new Set(exceptionsOf(tx, scheduleId).map((one) => one.holiday));
      const fresh = list.filter(({ key }) => !there.has(key) && (keys === undefined || keys.includes(key)));
      for (const { key, name } of fresh)
        addException(tx, { scheduleId, holiday: key, name, firstDay: '', lastDay: '', hours: '' });
      return { added: fresh.length, there: list.length - fresh.length };
    },
  }),

  /** Whoever goes by one schedule goes by another: so that it can be removed. */
  'schedule.replace': command({
    input: z.strictObject({ id, with: id }),
    words: (input, read) =>
      `Whoever went by the hours ${nameOf(read, input.id)} goes by ${nameOf(read, input.with)} now.`,
    run(tx, input) {
      found(tx.get(schedules, input.id), 'This schedule');
      found(tx.get(schedules, input.with), 'The other schedule');
      if (input.id === input.with) refuseField('with', 'Choose other hours than these.');
      giveOther(tx, input.id, input.with);
    },
  }),

  'user.set-working-hours': command({
    input: z.strictObject({ userId: id, scheduleId: id.nullable() }),
    words: (input, read) =>
      input.scheduleId === null
        ? 'Removed the working hours of a person.'
        : `Set working hours to ${nameOf(read, input.scheduleId)}.`,
    run(tx, { userId, scheduleId }) {
      const row = tx.get(workingHours, userId);
      if (scheduleId === null) {
        if (row) tx.remove(workingHours, userId);
        return;
      }
      found(tx.get(schedules, scheduleId), 'This schedule');
      if (row) tx.update(workingHours, userId, { scheduleId });
      else tx.insert(workingHours, { id: userId, scheduleId });
    },
  }),
};

/** The lowest that no schedule has; empty when all are taken. */
export function freeShortNumber(read: Read): string {
  const taken = new Set(read.all(schedules).map((row) => row.number));
  for (let number = 10; number <= 99; number++) if (!taken.has(String(number))) return String(number);
  return '';
}

export function refuseBadSchedule(read: Read, row: ScheduleRow): void {
  refuseOverlappingDays(row);
  const same = row.number !== '' && read.all(schedules, { number: row.number }).find((one) => one.id !== row.id);
  if (same) {
    const free = freeShortNumber(read);
    refuseField('number', `${same.name} has the number ${row.number} already.${free ? ` ${free} is free.` : ''}`);
  }
}

/** A rule that goes by a person's working hours needs them. */
export function refuseRuleWithoutHours(read: Read, userId: string): void {
  for (const extension of read.all(extensions, { userId })) {
    const rule = read.get(unavailable, extension.id);
    if (!rule?.enabled || rule.scheduleId !== '') continue;
    refuse({
      kind: 'rule',
      rule: 'working-hours',
      message: `What happens to calls of ${extension.number} when unavailable goes by these working hours, and there would be no working hours then. Turn that off first, or choose other hours.`,
      remedy: {
        label: 'Turn that off',
        command: 'unavailable.set',
        input: { extensionId: extension.id, enabled: false },
      },
    });
  }
}

function withLastDay<T extends { firstDay: string; lastDay: string }>(input: T): T {
  return { ...input, lastDay: input.lastDay || input.firstDay };
}

function addException(tx: Tx, row: Omit<ExceptionRow, 'id'>): ExceptionRow {
  if (tx.count(scheduleExceptions, { scheduleId: row.scheduleId }) >= mostExceptions)
    refuseField('firstDay', `At most ${mostExceptions} exceptions fit in one schedule. Remove those that are over.`);
  const added = tx.insert(scheduleExceptions, { id: tx.newId('exc'), ...row });
  refuseBadException(tx, added);
  return added;
}

/** Days that exist, and no two exceptions between which nothing decides. */
export function refuseBadException(read: Read, row: ExceptionRow): void {
  if (row.holiday !== '') {
    if (!isHoliday(row.holiday)) refuseField('holiday', 'This holiday is not in the list.');
    const same = exceptionsOf(read, row.scheduleId).find((one) => one.id !== row.id && one.holiday === row.holiday);
    if (same) refuseField('holiday', `${same.name} is there already.`);
    return;
  }
  const days = readDays(row.firstDay, row.lastDay);
  if (!days.ok) refuseField(days.path, days.message);
  for (const other of exceptionsOf(read, row.scheduleId)) {
    if (other.id === row.id || other.holiday !== '') continue;
    const theirs = readDays(other.firstDay, other.lastDay);
    const isUndecided = theirs.ok && orderOf(other).join() === orderOf(row).join();
    if (isUndecided && meet(row, other))
      refuseField(
        'firstDay',
        `${other.name} is on ${daysWords(other)} already, so it would not be clear which hours count. Change that one, or choose other days.`,
      );
  }
}

/** Both once or both every year, and of the same length. */
function meet(a: ExceptionRow, b: ExceptionRow): boolean {
  const [one, other] = [readDays(a.firstDay, a.lastDay), readDays(b.firstDay, b.lastDay)];
  if (!one.ok || !other.ok || one.on.kind !== other.on.kind) return false;
  const [x, y] = [one.on, other.on] as { first: number; last: number }[] as [
    { first: number; last: number },
    { first: number; last: number },
  ];
  const within = (value: number, range: typeof x) =>
    range.first <= range.last
      ? range.first <= value && value <= range.last
      : value >= range.first || value <= range.last;
  return within(x.first, y) || within(y.first, x);
}

export const daysWords = ({ firstDay, lastDay }: Pick<ExceptionRow, 'firstDay' | 'lastDay'>): string =>
  firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;

/** In seconds; refused when it is over already. */
function endOf(tx: Tx, row: ScheduleRow, until: number | 'next-change' | null): number | null {
  if (until === null) return null;
  if (until === 'next-change') {
    const change = nextChange({ ...scheduleFrom(tx, row, exceptionsOf(tx, row.id)), override: null }, tx.now);
    return change === null ? null : change / 1000;
  }
  if (until > tx.now) return Math.floor(until / 1000);
  const zone = zoneOf(tx, row);
  const later = until + 86_400_000 * Math.ceil((tx.now - until + 1) / 86_400_000);
  refuseField('until', `That moment is over. Did you mean ${wallText(zone, later)}?`);
}

/** `2026-12-24 18:00` as the clock on the wall shows it. */
export function wallText(zone: string, epochMs: number): string {
  const wall = wallClock(zone, Math.floor(epochMs / 1000));
  const within = ((wall % secondsOfDay) + secondsOfDay) % secondsOfDay;
  const [hour, minute] = [Math.floor(within / 3600), Math.floor(within / 60) % 60];
  return `${dateOf(Math.floor(wall / secondsOfDay))} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The first moment after `now` at which the wall shows this minute of a day. */
export function nextAt(zone: string, nowMs: number, minute: number): number {
  const now = Math.floor(nowMs / 1000);
  const today = Math.floor(wallClock(zone, now) / secondsOfDay);
  for (let day = today; ; day++) {
    const moment = momentsOf(zone, day * secondsOfDay + minute * 60).find((one) => one > now);
    if (moment !== undefined) return moment * 1000;
  }
}

function untilWords(read: Read, scheduleId: string, until: number | 'next-change' | null): string {
  const row = read.get(schedules, scheduleId);
  if (until === null || !row) return '';
  return until === 'next-change' ? ' until its hours change next' : ` until ${wallText(zoneOf(read, row), until)}`;
}

export function placeName(country: string, region: string): string {
  const place = holidayCountries().find(({ code }) => code === country);
  const part = place?.regions.find(({ code }) => code === region);
  return part ? `${place?.name} (${part.name})` : (place?.name ?? country);
}
