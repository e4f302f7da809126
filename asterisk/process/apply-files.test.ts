/** A reload that nobody answered is owed: also over a new service, and without writing the files again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Ami } from '../ami/ami.ts';
import { AmiError, type AmiFailure } from '../ami/errors.ts';
import { applyFiles } from './apply-files.ts';
import { writeFileDurable } from './durable-file.ts';
import { engineFiles } from './files.ts';
import { enginePaths, makeFolders } from './paths.ts';
import { readRunRecord, writeRunRecord, type RunRecord } from './run-record.ts';
import type { EngineSettings } from './settings.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const old: EngineSettings = {
  systemName: 'office',
  transports: [{ protocol: 'udp', address: '127.0.0.1', port: 5060 }],
  rtp: { first: 10_000, last: 10_200 },
  country: 'de',
  timezone: 'Europe/Berlin',
  realtime: {},
  dialplan: '[general]\n',
};
const next: EngineSettings = { ...old, rtp: { first: 12_000, last: 12_200 }, dialplan: '[general]\n[default]\n' };
const bundle = { run: '/b/run.sh', modules: '/b/modules', share: '/b/share', bin: '/b/bin', moh: '/b/moh' };

function office() {
  const folder = mkdtempSync(join(tmpdir(), 'apply-test-'));
  folders.push(folder);
  const paths = enginePaths(folder);
  makeFolders(paths);
  const login = { port: 5038, username: 'switchroom', secret: 'x'.repeat(48) };
  const files = engineFiles({ bundle, paths, settings: old, ami: login });
  for (const [name, text] of Object.entries(files)) writeFileDurable(join(paths.etc, name), text);
  const written: RunRecord = {
    process: { pid: 1, startTicks: '1', bootId: 'b' },
    ami: login,
    systemName: 'office',
    transports: [...old.transports],
    startedAt: '',
    isStale: false,
    pendingReloads: [],
  };
  writeRunRecord(paths, written);
  let writes = 0;
  const apply = async (settings: EngineSettings, answers: Record<string, AmiFailure>) => {
    const asked: string[] = [];
    // The record as a new service would find it.
    const record = readRunRecord(paths) ?? written;
    const action = (_name: string, headers: { Module?: unknown } = {}) => {
      const module = String(headers.Module);
      asked.push(module);
      const failure = answers[module];
      return failure ? Promise.reject(new AmiError(failure, `${failure}!`)) : Promise.resolve({});
    };
    const ami = { action } as unknown as Ami;
    const input = { bundle, paths, settings, record, ami, isAddressHere: () => true, onWritten: () => (writes += 1) };
    return { asked, applied: await applyFiles(input).catch((error: unknown) => error as Error) };
  };
  return { apply, pending: () => readRunRecord(paths)?.pendingReloads, written: () => writes };
}

test.each(['timeout', 'closed'] as const)('a reload that ends in "%s" is repeated by the next apply', async (kind) => {
  const { apply, pending, written } = office();
  const first = await apply(next, { 'res_rtp_asterisk.so': kind });
  expect(first.applied).toMatchObject({ kind });
  expect(written()).toBe(1);
  expect(pending()).toContain('res_rtp_asterisk.so');

  const second = await apply(next, {});
  expect(second.applied).toMatchObject({ action: 'reload', changed: [] });
  expect([...new Set([...first.asked, ...second.asked])].sort()).toEqual(['pbx_config.so', 'res_rtp_asterisk.so']);
  expect(second.asked).toContain('res_rtp_asterisk.so');
  expect(pending()).toEqual([]);
  expect((await apply(next, {})).applied).toMatchObject({ action: 'none' });
});

test('a restart that still waits is not forgotten over a reload', async () => {
  const { apply } = office();
  const other = { ...old, systemName: 'other' };
  expect((await apply(other, {})).applied).toMatchObject({ action: 'restart-when-idle', reloaded: [] });
  const both = (await apply({ ...other, dialplan: next.dialplan }, {})).applied;
  expect(both).toMatchObject({ action: 'restart-when-idle', reloaded: ['pbx_config.so'] });
});

test('a reload that is refused is told, stays owed and keeps no other back', async () => {
  const { apply, pending } = office();
  const { applied } = await apply(next, { 'res_rtp_asterisk.so': 'refused' });
  expect(applied).toMatchObject({
    reloaded: ['pbx_config.so'],
    complaints: ['res_rtp_asterisk.so was not reloaded: refused!'],
  });
  expect(pending()).toEqual(['res_rtp_asterisk.so']);
});
