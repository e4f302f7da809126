import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readArguments, readInput } from './cli/arguments.ts';
import { exit, exitCodeOf, wordsOf } from './cli/exit.ts';
import { gone } from './cli/gone.ts';
import { helpText, requireName } from './cli/help.ts';
import { openClient } from './client.ts';
import { makePlace, placeOf } from './place.ts';
import { serveSocket } from './socket-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'switchroom cli '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cli = (args: string[], stdin = ''): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
    child.stdin?.end(stdin);
  });

describe('the command line is read strictly', () => {
  test.each([
    [[]],
    [['fly']],
    [['do']],
    [['status', 'x']],
    [['status', '--keep-calls']],
    [['serve', '--sip-port', '0']],
    [['serve', '--sip-port', '5060x']],
    [['serve', '--frobnicate']],
    [['undo', 'abc']],
    [['undo', '0']],
    [['undo', '1.5']],
    [['simulate', '--from', '101']],
    [['simulate', '--from', '101', '--to', '102', '--at', 'soon']],
  ])('%j', (argv) => {
    expect(() => readArguments(argv)).toThrow(expect.objectContaining({ code: exit.usage }));
  });

  test('the data folder: flag, environment, the desktop app', () => {
    expect(readArguments(['status', '--data-dir', '/a b']).dataDir).toBe('/a b');
    expect(readArguments(['status'], { SWITCHROOM_DATA_DIR: '/c' }).dataDir).toBe('/c');
    expect(readArguments(['status'], { XDG_CONFIG_HOME: '/x', APPDATA: '/x' }).dataDir).toMatch(/Switchroom$/);
  });

  test('JSON comes from the argument or from standard input', () => {
    expect(readInput(undefined, () => '')).toEqual({});
    expect(readInput('{"a":1}', () => '')).toEqual({ a: 1 });
    expect(readInput('-', () => '[2]')).toEqual([2]);
    expect(() => readInput('{a}', () => '')).toThrow(expect.objectContaining({ code: exit.usage }));
  });
});

test('exit codes say how it ended', () => {
  expect(exitCodeOf({ kind: 'not-running', message: '' })).toBe(3);
  expect(exitCodeOf({ kind: 'invalid', message: '', issues: [] })).toBe(5);
  expect(exitCodeOf({ kind: 'stale', message: '' })).toBe(5);
  expect(exitCodeOf({ kind: 'failed', message: '', id: 'E-1' })).toBe(1);
  expect(wordsOf({ kind: 'in-use', message: 'In use.', by: [{ table: 't', id: 'i', label: '600 Sales' }] })).toBe(
    'In use.\n  used by 600 Sales',
  );
});

test('help lists every command and query with its fields', () => {
  const text = helpText(undefined, false);
  expect(() => requireName('do', 'person.creat')).toThrow(/There are: person\.create/);
  for (const name of ['do person.create', 'do journal.undo', 'do engine.restart', 'ask calls.history', 'ask status'])
    expect(text).toContain(name);
  expect(helpText('call.hang-up', false)).toBe('do call.hang-up\n    id: text');
  expect(() => helpText('nothing.here', false)).toThrow(expect.objectContaining({ code: exit.usage }));
});

describe('as a program', { timeout: 30_000 }, () => {
  test('3 and a note when nothing runs, 2 for usage', async () => {
    const dataDir = join(folder, 'empty');
    const [status, usage] = await Promise.all([cli(['status', '--data-dir', dataDir]), cli(['status', '--nope'])]);
    expect(status).toMatchObject({ code: 3, out: '' });
    expect(status.err).toContain('not running');
    expect(usage).toMatchObject({ code: 2, out: '' });
    expect(usage.err).toContain('Usage:');
  });

  test('data on standard output, notes on standard error; 5 when refused', async () => {
    const place = placeOf(join(folder, 'office'));
    makePlace(place);
    const server = await serveSocket({
      path: place.socket,
      handle: (request) =>
        Promise.resolve(
          request.op === 'do' && request.name === 'engine.start'
            ? {
                ok: true,
                value: { got: request.input, by: request.actor?.kind },
                entry: { id: 1, words: 'Did it.', ms: 4 },
              }
            : { ok: false, error: { kind: 'rule', rule: 'r', message: 'No, because.' } },
        ),
    });
    const at = ['--data-dir', place.dataDir];
    const [good, bad, json] = await Promise.all([
      cli(['do', 'engine.start', '-', ...at], '{"a":"ü"}'),
      cli(['do', 'engine.stop', ...at]),
      cli(['do', 'engine.stop', '--json', ...at]),
    ]);
    await server.close();
    expect(JSON.parse(good.out)).toEqual({
      value: { got: { a: 'ü' }, by: 'command-line' },
      entry: { id: 1, words: 'Did it.', ms: 4 },
    });
    expect(good).toMatchObject({ code: 0, err: 'Did it. Live after 4 ms.\n' });
    expect(bad).toEqual({ code: 5, out: '', err: 'No, because.\n' });
    expect(JSON.parse(json.out)).toEqual({ error: { kind: 'rule', rule: 'r', message: 'No, because.' } });
  });

  test('a data folder that cannot be one is a failure in words, not a trace', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    const { code, out, err } = await cli(['serve', '--data-dir', join(file, 'office')]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('cannot be written');
    expect(err).not.toContain('    at ');
  });

  test.runIf(process.platform === 'linux')('a file system that takes no folders is said, not waited for', async () => {
    const { code, out, err } = await cli(['serve', '--data-dir', '/proc/nope/office']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('cannot be written');
  });
});

test('whether a service has ended is seen, not supposed', async () => {
  const place = placeOf(join(folder, 'ending'));
  makePlace(place);
  const server = await serveSocket({ path: place.socket, handle: () => Promise.resolve({ ok: true, value: {} }) });
  const client = openClient({ path: place.socket });
  expect(await gone(client, 120)).toBe(false);
  await server.close();
  expect(await gone(client, 2000)).toBe(true);
  client.close();
});
