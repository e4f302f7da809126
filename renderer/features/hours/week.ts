/** The days of a week as the form holds them, and times as people see them in the schedule's own zone. */
import { z } from 'zod';
import { hoursText, readHours, type Interval } from '../../../office/core/schedule/hours.ts';
import { locale } from '../../i18n/locale.svelte.ts';

export const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Day = (typeof days)[number];
export type Week = Record<Day, string>;

/** Says what is wrong while it is typed; the service puts it into one form. */
export const hoursField = z.string().superRefine((text, context) => {
  const read = readHours(text);
  if (!read.ok) context.addIssue({ code: 'custom', message: read.message });
});

export const weekSchema = z.object(
  Object.fromEntries(days.map((day) => [day, hoursField])) as Record<Day, typeof hoursField>,
);

/** What can be drawn of a text that somebody is typing. */
export function spansOf(text: string): Interval[] {
  const read = readHours(text);
  return read.ok ? read.hours : [];
}

export const step = 15;

/** A span moved or stretched by so many minutes, within its day and a night after it. */
export function moved(span: Interval, edge: 'both' | 'start' | 'end', by: number): Interval {
  const start = edge === 'end' ? span.start : span.start + by;
  const end = edge === 'start' ? span.end : span.end + by;
  if (start < 0 || start >= 1440 || end <= start || end - start > 1440 || end > 2880) return span;
  return { start, end };
}

/** The text with one span put in the place of another; undefined takes it away. */
export function withSpan(text: string, index: number, span: Interval | undefined): string {
  const spans = spansOf(text);
  if (span === undefined) spans.splice(index, 1);
  else spans[index] = span;
  return hoursText(spans);
}

/** A span that is free of others: where somebody pressed, or the first working hours of a day. */
export function added(text: string, at = 9 * 60, length = 8 * 60): string {
  const spans = spansOf(text);
  const next = Math.min(1440, ...spans.filter((one) => one.start > at).map((one) => one.start));
  if (spans.some((one) => one.start <= at && at < one.end) || next - at < step) return text;
  spans.push({ start: at, end: Math.min(at + length, next) });
  return hoursText(spans.sort((a, b) => a.start - b.start));
}

/** `Wed 18:00`, or with the date when it is further than six days. */
export function momentIn(zone: string, at: number, now: number): string {
  const isNear = at - now < 6 * 86_400_000;
  return new Intl.DateTimeFormat(locale.tag, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    // As hours are typed: two ways to write a time on one page would be one too many.
    hourCycle: 'h23',
    ...(isNear ? { weekday: 'short' } : { dateStyle: undefined, day: 'numeric', month: 'short', year: 'numeric' }),
  }).format(at);
}

/** The next moment at which the clock of that zone shows `18:00`; undefined for what is no time. */
export function nextTime(zone: string, text: string, now: number): number | undefined {
  const match = /^([0-9]{1,2})[:.]?([0-9]{2})$/.exec(text.trim());
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || hour > 23 || minute > 59) return undefined;
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const wanted = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  // Minute by minute: in the nights in which clocks change, arithmetic would be wrong.
  for (let at = Math.floor(now / 60_000) * 60_000 + 60_000; at < now + 50 * 3_600_000; at += 60_000)
    if (shown.format(at) === wanted) return at;
  return undefined;
}
