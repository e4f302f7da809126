/** When the months of a time zone begin, for Asterisk, which has to know while the product is closed. */
import { Temporal } from 'temporal-polyfill';
import { zoneYears } from '../../core/schedule/zone.ts';

/** Five years: a row is read back through AMI's Getvar, which cuts what is longer than 1024 characters. */
const YEARS = 5;

export interface Span {
  year: number;
  since: number;
  till: number;
  starts: number[];
}

// They never change while the program runs.
const known = new Map<string, readonly Span[]>();

export function monthsOf(zone: string): readonly Span[] {
  let spans = known.get(zone);
  if (!spans) known.set(zone, (spans = readMonths(zone)));
  return spans;
}

function readMonths(zone: string): Span[] {
  const start = (year: number, month: number): number =>
    Math.floor(Temporal.PlainDate.from({ year, month, day: 1 }).toZonedDateTime(zone).epochMilliseconds / 1000);
  const spans: Span[] = [];
  for (let year = zoneYears.first; year <= zoneYears.last; year += YEARS)
    spans.push({
      year,
      since: start(year, 1),
      till: start(year + YEARS, 1),
      starts: Array.from({ length: YEARS * 12 }, (_, index) => start(year + Math.floor(index / 12), (index % 12) + 1)),
    });
  return spans;
}
