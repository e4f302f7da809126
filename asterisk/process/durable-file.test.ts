/** Whole or not at all, and untouched when nothing changed. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readIfThere, writeFileDurable } from './durable-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'durable-'));
const file = join(folder, 'a.conf');
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});

test('writes with its mode, tells whether it changed, leaves nothing else behind', () => {
  expect(writeFileDurable(file, 'one ü')).toBe(true);
  const { ino } = statSync(file);
  expect(writeFileDurable(file, 'one ü')).toBe(false);
  expect(statSync(file).ino).toBe(ino);
  expect(writeFileDurable(file, 'two', 0o640)).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('two');
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['a.conf']);
});

test('keeps the old text when it cannot write, and says so', () => {
  writeFileDurable(file, 'old');
  mkdirSync(`${file}.new`);
  expect(() => writeFileDurable(file, 'new')).toThrow();
  expect(readIfThere(file)).toBe('old');
  expect(readIfThere(join(folder, 'none'))).toBeUndefined();
});
