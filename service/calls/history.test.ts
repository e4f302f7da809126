import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cdrColumns } from './cdr.ts';
import { openCallHistory, type HistoryPage } from './history.ts';

const folder = mkdtempSync(join(tmpdir(), 'switchroom-history-'));
const file = join(folder, 'calls.sqlite3');
const count = 20_000;
const first = new Date(2026, 0, 5, 8, 0, 0).getTime();
const at = (call: number) => first + call * 60_000;
const local = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
/** As Asterisk names channels: by the second of their creation. */
const id = (call: number, part: number) => `${at(call) / 1000}.${call * 3 + part}`;

/** Three rows for every call, those of neighbours mixed. */
beforeAll(() => {
  const db = new Database(file);
  db.exec(`create table cdr (AcctId integer primary key, ${cdrColumns.join(', ')})`);
  const insert = db.prepare(
    `insert into cdr (${cdrColumns.join(', ')}) values (${cdrColumns.map(() => '?').join(', ')})`,
  );
  const row = (call: number, part: number) => {
    const values: Record<string, string | number> = {
      start_at: local(at(call)), answer_at: part === 0 ? local(at(call) + 5000) : '', end_at: local(at(call) + 30_000),
      clid: `"Caller ${call}" <${100 + (call % 50)}>`, src: String(100 + (call % 50)), dst: '200', dcontext: 'office',
      channel: `PJSIP/a-1-${String(call).padStart(8, '0')}`, dstchannel: `PJSIP/b-${part}-${String(call).padStart(8, '0')}`,
      lastapp: 'Dial', duration: 30, billsec: 25, accountcode: '200', userfield: '',
      disposition: part === 0 ? 'ANSWERED' : 'NO ANSWER', uniqueid: id(call, part), linkedid: id(call, 0), sequence: part,
    }; // prettier-ignore
    return cdrColumns.map((name) => values[name]);
  };
  db.transaction(() => {
    for (let call = 0; call < count; call += 2)
      for (const [one, part] of [[call, 0], [call + 1, 0], [call, 1], [call + 1, 1], [call, 2], [call + 1, 2]] as const)
        insert.run(row(one, part)); // prettier-ignore
  })();
  db.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const all = { make: (line: { id: string; at: number; rang: string[] }) => line, matches: () => true };

it('gives every call once and whole, in the same time at any depth', () => {
  const history = openCallHistory(file);
  const seen = new Set<string>();
  const times: number[] = [];
  let page: HistoryPage<{ id: string; at: number; rang: string[] }> | undefined;
  do {
    const began = performance.now();
    page = history.list({ ...all, before: page?.next ?? undefined, limit: 100 });
    times.push(performance.now() - began);
    for (const call of page.calls) {
      expect(seen.has(call.id)).toBe(false);
      expect(call.rang).toHaveLength(3);
      seen.add(call.id);
    }
  } while (page.next !== null);
  expect(seen.size).toBe(count);
  const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  expect(mean(times.slice(-50))).toBeLessThan(5 * mean(times.slice(0, 50)) + 5);
  history.close();
});

it('finds a rare caller step by step, saying how far it has looked', () => {
  const history = openCallHistory(file);
  const found: string[] = [];
  let steps = 0;
  let next: number | null = null;
  do {
    const page: HistoryPage<{ id: string; at: number; from: { name: string } }> = history.list({
      make: (line) => line,
      matches: ({ from }) => from.name === 'Caller 17',
      before: next ?? undefined,
      limit: 100,
    });
    found.push(...page.calls.map(({ id }) => id));
    if (page.next !== null) expect(page.lookedBackTo).toBeGreaterThan(first);
    next = page.next;
    steps += 1;
  } while (next !== null);
  expect(found).toEqual([id(17, 0)]);
  expect(steps).toBeGreaterThan(3);
  history.close();
});

it('goes to a day without reading what came after', () => {
  const history = openCallHistory(file);
  const [newest] = history.list({ ...all, until: at(5000) + 30_000, limit: 1 }).calls;
  expect(newest?.at).toBe(at(5000));
  expect(history.list({ ...all, until: first - 1, limit: 1 }).calls).toEqual([]);
  history.close();
});

it('is empty before the first call', () => {
  expect(openCallHistory(join(folder, 'none.sqlite3')).list({ ...all, limit: 5 })).toEqual({
    calls: [],
    next: null,
    lookedBackTo: null,
  });
});
