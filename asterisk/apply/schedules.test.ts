/**
 * Asterisk asks SQL whether the office is open, the screen and the simulator ask TypeScript, and Temporal is the judge of both:
 * random schedules in zones of every sort, at random moments, on the edges of their hours and in the nights in which clocks change.
 */
import Database from 'better-sqlite3';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dateOf, dayOf, weekdays } from '../../office/core/schedule/days.ts';
import type { Interval } from '../../office/core/schedule/hours.ts';
import { scheduleRows } from '../../office/core/schedule/projected.ts';
import { nextChange, regularAt, stateAt, type Rule, type Schedule } from '../../office/core/schedule/schedule.ts';
import { segments } from '../../office/core/schedule/segments.ts';
import { changesBetween, momentsOf, offsetsOf, wallClock } from '../../office/core/schedule/zone.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openRuntime, type Runtime } from './runtime.ts';

/** With and without changes, by half an hour, in the south, with whole-day jumps behind them, and far from UTC. */
const zones = [
  'Europe/Berlin', 'Europe/Dublin', 'America/New_York', 'America/St_Johns', 'Australia/Sydney', 'Australia/Lord_Howe', 'Asia/Kolkata',
  'Asia/Kathmandu', 'Pacific/Chatham', 'Africa/Casablanca', 'Pacific/Kiritimati', 'Pacific/Apia', 'America/Santiago', 'UTC',
]; // prettier-ignore

function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomOf(20261122);
const chance = (probability: number) => random() < probability;
const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
const pick = <T>(list: readonly T[]): T => list[between(0, list.length - 1)] as T;

/** Up to three spans in order; the last may go past midnight. Ends on odd minutes and on the hours in which clocks change. */
function hours(): Interval[] {
  if (chance(0.25)) return [];
  if (chance(0.08)) return [{ start: 0, end: 1440 }];
  const minute = () => (chance(0.4) ? between(0, 8) * 30 : between(0, 1439));
  const times = [...new Set(Array.from({ length: 2 * between(1, 3) }, minute))].sort((a, b) => a - b);
  const spans: Interval[] = [];
  for (let index = 0; index + 1 < times.length; index += 2)
    spans.push({ start: times[index] as number, end: times[index + 1] as number });
  const last = spans.at(-1);
  if (last && chance(0.3)) last.end = 1440 + between(1, Math.min(last.start, spans[0]?.start ?? 0, 300) || 1);
  return spans.filter(({ start, end }) => end > start && end - start <= 1440);
}

const year = 2026;
const someDay = () => (dayOf(`${year}-01-01`) as number) + between(0, 3 * 365);

function exception(index: number, id: string): Rule {
  const first = someDay();
  const common = { id: `${id}e${index}`, label: `Exception ${index}`, hours: hours() };
  const monthDay = (day: number) => Number(dateOf(day).slice(5).replace('-', ''));
  switch (between(0, 2)) {
    case 0:
      return { ...common, on: { kind: 'once', first, last: first + (chance(0.5) ? 0 : between(1, 20)) } };
    case 1:
      return {
        ...common,
        on: { kind: 'year', first: monthDay(first), last: monthDay(first + (chance(0.6) ? 0 : between(1, 40))) },
      };
    default:
      return {
        ...common,
        on: { kind: 'days', days: Array.from({ length: between(1, 20) }, someDay).sort((a, b) => a - b) },
      };
  }
}

function drawn(index: number): Schedule {
  const id = `sch-t${index}`;
  const zone = zones[index % zones.length] as string;
  const usual = hours();
  return {
    id,
    label: id,
    zone,
    rules: [
      ...Array.from({ length: between(0, 4) }, (_, one) => exception(one, id)),
      ...weekdays.map((day): Rule => ({
        id: `${id}d${day}`,
        label: `Day ${day}`,
        on: { kind: 'week', day },
        hours: chance(0.6) ? usual : hours(),
      })),
    ],
    override: chance(0.15)
      ? { open: chance(0.5), until: chance(0.3) ? null : Date.UTC(year) / 1000 + between(0, 3 * 365 * 86_400) }
      : null,
  };
}

/** Two digits for those that are switched by phone. */
const numberOf = (schedule: Schedule) => {
  const index = schedules.indexOf(schedule);
  return index < 90 ? String(10 + index) : '';
};

const schedules = Array.from({ length: 126 }, (_, index) => drawn(index));

/** The edges of hours, of days and of the clocks' changes, a second to each side, and anything in between. */
function moments(schedule: Schedule): number[] {
  const from = Date.UTC(year) / 1000;
  const to = from + 3 * 365 * 86_400;
  const edges = [
    ...changesBetween(schedule.zone, from, to),
    ...Array.from({ length: 12 }, () => {
      const day = someDay();
      const boundary = schedule.rules.flatMap((rule) => rule.hours.flatMap(({ start, end }) => [start, end]));
      return momentsOf(schedule.zone, day * 86_400 + (chance(0.2) || boundary.length === 0 ? 0 : pick(boundary)) * 60);
    }).flat(),
    ...(schedule.override?.until ? [schedule.override.until] : []),
  ];
  return [
    ...edges.flatMap((edge) => [edge - 1, edge, edge + 1, edge + between(-5400, 5400)]),
    ...Array.from({ length: 12 }, () => between(from, to)),
  ];
}

let folder: string;
let runtime: Runtime;
let db: Database.Database;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchroom-schedules-'));
  const file = join(folder, 'runtime.sqlite3');
  runtime = openRuntime(file, resolve(import.meta.dirname, '../..'));
  runtime.replaceAll(
    schedules.map((schedule) => ({
      owner: `schedules:${schedule.id}`,
      rows: scheduleRows(schedule, { number: numberOf(schedule), lasts: 'next-change' }),
    })),
  );
  db = new Database(file);
});
afterAll(() => {
  db.close();
  runtime.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The SQL of the product with its clock set; the clock runs on, so the answer counts only if the second did not end meanwhile. */
function askedAt<R>(second: number, ask: () => R): R {
  for (;;) {
    db.prepare('update clock set shift = ? - unixepoch()').run(second);
    const before = db.prepare('select now from moment').pluck().get();
    const answer = ask();
    if (before === second && db.prepare('select now from moment').pluck().get() === second) return answer;
  }
}

test('[G3] SQL and TypeScript say the same for thousands of schedules and moments, also in the nights in which clocks change', () => {
  const now = db.prepare('select open, why from schedule_now where id = ?');
  const wrong: string[] = [];
  let compared = 0;
  let opened = 0;
  for (const schedule of schedules)
    for (const second of moments(schedule)) {
      const sql = askedAt(second, () => now.get(schedule.id) as { open: number; why: string });
      const ours = stateAt(schedule, second);
      if (sql.open !== (ours.open ? 1 : 0) || (sql.why === 'hand') !== (ours.why.code === 'override'))
        wrong.push(
          `${schedule.id} ${schedule.zone} at ${second}: SQL ${JSON.stringify(sql)}, TypeScript ${JSON.stringify(ours)}`,
        );
      compared += 1;
      if (ours.open) opened += 1;
    }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(compared).toBeGreaterThan(8000);
  // Both answers are asked for often: a test in which everything is closed would prove nothing.
  expect(opened / compared).toBeGreaterThan(0.2);
  expect(opened / compared).toBeLessThan(0.8);
}, 60_000);

test('[R5] the reason that a call writes down is the rule that the simulator names', () => {
  const why = db.prepare('select why from schedule_why where id = ?').pluck();
  const wrong: string[] = [];
  const kinds = new Set<string>();
  for (const schedule of schedules)
    for (const [index, second] of moments(schedule).entries()) {
      if (index % 4 !== 0) continue;
      const sql = String(askedAt(second, () => why.get(schedule.id)));
      const ours = stateAt(schedule, second).why;
      const expected = ours.code === 'override' ? 'hand' : ours.rule;
      kinds.add(ours.code);
      if (sql !== expected) wrong.push(`${schedule.id} at ${second}: SQL ${sql}, TypeScript ${expected}`);
    }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect([...kinds].sort()).toEqual(['exception', 'hours', 'override']);
}, 60_000);

test('[G3] a switch by phone turns what is in force around until the hours change next, or until the time that was dialled', () => {
  const put = db.prepare(
    "insert into phone_change (at, ext, what, value, device) values (0, 'ext-a', 'schedule-switch', ?, '')",
  );
  const inbox = db.prepare('select what, value from phone_change');
  const set = db.prepare('update schedule set override = ?, override_until = ? where id = ?');
  let switches = 0;
  for (const schedule of schedules.filter((one) => numberOf(one) !== ''))
    for (const [index, second] of moments(schedule).entries()) {
      if (index % 40 !== 0) continue;
      const time =
        index % 2 === 0
          ? undefined
          : `${String(between(0, 23)).padStart(2, '0')}${String(between(0, 59)).padStart(2, '0')}`;
      const { override } = schedule;
      const rows = askedAt(second, () => {
        db.exec('delete from phone_change');
        set.run(override ? (override.open ? 'open' : 'closed') : '', override?.until ?? 0, schedule.id);
        put.run(`${numberOf(schedule)}${time ?? ''}`);
        return inbox.all();
      });
      expect(rows, `${schedule.id} ${schedule.zone} at ${second} ${time}`).toEqual([
        { what: 'schedule', value: [schedule.id, ...expectedSwitch(schedule, second, time)].join('/') },
      ]);
      switches += 1;
    }
  expect(switches).toBeGreaterThan(150);
}, 60_000);

function expectedSwitch(schedule: Schedule, second: number, time: string | undefined): [string, number] {
  const { open, why } = stateAt(schedule, second);
  if (time === undefined && why.code === 'override' && regularAt(schedule, second).open !== open) return ['', 0];
  const state = open ? 'closed' : 'open';
  if (time === undefined) return [state, (nextChange({ ...schedule, override: null }, second * 1000) ?? 0) / 1000];
  const today = Math.floor(wallClock(schedule.zone, second) / 86_400);
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(2));
  const next = [0, 1, 2]
    .flatMap((day) => momentsOf(schedule.zone, (today + day) * 86_400 + minute * 60))
    .find((one) => one > second);
  return [state, next as number];
}

/** The same question put to Temporal in its own words: does the clock on the wall lie in a span of today, or of yesterday's past midnight? */
function judge(schedule: Schedule, second: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(second * 1000)
    .toZonedDateTimeISO(schedule.zone)
    .toPlainDateTime();
  const covers = (date: Temporal.PlainDate, minute: number) => {
    const rule = schedule.rules.find(({ on }) => {
      const monthDay = date.month * 100 + date.day;
      const day = date.since('1970-01-01').days;
      switch (on.kind) {
        case 'week':
          return date.dayOfWeek === on.day;
        case 'once':
          return on.first <= day && day <= on.last;
        case 'days':
          return on.days.includes(day);
        case 'year':
          return on.first <= on.last
            ? on.first <= monthDay && monthDay <= on.last
            : monthDay >= on.first || monthDay <= on.last;
      }
    });
    return rule?.hours.some(({ start, end }) => start <= minute && minute < end) ?? false;
  };
  const minute = wall.hour * 60 + wall.minute;
  const date = wall.toPlainDate();
  return covers(date, minute) || covers(date.subtract({ days: 1 }), minute + 1440);
}

test('[G3] the clock on the wall is that of Temporal, and so are the hours', () => {
  for (const schedule of schedules)
    for (const second of moments(schedule)) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(second * 1000).toZonedDateTimeISO(schedule.zone);
      expect(wallClock(schedule.zone, second), `${schedule.zone} ${second}`).toBe(
        second + zoned.offsetNanoseconds / 1e9,
      );
      expect(momentsOf(schedule.zone, wallClock(schedule.zone, second))).toContain(second);
      expect(regularAt(schedule, second).open, `${schedule.id} ${zoned.toString()}`).toBe(judge(schedule, second));
    }
}, 60_000);

test('[G3] a change is where the answer changes, and nowhere before; segments are the same answers in a row', () => {
  for (const schedule of schedules.slice(0, 42)) {
    const from = Date.UTC(year) / 1000 + between(0, 700 * 86_400);
    const list = segments(schedule, from * 1000, (from + 14 * 86_400) * 1000);
    expect(list[0]?.from).toBe(from * 1000);
    expect(list.at(-1)?.to).toBe((from + 14 * 86_400) * 1000);
    for (const [index, segment] of list.entries()) {
      if (index > 0) expect(segment.from).toBe(list[index - 1]?.to);
      for (const ms of [
        segment.from,
        segment.to - 1000,
        segment.from + Math.floor(random() * (segment.to - segment.from)),
      ])
        expect(stateAt(schedule, Math.floor(ms / 1000))).toEqual({ open: segment.open, why: segment.why });
    }
    const change = nextChange(schedule, from * 1000);
    const expected = list.find((segment) => segment.open !== list[0]?.open)?.from;
    if (expected !== undefined) expect(change).toBe(expected);
    else expect(change === null || change >= (from + 14 * 86_400) * 1000).toBe(true);
  }
});

test('[G3] in spring an hour is skipped, in autumn it comes twice, by half an hour on Lord Howe', () => {
  const night = (zone: string, ...spans: [number, number][]): Schedule => ({
    id: 'sch-n', label: 'Night', zone, override: null,
    rules: weekdays.map((day) => ({ id: `r${day}`, label: '', on: { kind: 'week', day }, hours: spans.map(([start, end]) => ({ start, end })) })),
  }); // prettier-ignore
  const openSeconds = (schedule: Schedule, from: string, to: string) =>
    segments(schedule, Date.parse(from), Date.parse(to))
      .filter((one) => one.open)
      .reduce((sum, one) => sum + (one.to - one.from) / 1000, 0);
  const berlin = night('Europe/Berlin', [120, 180]);
  expect(openSeconds(berlin, '2026-03-28T12:00Z', '2026-03-29T12:00Z')).toBe(0);
  expect(openSeconds(berlin, '2026-10-24T12:00Z', '2026-10-25T12:00Z')).toBe(7200);
  expect(openSeconds(berlin, '2026-10-25T12:00Z', '2026-10-26T12:00Z')).toBe(3600);
  const island = night('Australia/Lord_Howe', [90, 120]);
  expect(openSeconds(island, '2026-04-04T12:00Z', '2026-04-05T06:00Z')).toBe(3600);
  // 2:00 to 2:30 is skipped there.
  expect(openSeconds(night('Australia/Lord_Howe', [120, 150]), '2026-10-03T12:00Z', '2026-10-04T06:00Z')).toBe(0);
  // A night shift through both: an hour less, an hour more.
  const shift = night('America/New_York', [1320, 1440 + 360]);
  expect(openSeconds(shift, '2026-03-07T22:00Z', '2026-03-08T22:00Z')).toBe(7 * 3600);
  expect(openSeconds(shift, '2026-10-31T22:00Z', '2026-11-01T22:00Z')).toBe(9 * 3600);
});

test('rows of one zone fit in one answer of Asterisk', () => {
  for (const zone of ['Africa/Casablanca', 'Europe/Berlin', 'UTC']) {
    const rows = scheduleRows(
      { id: 'sch-x', label: '', zone, rules: [], override: null },
      { number: '', lasts: 'no-end' },
    );
    expect(Math.max(...rows.map(({ row }) => JSON.stringify(row).length))).toBeLessThan(900);
    expect(offsetsOf(zone).length).toBeGreaterThan(0);
  }
});
