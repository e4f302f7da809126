import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { features } from '../office/features/index.ts';
import { users } from '../office/features/users/table.ts';
import { openOffice } from './office.ts';
import { migrations, seededRandom } from './test-office.ts';

/** Kills the writer after that many acknowledged commands; how many it had acknowledged in the end. */
async function killedAfter(file: string, from: number, count: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-child.ts'), file, String(from)]);
  let said = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > count) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal, complaint).toBe('SIGKILL');
  return said.split('\n').length - 1;
}

it('[R2] loses no acknowledged change when the process is killed', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom kill '));
  const file = join(folder, 'office.sqlite3');
  const random = seededRandom(7);
  let next = 0;
  const acknowledged: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    const count = await killedAfter(file, next, 1 + random(60));
    for (let n = next; n < next + count; n += 1) acknowledged.push(`Person ${n}`);
    next += count + 1000;

    const office = openOffice({ file, migrations, features });
    const people = new Set(office.read.all(users).map((user) => user.firstName));
    expect(acknowledged.filter((name) => !people.has(name))).toEqual([]);
    // Each command whole or not at all: every person has the number that was made in the same step.
    expect(office.read.numbers().filter((holder) => holder.table === 'extensions')).toHaveLength(people.size);
    expect(office.history({ limit: 1 })[0]?.words).toMatch(/^Added Person \d+\.$/);
    office.close();
  }
  expect(acknowledged.length).toBeGreaterThan(6);
  rmSync(folder, { recursive: true });
});
