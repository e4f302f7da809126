import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PhoneChange } from '../../asterisk/apply/runtime.ts';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import type { HealthInput } from '../health/check.ts';
import { undoneChanges } from '../health/undone-changes.ts';
import { takePhoneChanges } from './phone-changes.ts';
import { openUndoneChanges, type UndoneChanges } from './undone-changes.ts';

let office: TestOffice;
let folder: string;
let clock: number;
let anna: { extensionId: string; userId: string };
let notes: string[];
beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  folder = mkdtempSync(join(tmpdir(), 'undone '));
  clock = Date.UTC(2026, 10, 22);
  notes = [];
  anna = office.person('Anna', '101');
  office.person('Ben', '102');
});
afterEach(() => {
  office.close();
  rmSync(folder, { recursive: true });
});

const file = () => join(folder, 'undone.json');
const open = () =>
  openUndoneChanges({
    file: file(),
    read: office.office.read,
    now: () => clock,
    note: (text) => void notes.push(text),
  });
const found = (changes: UndoneChanges) =>
  undoneChanges.check({ undoneChanges: changes.list() } as unknown as HealthInput);

/** A phone does it, and the service takes it out of the inbox. */
function phone(changes: UndoneChanges, what: string, value: string): void {
  const inbox: PhoneChange[] = [{ id: 1, at: 0, ext: anna.extensionId, what, value, device: `${anna.extensionId}-1` }];
  takePhoneChanges({
    office: office.office,
    runtime: { phoneChanges: () => inbox, forgetPhoneChanges: () => undefined },
    nameOf: () => '101 Anna',
    repair: () => undefined,
    undoneChanges: changes,
    note: () => undefined,
  });
}

test('[N8] [X5] a forwarding that a phone confirmed and the office refuses is in the health until it is kept, or for a day', () => {
  const changes = open();
  office.do('outbound.set-passcode', { extensionId: anna.extensionId, passcode: '48151' });
  phone(changes, 'always', '102');
  const [told] = found(changes);
  expect(told).toMatchObject({ severity: 'attention', route: `/people/${anna.userId}` });
  expect(told?.cause).toContain('101 Anna forwarded calls to 102. 101 Anna has an authorisation code');
  // After a restart as well, and once for the same thing done twice.
  const again = open();
  phone(again, 'always', '102');
  expect(found(again)).toEqual([told]);
  phone(again, 'busy', '102');
  expect(found(again)[0]?.title).toBe('2 changes made with phones are not in force');
  office.do('outbound.set-passcode', { extensionId: anna.extensionId, passcode: '' });
  phone(again, 'always', '102');
  expect(again.list().map(({ what }) => what)).toEqual(['busy']);
  clock += 24 * 60 * 60_000;
  expect(found(again)).toEqual([]);
});

test('[X5] so is one that would go in a circle; what a change turned off beside itself is not', () => {
  const changes = open();
  const ben = office.ask('extension.list', { search: 'ben' }).rows[0]?.id ?? '';
  office.do('forwarding.set', { extensionId: ben, kind: 'always', enabled: true, number: '101' });
  phone(changes, 'always', '102');
  expect(found(changes)[0]?.cause).toContain('circle');
  phone(changes, 'always', '');
  expect(found(changes)).toEqual([]);
  phone(changes, 'busy', '102');
  phone(changes, 'call-waiting', '1');
  expect(found(changes)).toEqual([]);
});

test('a row that makes no sense and a damaged file keep nothing from starting', () => {
  writeFileSync(file(), '[{');
  const changes = open();
  expect(notes.join()).toContain('could not be read');
  phone(changes, 'nonsense', '102');
  expect(found(changes)[0]?.cause).toContain('101 Anna dialled something unknown');
});
