import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projected } from '../../office/core/projection.ts';
import { openRuntime } from './runtime.ts';

const appRoot = resolve(import.meta.dirname, '../..');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchroom-runtime-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modes = () => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o077]);

test('holds passwords, so nobody else may read it, not even in a folder that is open to all', () => {
  const file = join(folder, 'runtime.sqlite3');
  const runtime = openRuntime(file, appRoot);
  runtime.replace([
    {
      owner: 'extensions:ext-a',
      rows: [projected('ps_auths', { id: 'ext-a-1', auth_type: 'userpass', username: 'ext-a-1', password: 'secret' })],
    },
  ]);
  expect(modes().filter(([, others]) => others !== 0)).toEqual([]);
  runtime.close();
});

test('an older one that others could read is closed to them, and one set aside too', () => {
  const file = join(folder, 'runtime.sqlite3');
  writeFileSync(file, 'not a database of ours', { mode: 0o644 });
  openRuntime(file, appRoot).close();
  expect(modes().filter(([, others]) => others !== 0)).toEqual([]);
});
