import { expect, test } from 'vitest';
import { added, moved, nextTime, spansOf, weekSchema, withSpan } from './week.ts';

test('[G3] spans are moved and stretched within their day and the night after it', () => {
  const span = { start: 540, end: 1020 };
  expect(moved(span, 'both', 15)).toEqual({ start: 555, end: 1035 });
  expect(moved(span, 'start', -15)).toEqual({ start: 525, end: 1020 });
  expect(moved(span, 'end', 600)).toEqual({ start: 540, end: 1620 });
  // Before midnight of its own day, turned around, or longer than a day: it stays.
  for (const [edge, by] of [['both', -600], ['end', -600], ['end', 1500]] as const) expect(moved(span, edge, by)).toBe(span); // prettier-ignore
});

test('[G3] what the picture does is text, and text is the picture', () => {
  expect(added('')).toBe('09:00-17:00');
  expect(added('12:00-13:00')).toBe('09:00-12:00, 12:00-13:00');
  expect(added('08:00-10:00')).toBe('08:00-10:00');
  expect(withSpan('9-12, 13-17', 0, { start: 480, end: 720 })).toBe('08:00-12:00, 13:00-17:00');
  expect(withSpan('9-12, 13-17', 1, undefined)).toBe('09:00-12:00');
  expect(spansOf('9-')).toEqual([]);
});

test('[G3] a wrong time is said at its day, with what may be meant', () => {
  const week = {
    monday: '9-12, 11-17',
    tuesday: '',
    wednesday: '',
    thursday: '',
    friday: '',
    saturday: '',
    sunday: '',
  };
  const parsed = weekSchema.safeParse(week);
  expect(parsed.error?.issues).toMatchObject([{ path: ['monday'] }]);
  expect(parsed.error?.issues[0]?.message).toContain('Did you mean 09:00-17:00?');
});

test('[G3] the next time of day is that of the zone, also in the night in which clocks change', () => {
  const at = (zone: string, text: string, now: string) => {
    const found = nextTime(zone, text, Date.parse(now));
    return found === undefined ? undefined : new Date(found).toISOString();
  };
  expect(at('Europe/Berlin', '18:00', '2026-06-01T12:00:00Z')).toBe('2026-06-01T16:00:00.000Z');
  expect(at('Europe/Berlin', '13:00', '2026-06-01T12:00:00Z')).toBe('2026-06-02T11:00:00.000Z');
  expect(at('Europe/Berlin', '2:30', '2026-03-28T22:00:00Z')).toBe('2026-03-30T00:30:00.000Z');
  expect(at('Asia/Kathmandu', '0900', '2026-06-01T00:00:00Z')).toBe('2026-06-01T03:15:00.000Z');
  expect(at('UTC', '24:00', '2026-06-01T00:00:00Z')).toBeUndefined();
});
