/** An office of the first version is brought to this one: nothing that people had is lost, and what is new is there. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { features } from '../office/features/index.ts';
import { featureCodes } from '../office/features/feature-codes/table.ts';
import { outboundRules } from '../office/features/outbound/table.ts';
import { pins } from '../office/features/pins/table.ts';
import { mailboxes } from '../office/features/voicemail/table.ts';
import { openDatabase } from './open.ts';
import { openOffice } from './office.ts';
import { migrations } from './test-office.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'switchroom-upgrade-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The migrations as they were when only the first existed. */
function firstMigrations(): string {
  const old = join(folder, 'migrations');
  cpSync(migrations, old, { recursive: true });
  const file = join(old, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: unknown[] };
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }));
  return old;
}

test('[R2] PINs, people and codes of the first version are there, and the new codes and the first rule', () => {
  const file = join(folder, 'office.sqlite3');
  const { db } = openDatabase(file, firstMigrations());
  db.exec(`
    INSERT INTO sites (id, name, country, time_zone, language) VALUES ('site-a', 'Office', 'DE', 'Europe/Berlin', 'en');
    INSERT INTO network (id) VALUES ('network');
    INSERT INTO extensions (id, number, label, site_id) VALUES ('ext-a', '101', 'Anna', 'site-a');
    INSERT INTO mailboxes (id, enabled, pin) VALUES ('ext-a', 1, '4711');
    INSERT INTO feature_codes (id, code) VALUES ('dnd-on', '*28');
    CREATE TABLE journal_entry (
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor_kind TEXT NOT NULL, actor_name TEXT NOT NULL,
      command TEXT NOT NULL, input TEXT NOT NULL, words TEXT NOT NULL, undoes INTEGER, undone_by INTEGER);
    CREATE TABLE journal_row (
      seq INTEGER PRIMARY KEY, entry INTEGER NOT NULL, tbl TEXT NOT NULL, row_id TEXT NOT NULL, before TEXT, after TEXT);
    INSERT INTO journal_entry (id, at, command, input, words, actor_kind, actor_name) VALUES
      (1, 1, 'office.create', '{}', 'Office created.', 'system', 'Switchroom'),
      (2, 2, 'voicemail.set', '{}', 'Turned the voicemail of Anna on.', 'person', 'Anna');
    INSERT INTO journal_row (entry, tbl, row_id, before, after) VALUES
      (2, 'mailboxes', 'ext-a', '{"id":"ext-a","enabled":0,"pin":"4711"}', '{"id":"ext-a","enabled":1,"pin":"4711"}');
  `);
  db.close();

  const office = openOffice({ file, migrations, features });
  try {
    expect(office.read.get(mailboxes, 'ext-a')).toMatchObject({ enabled: true });
    expect(office.read.get(pins, 'ext-a')).toMatchObject({ defaultPin: '4711', customHash: '', locked: false });
    // A code that somebody chose stays, and what is new takes another.
    const codes = new Map(office.read.all(featureCodes).map((row) => [row.id, row.code]));
    expect(codes.get('dnd-on')).toBe('*28');
    expect(new Set(codes.values()).size).toBe(codes.size);
    expect(codes.size).toBeGreaterThan(30);
    expect(office.read.count(outboundRules)).toBe(1);
    expect(office.backup).toMatch(/before/);
    // What was changed before can be taken back after, though the row has other columns now.
    expect(office.undo({ kind: 'person', name: 'Anna' }, 2)).toMatchObject({ ok: true });
    expect(office.read.get(mailboxes, 'ext-a')).toMatchObject({ enabled: false });
  } finally {
    office.close();
  }
});
