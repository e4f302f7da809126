import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { AlreadyRunning, takeLock } from './lock.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function lockFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom lock '));
  folders.push(folder);
  return join(folder, 'owner.lock');
}

/** A process that takes the lock, says which it got, and holds it until its input ends. */
const holder = (file: string) => {
  const program = `
    import { takeLock } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'lock.ts')).href)};
    try { takeLock(${JSON.stringify(file)}, 'here'); process.stdout.write('owner\\n'); }
    catch (error) { process.stdout.write(error.name + '\\n'); }
    process.stdin.resume(); process.stdin.on('end', () => process.exit(0));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
  );
  return { child, said };
};

test('of 20 starts at once one becomes the owner', { timeout: 60_000 }, async () => {
  const file = lockFile();
  const all = Array.from({ length: 20 }, () => holder(file));
  const said = await Promise.all(all.map((one) => one.said));
  for (const { child } of all) child.stdin.end();
  expect(said.filter((text) => text === 'owner')).toHaveLength(1);
  expect(said.filter((text) => text === 'AlreadyRunning')).toHaveLength(19);
});

test('a killed owner leaves nothing that keeps the next one out', { timeout: 30_000 }, async () => {
  const file = lockFile();
  const { child, said } = holder(file);
  expect(await said).toBe('owner');
  expect(() => takeLock(file, 'here')).toThrow(AlreadyRunning);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  takeLock(file, 'here').release();
});

test('a damaged lock file is no lock', () => {
  const file = lockFile();
  writeFileSync(file, 'no database at all, but long enough to be taken for one'.repeat(20));
  takeLock(file, 'here').release();
});

test('the message says what to do', () => {
  const file = lockFile();
  const lock = takeLock(file, '/office');
  expect(() => takeLock(file, '/office')).toThrow('Switchroom is running for /office already. Use that one, or choose');
  lock.release();
});
