/** What may be typed into a schedule, with what is wrong said where it is typed. */
import { z } from 'zod';
import { readHours, hoursText, minutesOfDay, time, hoursOf } from '../../core/schedule/hours.ts';
import { isTimeZone } from '../../core/schedule/zone.ts';
import { refuseField } from '../../core/refusal.ts';
import { id, requiredLine } from '../../core/text.ts';
import { dayColumns, dayNames } from './read.ts';
import { phoneLasts } from './table.ts';

/** Hours of a day, as people type them; stored in one form. */
export const hours = z
  .string()
  .max(200, 'That is too much for one day.')
  .transform((text, context) => {
    const read = readHours(text);
    if (read.ok) return hoursText(read.hours);
    context.addIssue({ code: 'custom', message: read.message });
    return z.NEVER;
  });

export const timeZone = z
  .string()
  .max(64)
  .refine(
    (zone) => zone === '' || (/^[A-Za-z][A-Za-z0-9_/+-]{1,63}$/.test(zone) && isTimeZone(zone)),
    'This time zone is not known. Choose one from the list, for example Europe/Berlin.',
  );

export const shortNumber = z
  .string()
  .trim()
  .regex(/^([1-9][0-9])?$/, 'Use two digits from 10 to 99, or leave it empty.');

export const scheduleFields = {
  name: requiredLine(60, 'The name'),
  number: shortNumber,
  siteId: id,
  timeZone,
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: hours,
  sunday: hours,
  phoneLasts: z.enum(phoneLasts),
};

/** Hours past midnight must be over when those of the next day begin. */
export function refuseOverlappingDays(row: Record<(typeof dayColumns)[number], string>): void {
  for (const [index, column] of dayColumns.entries()) {
    const next = dayColumns[(index + 1) % 7] ?? 'monday';
    const late = hoursOf(row[column]).at(-1);
    const early = hoursOf(row[next])[0];
    if (!late || !early || late.end - minutesOfDay <= early.start) continue;
    refuseField(
      next,
      `The hours of ${dayNames[index]} go on until ${time(late.end)} on the next day, past ${time(early.start)} when those of ${dayNames[(index + 1) % 7]} begin. Did you mean ${time(late.start)}-${time(early.start + minutesOfDay)} on ${dayNames[index]}?`,
    );
  }
}
