import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emergencyNumbers } from '../office/core/numbering.ts';
import type { ProjectedRow } from '../office/core/projection.ts';
import { sites } from '../office/features/sites/table.ts';
import { commandOf, draws, populate, type Draw } from './random-office.ts';
import { anna, testOffice as emptyOffice, type TestOffice } from './test-office.ts';

const runs = { numRuns: 40 };

function testOffice(): TestOffice {
  const test = emptyOffice();
  for (const step of populate) expect(test.office.run(...step(test.office.read), anna)).toMatchObject({ ok: true });
  return test;
}

function withOffice(
  steps: readonly Draw[],
  each: (test: TestOffice, step: Draw) => void,
  end?: (test: TestOffice) => void,
) {
  const test = testOffice();
  try {
    for (const step of steps) each(test, step);
    end?.(test);
  } finally {
    test.close();
  }
}

/** What stands in an argument of the dialplan: numbers, ids, targets, names of devices. */
const dialplanText = /^[A-Za-z0-9 ,.:;&/<>"'@_+*#-]*$/;

describe('after any commands', () => {
  it('a number has one holder, and none that calls for help', () => {
    fc.assert(
      fc.property(draws(40), (steps) =>
        withOffice(steps, ({ office }, step) => {
          office.run(...commandOf(office.read, step), anna);
          const held = office.read.numbers().map((holder) => holder.number);
          expect(new Set(held).size).toBe(held.length);
          const help = new Set(office.read.all(sites).flatMap((site) => emergencyNumbers(site.country)));
          expect(held.filter((number) => help.has(number))).toEqual([]);
        }),
      ),
      runs,
    );
  });

  it('[R2] undoing them one by one gives the same office again, byte for byte, and doing them again too', () => {
    let done = 0;
    fc.assert(
      fc.property(draws(40), (steps) => {
        const texts: string[] = [];
        withOffice(
          steps,
          ({ office }, step) => {
            const before = office.export();
            const outcome = office.run(...commandOf(office.read, step), anna);
            if (outcome.ok && outcome.entry) texts.push(before);
            else expect(office.export()).toBe(before);
          },
          ({ office }) => {
            done += texts.length;
            const final = office.export();
            for (const text of [...texts].reverse()) {
              expect(office.undo(anna)).toMatchObject({ ok: true });
              expect(office.export()).toBe(text);
            }
            for (const _text of texts) expect(office.redo(anna)).toMatchObject({ ok: true });
            expect(office.export()).toBe(final);
          },
        );
      }),
      runs,
    );
    // Otherwise the commands would only have been refused.
    expect(done).toBeGreaterThan(runs.numRuns * 5);
  });

  it('[R3] what was projected change by change is what projecting everything gives, in safe characters', () => {
    fc.assert(
      fc.property(draws(40), (steps) => {
        const test = testOffice();
        const { office } = test;
        try {
          const kept = new Map(office.projectAll().map(({ owner, rows }) => [owner, rows]));
          const stop = office.onCommit((touched) => {
            for (const { owner, rows } of office.project(office.affectedOwners(touched))) kept.set(owner, rows);
          });
          for (const step of steps) {
            if (step.what % 7 === 0) office.undo(anna);
            else office.run(...commandOf(office.read, step), anna);
            // After each step: a later one may heal what an earlier one forgot.
            const whole = office.projectAll();
            expect(textOf(kept)).toBe(textOf(new Map(whole.map(({ owner, rows }) => [owner, rows]))));
          }
          stop();
          const whole = office.projectAll();
          const rows = whole.flatMap((owned) => owned.rows);
          expect(duplicateKeys(rows)).toEqual([]);
          for (const row of rows) expectSafe(row);
        } finally {
          test.close();
        }
      }),
      runs,
    );
  });

  it('history can always be told, and any point of it can be gone back to', () => {
    fc.assert(
      fc.property(draws(25), fc.nat(30), (steps, point) =>
        withOffice(
          steps,
          ({ office }, step) => void office.run(...commandOf(office.read, step), anna),
          ({ office }) => {
            const entries = office.history({ limit: 100 });
            const entry = entries[point % entries.length];
            expect(office.undoTo(anna, entry?.id ?? 1).ok).toBe(true);
          },
        ),
      ),
      { numRuns: 20 },
    );
  });
});

function textOf(owned: ReadonlyMap<string, ProjectedRow[]>): string {
  const filled = [...owned].filter(([, rows]) => rows.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return filled.map((one) => JSON.stringify(one)).join('\n');
}

function duplicateKeys(rows: ProjectedRow[]): string[] {
  const keys = rows.map(
    ({ table, row }) => `${table} ${'number' in row && table === 'dial' ? row.number : 'id' in row ? row.id : ''}`,
  );
  return keys.filter((key, at) => keys.indexOf(key) !== at);
}

/** Texts of a form of their own, made of digits and a few signs; none of them can hold the beginning of a variable. */
const machineTexts: Readonly<Record<string, RegExp>> = {
  'outside_rules.regex': /^(\^([0-9]|\[[0-9-]+\][*+]?)*\$(\|(?=\^)|$))*$/,
  'outside_site.line': /^(\^([0-9]|\[[0-9-]+\])*(\{[0-9]+\})?\$?(\|(?=\^)|$))*$/,
  'desk_zone.offsets': /^[0-9[\],-]*$/,
  'schedule_zone.offsets': /^[0-9[\],-]*$/,
  'usage_month.starts': /^[0-9[\],-]*$/,
  'schedule_rule.hours': /^[0-9[\],-]*$/,
};

function expectSafe({ table, row }: ProjectedRow): void {
  for (const [column, value] of Object.entries(row)) {
    if (typeof value !== 'string') continue;
    const own = machineTexts[`${table}.${column}`];
    if (own) {
      expect(value, `${table}.${column}`).toMatch(own);
      continue;
    }
    // Names for people, filtered to letters of any script; they travel in channel fields, never in arguments.
    if (['callerid', 'shown', 'fullname'].includes(column)) expect(value).toMatch(/^[\p{L}\p{M}\p{N} .'_<>"-]*$/u);
    else
      expect(value, `${table}.${column}`).toMatch(
        column === 'set_var' ? /^(?:_*EXT=[a-z0-9-]+|CLAIM=mac-[0-9a-f]{12})$/ : dialplanText,
      );
  }
}
