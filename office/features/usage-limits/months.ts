/** When the months of a time zone begin, for Asterisk, which has to know while the product is closed. */
import { Temporal } from 'temporal-polyfill';
import { zoneYears } from '../../core/schedule/zone.ts';

export interface Decade {
  year: number;
  since: number;
  till: number;
  starts: number[];
}

// They never change while the program runs.
const known = new Map<string, readonly Decade[]>();

export function monthsOf(zone: string): readonly Decade[] {
  let decades = known.get(zone);
  if (!decades) known.set(zone, (decades = readMonths(zone)));
  return decades;
}

function readMonths(zone: string): Decade[] {
  const start = (year: number, month: number): number =>
    Math.floor(Temporal.PlainDate.from({ year, month, day: 1 }).toZonedDateTime(zone).epochMilliseconds / 1000);
  const decades: Decade[] = [];
  for (let year = zoneYears.first; year <= zoneYears.last; year += 10)
    decades.push({
      year,
      since: start(year, 1),
      till: start(year + 10, 1),
      starts: Array.from({ length: 120 }, (_, index) => start(year + Math.floor(index / 12), (index % 12) + 1)),
    });
  return decades;
}
