import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projected } from '../../office/core/projection.ts';
import { monthsOf } from '../../office/features/usage-limits/months.ts';
import { chargedSeconds, chargeOf } from '../../office/features/usage-limits/rates.ts';
import { openRuntime } from './runtime.ts';

const appRoot = resolve(import.meta.dirname, '../..');
const zone = 'Europe/Berlin';
let folder: string;
let db: Database.Database;
let file: string;

interface Rate {
  prefix: string;
  perMinute: number;
  perCall: number;
  firstStep: number;
  nextStep: number;
}

function office(kind: 'money' | 'minutes', amount: number, rates: readonly Rate[]): void {
  const runtime = openRuntime(file, appRoot);
  runtime.replaceAll([
    {
      owner: 'test:1',
      rows: [
        projected('usage_limit', { id: 'ext-a', site: 'site-a', kind, amount }),
        ...rates.map(
          (rate, index) =>
          projected('usage_rate', {
            id: `rat-${index}`, trunk: 'trk-a', prefix: rate.prefix, per_minute: rate.perMinute, per_call: rate.perCall, first_step: rate.firstStep, next_step: rate.nextStep,
          }), // prettier-ignore
        ),
        ...monthsOf(zone).map(({ year, since, till, starts }) =>
          projected('usage_month', {
            id: `site-a-${year}`,
            site: 'site-a',
            since,
            till,
            starts: JSON.stringify(starts),
          }),
        ),
      ],
    },
  ]);
  runtime.close();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchroom-usage-'));
  file = join(folder, 'runtime.sqlite3');
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (moment: number) => db.prepare("update clock set shift = ? - unixepoch('subsec')").run(moment);

function begin(call: string, e164: string, moment: number): number | null {
  at(moment);
  db.prepare(
    "insert into usage_call (call, ext, trunk, e164, channel, boot) values (?, 'ext-a', 'trk-a', ?, ?, 'b1')",
  ).run(call, e164, call);
  const row = db.prepare('select allowed from usage_call where call = ?').get(call) as { allowed: number | null };
  return row.allowed;
}
function state(call: string, to: 'answered' | 'over', moment: number): void {
  at(moment);
  db.prepare('update usage_call set state = ? where call = ?').run(to, call);
}
const meter = () => db.prepare('select seconds, cost from usage_meter').get() as { seconds: number; cost: number };

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let mixed = seed;
  return () => {
    mixed = (mixed + 0x6d2b79f5) >>> 0;
    let t = Math.imul(mixed ^ (mixed >>> 15), 1 | mixed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const rates: Rate[] = [
  { prefix: '49', perMinute: 190, perCall: 0, firstStep: 60, nextStep: 60 },
  { prefix: '4915', perMinute: 990, perCall: 500, firstStep: 30, nextStep: 6 },
  { prefix: '', perMinute: 5000, perCall: 0, firstStep: 1, nextStep: 1 },
];

test('[X12] a month of calls: the meter is what the carrier charges, the end comes within one step, the first starts anew', () => {
  office('money', 50_000, rates);
  db = new Database(file);
  const random = randomOf(12);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const march = Date.parse('2026-03-01T00:00:00+01:00') / 1000;
  const april = Date.parse('2026-04-01T00:00:00+02:00') / 1000;
  let spent = 0;
  let cut = 0;
  let moment = march + 3600.25;
  for (let index = 0; moment < april - 90_000; index += 1) {
    const number = pick(['49301234', '4915112345', '33123456']);
    const rate = rates
      .filter(({ prefix }) => number.startsWith(prefix))
      .sort((a, b) => b.prefix.length - a.prefix.length)[0] as Rate;
    const call = `call-${index}`;
    const allowed = begin(call, number, moment) ?? 0;
    // Exactly the whole steps that the rest pays for.
    const left = 50_000 - spent;
    if (allowed > 0) expect(chargeOf(allowed, { name: '', ...rate })).toBeLessThanOrEqual(left);
    expect(chargeOf(allowed === 0 ? rate.firstStep : allowed + rate.nextStep, { name: '', ...rate })).toBeGreaterThan(
      left - 2,
    );
    if (allowed === 0) {
      state(call, 'over', moment + 2);
    } else {
      const talk = Math.ceil(random() * 400);
      const seconds = Math.min(talk, allowed);
      state(call, 'answered', moment + 5);
      state(call, 'over', moment + 5 + seconds + 0.04);
      spent += chargeOf(seconds, { name: '', ...rate });
      if (seconds < talk) cut += 1;
    }
    expect(meter().cost).toBe(spent);
    moment += 20_000 + random() * 20_000;
  }
  expect(cut).toBeGreaterThan(0);
  expect(spent).toBeLessThanOrEqual(50_000);
  // The last second of March still counts for March, the first of April for April.
  expect(begin('late', '33123456', april - 1)).toBeLessThan(10);
  state('late', 'over', april - 0.5);
  expect(begin('new', '33123456', april + 2)).toBe(600);
  expect(meter()).toEqual({ seconds: 0, cost: 0 });
});

test('[X12] minutes are counted in the steps of the rate, calls that nobody answers cost nothing', () => {
  office('minutes', 600, rates);
  db = new Database(file);
  const noon = Date.parse('2026-05-05T12:00:00Z') / 1000;
  expect(begin('one', '49301234', noon)).toBe(600);
  state('one', 'over', noon + 30);
  expect(meter()).toEqual({ seconds: 0, cost: 0 });
  begin('two', '49301234', noon + 60);
  state('two', 'answered', noon + 70);
  state('two', 'over', noon + 131);
  expect(meter().seconds).toBe(chargedSeconds(61, { name: '', ...(rates[0] as Rate) }));
  expect(begin('three', '49301234', noon + 300)).toBe(480);
});

test('[X12] calls at the same time share what is left; those of an engine that died count no longer; no rate, no price', () => {
  office('money', 10_000, [{ prefix: '49', perMinute: 6000, perCall: 0, firstStep: 1, nextStep: 1 }]);
  db = new Database(file);
  const noon = Date.parse('2026-05-05T12:00:00Z') / 1000;
  expect(begin('one', '4930', noon)).toBe(100);
  state('one', 'answered', noon);
  expect(begin('two', '4930', noon + 50)).toBe(49);
  state('two', 'answered', noon + 50);
  const left = () => db.prepare('select is_over, calls, channels from usage_left').get();
  at(noon + 74);
  expect(left()).toEqual({ is_over: 0, calls: 2, channels: 'one,two' });
  at(noon + 75.1);
  expect(left()).toMatchObject({ is_over: 1 });
  db.prepare(
    "insert into usage_call (call, ext, trunk, e164, channel, boot) values ('x', 'ext-a', 'trk-a', '4930', 'x', 'b2')",
  ).run();
  expect(left()).toEqual({ is_over: 0, calls: 1, channels: 'x' });
  expect(begin('unpriced', '3312345', noon + 80)).toBeNull();
});

test('[X12] what was spent outlives a new version of the runtime database', () => {
  office('money', 10_000, [{ prefix: '49', perMinute: 6000, perCall: 0, firstStep: 1, nextStep: 1 }]);
  db = new Database(file);
  const now = Date.now() / 1000;
  begin('one', '4930', now - 100);
  state('one', 'answered', now - 90);
  state('one', 'over', now - 60);
  db.prepare('update clock set shift = 0').run();
  db.prepare("update meta set value = 'older' where key = 'schema'").run();
  db.close();
  office('money', 10_000, []);
  db = new Database(file);
  expect(db.prepare('select call, seconds, cost, state from usage_call').all()).toEqual([
    { call: 'one', seconds: 30, cost: 3000, state: 'over' },
  ]);
});
