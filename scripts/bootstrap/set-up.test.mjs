import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { add, closingLine, nothing, readReport } from './counts.mjs';
import { installedNames, missingPackages, packagesFor } from './debian.mjs';
import { locked, removeStale } from './lock.mjs';
import { isGoodNode } from './node.mjs';
import { begin, done, isDone, treeHash } from './stamp.mjs';
import { runInLanes } from './tests.mjs';

let dir;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'set-up '));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

describe('stamps', () => {
  it('hold for exactly these inputs and not for a step that was begun again', () => {
    const file = path.join(dir, 'stamps/x');
    expect(isDone(file, '1')).toBe(false);
    done(file, '1');
    expect([isDone(file, '1'), isDone(file, '2')]).toEqual([true, false]);
    begin(file);
    expect(isDone(file, '1')).toBe(false);
  });

  it('change with content and names, not with tests or folders that are not there', () => {
    fs.mkdirSync(path.join(dir, 'src'));
    fs.writeFileSync(path.join(dir, 'src/a.ts'), '1');
    const before = treeHash(dir, ['src', 'absent']);
    fs.writeFileSync(path.join(dir, 'src/a.test.ts'), 'test');
    expect(treeHash(dir, ['src', 'absent'])).toBe(before);
    fs.writeFileSync(path.join(dir, 'src/a.ts'), '12');
    const edited = treeHash(dir, ['src']);
    expect(edited).not.toBe(before);
    fs.renameSync(path.join(dir, 'src/a.ts'), path.join(dir, 'src/b.ts'));
    expect(treeHash(dir, ['src'])).not.toBe(edited);
  });
});

describe('system packages', () => {
  const list = 'libnss3 installed\nxvfb not-installed\nlibasound2 installed\niproute2 config-files\n';

  it('counts what is really installed, under any of its names', () => {
    const wanted = [['libasound2t64', 'libasound2'], ['libnss3'], ['xvfb'], ['iproute2']];
    expect(missingPackages(wanted, installedNames(list))).toEqual([['xvfb'], ['iproute2']]);
  });

  it('asks for a virtual display and SIP phones only where they are needed', () => {
    const names = (needs) => packagesFor(needs).flat();
    expect(names({ window: true })).not.toContain('xvfb');
    expect(names({ window: true, virtualDisplay: true })).toContain('xvfb');
    expect(names({ calls: true })).toContain('sip-tester');
    expect(names({})).toEqual([]);
  });
});

describe('Node', () => {
  it('takes a fitting one of the machine', () => {
    expect(['v24.21.0', 'v24.15.0'].map(isGoodNode)).toEqual([true, true]);
    expect(['v18.19.0', 'v20.20.2', 'v22.12.0', 'v24.1.0', 'v25.0.0'].map(isGoodNode)).not.toContain(true);
  });
});

describe('the set-up lock', () => {
  it('lets one in at a time', async () => {
    const file = path.join(dir, 'lock');
    const seen = [];
    const work = (name) => async () => {
      seen.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${name} out`);
    };
    await Promise.all([locked(work('a'), file), locked(work('b'), file)]);
    expect(seen).toEqual(['a in', 'a out', 'b in', 'b out']);
  });

  it('is taken over from a process that is gone, and freed after a failure', async () => {
    const file = path.join(dir, 'lock');
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'close');
    fs.writeFileSync(file, String(child.pid));
    await expect(locked(() => Promise.reject(new Error('no')), file)).rejects.toThrow('no');
    expect(await locked(() => 1, file)).toBe(1);
  });

  it('of a dead owner is removed, one that was taken since is not', () => {
    const file = path.join(dir, 'lock');
    fs.writeFileSync(file, '999999');
    removeStale(file, 999999);
    removeStale(file, 999999);
    expect(fs.readdirSync(dir)).toEqual([]);
    fs.writeFileSync(file, String(process.pid));
    removeStale(file, 999999);
    expect(fs.readFileSync(file, 'utf8')).toBe(String(process.pid));
    expect(fs.readdirSync(dir)).toEqual(['lock']);
  });
});

describe('the closing line', () => {
  it('sums both runners; a report that was never written is a failure', () => {
    const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0 };
    const playwright = { stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 } };
    const files = { vitest, playwright };
    const counted = Object.entries(files).map(([kind, report]) => {
      const file = path.join(dir, `${kind}.json`);
      fs.writeFileSync(file, JSON.stringify(report));
      return readReport(kind, file);
    });
    const sum = [...counted, readReport('vitest', path.join(dir, 'none.json'))].reduce(add, nothing);
    expect(sum).toEqual({ passed: 9, failed: 2, skipped: 2 });
    expect(closingLine(sum)).toBe('9 passed, 2 failed');
  });
});

describe('the lanes of stages', () => {
  const stages = [
    { id: 'lint', isReading: true },
    { id: 'types', isReading: true },
    { id: 'unit', isReading: true },
    { id: 'engine' },
    { id: 'alone', isAlone: true },
    { id: 'e2e' },
  ];

  /** Runs them, each until a test ends it; gives what runs, oldest first, and a way to end one with a code. */
  async function watched(list) {
    const settled = () => new Promise((tick) => setImmediate(tick));
    const open = new Map();
    const outcome = runInLanes(list, (stage) => new Promise((end) => open.set(stage.id, end)));
    const end = async (id, code = 0) => {
      open.get(id)(code);
      open.delete(id);
      await settled();
    };
    await settled();
    return { outcome, end, running: () => [...open.keys()] };
  }

  it('run two that read beside one that waits, and nothing beside what compares times', async () => {
    const { outcome, end, running } = await watched(stages);
    expect(running().toSorted()).toEqual(['engine', 'lint', 'types']);
    await end('lint');
    await end('engine');
    expect(running()).toEqual(['types', 'unit']);
    await end('types');
    await end('unit');
    expect(running()).toEqual(['alone']);
    await end('alone');
    expect(running()).toEqual(['e2e']);
    await end('e2e');
    expect(await outcome).toBe(0);
  });

  it('begin nothing after a failure, and give its code once the others have ended', async () => {
    const { outcome, end, running } = await watched(stages);
    await end('types', 3);
    expect(running().toSorted()).toEqual(['engine', 'lint']);
    await end('engine');
    await end('lint', 1);
    expect(running()).toEqual([]);
    expect(await outcome).toBe(3);
  });
});
