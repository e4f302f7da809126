/** Schedules as core/schedule/ understands them, from the office's rows. */
import type { Node } from '../../core/call-flow/node.ts';
import { readDays } from '../../core/schedule/exception.ts';
import { holidayDays } from '../../core/schedule/holidays.ts';
import { weekdays } from '../../core/schedule/days.ts';
import { hoursOf } from '../../core/schedule/hours.ts';
import type { Rule, RuleDays, Schedule } from '../../core/schedule/schedule.ts';
import type { Read, Row } from '../../core/store.ts';
import { sites } from '../sites/table.ts';
import { scheduleExceptions, schedules } from './table.ts';

export type ScheduleRow = Row<typeof schedules>;
export type ExceptionRow = Row<typeof scheduleExceptions>;

/** Columns of the week, Monday first. */
export const dayColumns = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export function zoneOf(read: Read, row: Pick<ScheduleRow, 'timeZone' | 'siteId'>): string {
  return row.timeZone || (read.get(sites, row.siteId)?.timeZone ?? 'UTC');
}

export function exceptionsOf(read: Read, scheduleId: string): ExceptionRow[] {
  return read.all(scheduleExceptions, { scheduleId });
}

/** The schedule by its id, for whoever compiles a flow; undefined when it is gone. */
export function scheduleOf(read: Read, id: string): Schedule | undefined {
  const row = read.get(schedules, id);
  return row && scheduleFrom(read, row, exceptionsOf(read, id));
}

export function scheduleFrom(read: Read, row: ScheduleRow, exceptions: readonly ExceptionRow[]): Schedule {
  return {
    id: row.id,
    label: row.name,
    zone: zoneOf(read, row),
    rules: [
      ...inPrecedence(exceptions).map(exceptionRule),
      ...weekdays.map((day): Rule => ({
        id: `${row.id}.${day}`,
        label: dayNames[day - 1] ?? '',
        on: { kind: 'week', day },
        hours: hoursOf(row[dayColumns[day - 1] ?? 'monday']),
      })),
    ],
    override: row.override === '' ? null : { open: row.override === 'open', until: row.overrideUntil },
  };
}

/** Days of one year win over those of every year, these over public holidays, and the shorter stretch over the longer. */
export function inPrecedence(exceptions: readonly ExceptionRow[]): ExceptionRow[] {
  return [...exceptions]
    .map((row) => ({ row, order: orderOf(row) }))
    .sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || (a.row.id < b.row.id ? -1 : 1))
    .map(({ row }) => row);
}

export function orderOf(row: ExceptionRow): [kind: number, days: number] {
  if (row.holiday !== '') return [2, 1];
  const days = readDays(row.firstDay, row.lastDay);
  return [days.ok && days.on.kind === 'year' ? 1 : 0, days.ok ? days.length : 0];
}

export function daysOf(row: Pick<ExceptionRow, 'holiday' | 'firstDay' | 'lastDay'>): RuleDays {
  if (row.holiday !== '') return { kind: 'days', days: holidayDays(row.holiday) };
  const days = readDays(row.firstDay, row.lastDay);
  if (!days.ok) throw new Error(`days that cannot be: ${row.firstDay} ${row.lastDay}`);
  return days.on;
}

const exceptionRule = (row: ExceptionRow): Rule => ({
  id: row.id,
  label: row.name,
  on: daysOf(row),
  hours: hoursOf(row.hours),
});

/** A `when` node for whoever compiles flows: the way by a schedule. */
export function whenNode(
  read: Read,
  node: Omit<Extract<Node, { kind: 'when' }>, 'kind' | 'schedule'> & { scheduleId: string },
): Extract<Node, { kind: 'when' }> | undefined {
  const { scheduleId, ...rest } = node;
  const schedule = scheduleOf(read, scheduleId);
  return schedule && { kind: 'when', ...rest, schedule };
}
