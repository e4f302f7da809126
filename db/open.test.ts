import Sqlite from 'better-sqlite3';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { features } from '../office/features/index.ts';
import { openOffice } from './office.ts';
import { openDatabase, OpenFailure, type OpenFailureCode } from './open.ts';
import { anna, migrations } from './test-office.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchroom open '));
  file = join(folder, 'office.sqlite3');
});
afterEach(() => rmSync(folder, { recursive: true }));

function failure(open: () => unknown): OpenFailureCode {
  try {
    open();
  } catch (error) {
    if (error instanceof OpenFailure) return error.code;
    throw error;
  }
  throw new Error('it opened');
}

/** A copy of the migrations with one more behind them. */
function laterMigrations(sql: string): string {
  const later = join(folder, 'migrations');
  cpSync(migrations, later, { recursive: true });
  const journal = join(later, 'meta', '_journal.json');
  const content = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { when: number; tag: string }[] };
  const last = content.entries.at(-1);
  content.entries.push({ ...last, when: (last?.when ?? 0) + 1, tag: '9999_later' });
  writeFileSync(journal, JSON.stringify(content));
  writeFileSync(join(later, '9999_later.sql'), sql);
  return later;
}

describe('opening the office', () => {
  it('keeps what is acknowledged through a power cut: FULL and WAL are in force on the live connection', () => {
    const { db } = openDatabase(file, migrations);
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    db.close();
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('begins a new office with one entry that cannot be undone, and only once', () => {
    const first = openOffice({ file, migrations, features });
    const content = first.export();
    expect(first.history({ limit: 10 }).map((entry) => entry.words)).toEqual(['Office created.']);
    expect(first.undo(anna)).toMatchObject({ ok: false, error: { kind: 'rule', rule: 'first-entry' } });
    first.close();
    const again = openOffice({ file, migrations, features });
    expect(again.export()).toBe(content);
    expect(again.history({ limit: 10 })).toHaveLength(1);
    again.close();
  });

  it('refuses a file of a newer version and changes no byte of it, also with a log beside it', () => {
    openOffice({ file, migrations, features }).close();
    const db = new Sqlite(file);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(file);
    expect(failure(() => openOffice({ file, migrations, features }))).toBe('newer');
    expect(readFileSync(file).equals(before)).toBe(true);

    const other = join(folder, 'other.sqlite3');
    const writer = new Sqlite(other);
    writer.pragma('journal_mode = WAL');
    writer.exec('CREATE TABLE x (y)');
    writer.pragma('user_version = 99');
    expect(existsSync(`${other}-wal`)).toBe(true);
    const main = readFileSync(other);
    expect(failure(() => openOffice({ file: other, migrations, features }))).toBe('newer');
    expect(readFileSync(other).equals(main)).toBe(true);
    writer.close();
  });

  it('says when a file is damaged, and when the folder cannot be written', () => {
    writeFileSync(file, 'This is a letter, not an office. '.repeat(100));
    expect(failure(() => openOffice({ file, migrations, features }))).toBe('damaged');

    const blocked = join(folder, 'a file');
    writeFileSync(blocked, '');
    expect(failure(() => openOffice({ file: join(blocked, 'office.sqlite3'), migrations, features }))).toBe(
      'unwritable',
    );

    openOffice({ file: `${file}2`, migrations, features }).close();
    const bytes = readFileSync(`${file}2`);
    bytes.fill(0x5a, 4096, 12288);
    writeFileSync(`${file}2`, bytes);
    expect(failure(() => openOffice({ file: `${file}2`, migrations, features }))).toBe('damaged');
  });

  it('copies a file before it upgrades it, and leaves it as it was when the upgrade fails', () => {
    openOffice({ file, migrations, features }).close();
    const broken = laterMigrations('CREATE TABLE extra (id text);\n--> statement-breakpoint\nTHIS IS NO SQL;');
    expect(failure(() => openDatabase(file, broken))).toBe('upgrade-failed');
    const unchanged = openOffice({ file, migrations, features });
    expect(unchanged.history({ limit: 10 })).toHaveLength(1);
    unchanged.close();
    rmSync(broken, { recursive: true });

    const good = laterMigrations('CREATE TABLE extra (id text);');
    const { db, backup } = openDatabase(file, good);
    expect(db.prepare('SELECT count(*) FROM extra').pluck().get()).toBe(0);
    expect(db.pragma('user_version', { simple: true })).toBe(
      readdirSync(good).filter((n) => n.endsWith('.sql')).length,
    );
    db.close();
    const copy = new Sqlite(backup ?? '', { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('SELECT count(*) FROM sites').pluck().get()).toBe(1);
    copy.close();
    expect(failure(() => openOffice({ file, migrations, features }))).toBe('newer');
  });
});
