/**
 * When clocks change in a zone, as rules that phones can keep for years ("last Sunday of March, 2:00"), worked out from the
 * runtime's own zone data. Zones whose rule no phone can keep (Morocco's follows Ramadan) are marked as such.
 */

export type ClockChange = {
  /** 1 to 12. */
  month: number;
  /** 0 Sunday to 6 Saturday. */
  weekday: number;
  /** 1 to 4: the first to fourth such weekday of the month; 5: the last. */
  week: 1 | 2 | 3 | 4 | 5;
  /** By the clock that is about to end. */
  minutesOfDay: number;
};

export type ZoneRule = {
  /** Minutes east of UTC, out of summer time. */
  standardMinutes: number;
  /** Absent: the clock never changes, or not by a rule (`isIrregular`). */
  summer?: { saveMinutes: number; start: ClockChange; end: ClockChange };
  isIrregular: boolean;
};

const MINUTE = 60_000;
/** Years that are looked at; fixed, so that the same profile always gives the same bytes. */
const YEARS = [2026, 2027, 2028, 2029] as const;

type OffsetAt = (time: number) => number;

function offsetsOf(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return (time) => {
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(format.format(time)) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

/** The minute at which the offset is no longer that of `from`. */
function changeWithin(offset: OffsetAt, from: number, to: number): number {
  const before = offset(from);
  let [low, high] = [from / MINUTE, to / MINUTE];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle * MINUTE) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}

type Change = { year: number; before: number; after: number; local: Date };

function changesOf(offset: OffsetAt, year: number): Change[] {
  const marks = Array.from({ length: 13 }, (_, month) => Date.UTC(year, month, 1));
  return marks.slice(1).flatMap((to, index) => {
    const from = marks[index] ?? to;
    const before = offset(from);
    const after = offset(to);
    return before === after
      ? []
      : [{ year, before, after, local: new Date(changeWithin(offset, from, to) + before * MINUTE) }];
  });
}

/** One rule for the changes of several years, if there is one. */
function ruleOf(changes: readonly Change[]): ClockChange | undefined {
  const [first] = changes;
  if (first === undefined || changes.length !== YEARS.length) return undefined;
  const month = first.local.getUTCMonth() + 1;
  const weekday = first.local.getUTCDay();
  const minutesOfDay = first.local.getUTCHours() * 60 + first.local.getUTCMinutes();
  const isSame = changes.every(
    ({ local }) =>
      local.getUTCMonth() + 1 === month &&
      local.getUTCDay() === weekday &&
      local.getUTCHours() * 60 + local.getUTCMinutes() === minutesOfDay,
  );
  if (!isSame) return undefined;
  const isLast = changes.every(
    ({ year, local }) => local.getUTCDate() + 7 > new Date(Date.UTC(year, month, 0)).getUTCDate(),
  );
  if (isLast) return { month, weekday, week: 5, minutesOfDay };
  const weeks = new Set(changes.map(({ local }) => Math.ceil(local.getUTCDate() / 7)));
  const [week] = weeks;
  return weeks.size === 1 && (week === 1 || week === 2 || week === 3 || week === 4)
    ? { month, weekday, week, minutesOfDay }
    : undefined;
}

function workedOut(timeZone: string): ZoneRule | undefined {
  let offset: OffsetAt;
  try {
    offset = offsetsOf(timeZone);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const changes = changesOf(offset, YEARS[0]);
  if (changes.length === 0) return { standardMinutes: offset(Date.UTC(YEARS[0], 0, 1)), isIrregular: false };
  const standardMinutes = Math.min(...changes.map(({ before, after }) => Math.min(before, after)));
  const all = [...changes, ...YEARS.slice(1).flatMap((year) => changesOf(offset, year))];
  const starts = all.filter(({ before, after }) => after > before);
  const start = ruleOf(starts);
  const end = ruleOf(all.filter(({ before, after }) => after < before));
  if (changes.length !== 2 || start === undefined || end === undefined) return { standardMinutes, isIrregular: true };
  return {
    standardMinutes,
    summer: { saveMinutes: (starts[0]?.after ?? 0) - standardMinutes, start, end },
    isIrregular: false,
  };
}

const known = new Map<string, ZoneRule | undefined>();

/** `undefined`: no such zone. */
export function zoneRule(timeZone: string): ZoneRule | undefined {
  if (!known.has(timeZone)) known.set(timeZone, workedOut(timeZone));
  return known.get(timeZone);
}

/** UTC for a zone that nobody knows; what the administrator has to be told stands in `notes`. */
export function zoneRuleOrUtc(timeZone: string): { rule: ZoneRule; notes: readonly string[] } {
  const rule = zoneRule(timeZone);
  if (rule === undefined)
    return {
      rule: { standardMinutes: 0, isIrregular: false },
      notes: [`Time zone "${timeZone}" is unknown; the phone shows UTC.`],
    };
  return {
    rule,
    notes: rule.isIrregular
      ? [
          `The clock changes of ${timeZone} follow no rule that a phone can keep; the phone will not follow its summer time.`,
        ]
      : [],
  };
}

/** `+01:00`. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
