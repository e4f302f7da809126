/**
 * A time zone as the moments at which its clocks change, from the zone data of the runtime (IANA, by way of Temporal). Asterisk
 * gets the same rows, so it needs no zone data of its own and both count alike. Before the first and after the last moment,
 * which lie decades away, the clock stays as it was.
 */
import { Temporal } from 'temporal-polyfill';

/** Seconds since 1970 from which on the wall clock is `shift` seconds ahead of UTC. */
export interface Offset {
  since: number;
  shift: number;
}

/** The years that Asterisk is given; the office's computer has newer zone data long before they are over. */
export const zoneYears = { first: 2020, last: 2059 } as const;

const start = Date.UTC(zoneYears.first) / 1000;
const end = Date.UTC(zoneYears.last + 1) / 1000;

// A zone's rows never change while the program runs; reading one takes about ten milliseconds.
const known = new Map<string, readonly Offset[]>();

export function offsetsOf(zone: string): readonly Offset[] {
  let offsets = known.get(zone);
  if (!offsets) known.set(zone, (offsets = readOffsets(zone)));
  return offsets;
}

function readOffsets(zone: string): Offset[] {
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(start * 1000).toZonedDateTimeISO(zone);
  const offsets: Offset[] = [];
  while (at !== null && at.epochMilliseconds < end * 1000) {
    const shift = Math.round(at.offsetNanoseconds / 1e9);
    // A change of the zone's name alone moves no clock.
    if (offsets.at(-1)?.shift !== shift) offsets.push({ since: Math.floor(at.epochMilliseconds / 1000), shift });
    at = at.getTimeZoneTransition('next');
  }
  return offsets;
}

export function isTimeZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false; // The only reason for an exception is a zone that does not exist.
  }
}

function indexAt(offsets: readonly Offset[], second: number): number {
  let [low, high] = [0, offsets.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] as Offset).since <= second) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What the clock on the wall shows, as seconds of a calendar without zones. */
export function wallClock(zone: string, second: number): number {
  const offsets = offsetsOf(zone);
  return second + (offsets[indexAt(offsets, second)]?.shift ?? 0);
}

/** The moments at which the clock on the wall shows this: one, two in the night it is set back, none when it skips that. */
export function momentsOf(zone: string, wall: number): number[] {
  const offsets = offsetsOf(zone);
  // No zone is further than a day from UTC.
  const from = Math.max(0, indexAt(offsets, wall - 86_400));
  const moments: number[] = [];
  for (let index = from; index < offsets.length; index++) {
    const { since, shift } = offsets[index] as Offset;
    if (since > wall + 86_400) break;
    const moment = wall - shift;
    const isFirst = index === 0 || moment >= since;
    if (isFirst && moment < (offsets[index + 1]?.since ?? Infinity)) moments.push(moment);
  }
  return moments;
}

/** When the clocks are changed between two moments. */
export function changesBetween(zone: string, from: number, to: number): number[] {
  return offsetsOf(zone).flatMap(({ since }, index) => (index > 0 && since > from && since <= to ? [since] : []));
}
