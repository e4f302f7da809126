/** Each schedule as a context that says whether it is open: 1 or 0. */
import { schedulePlain } from '../../core/call-flow/when/plain.ts';
import type { PlainParts } from '../../core/feature.ts';
import type { PlainNames } from '../../core/plain/plain.ts';
import { scheduleWords } from '../../core/schedule/words.ts';
import type { Read } from '../../core/store.ts';
import { exceptionsOf, scheduleFrom } from './read.ts';
import { schedules } from './table.ts';

export const schedulesPlain = (read: Read, names: PlainNames): PlainParts => ({
  contexts: read.all(schedules).map((row) => {
    const schedule = scheduleFrom(read, row, exceptionsOf(read, row.id));
    return {
      name: names.hours(row.id),
      comment: [`Gosub(${names.hours(row.id)},s,1) returns 1 while ${row.name} is open: ${scheduleWords(schedule)}`],
      lines: schedulePlain(schedule, 'Return(1)', 'Return(0)'),
    };
  }),
});
