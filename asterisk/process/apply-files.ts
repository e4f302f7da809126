/**
 * Makes changed settings live in the cheapest safe way: nothing, a reload of the modules whose files changed, or a
 * restart, at once when an old address is gone (its calls have no way back anyway), otherwise when no call is up. What a
 * reload did is read back: "Success" is also the answer when it skipped a bad line.
 */
import { join } from 'node:path';
import type { Ami } from '../ami/ami.ts';
import { readIfThere, writeFileDurable } from './durable-file.ts';
import { costOf, engineFiles } from './files.ts';
import { complaints, logSince, logSize } from './log-tail.ts';
import type { EnginePaths } from './paths.ts';
import { checkTransports } from './preflight.ts';
import { writeRunRecord, type RunRecord } from './run-record.ts';
import type { EngineBundle, EngineSettings, TransportSettings } from './settings.ts';

export interface Applied {
  /** Files whose text differed. */
  changed: string[];
  action: 'none' | 'reload' | 'restart-now' | 'restart-when-idle';
  reloaded: string[];
  /** WARNING and ERROR lines that the reload wrote: what it did not accept. */
  complaints: string[];
}

export interface ApplyInput {
  bundle: EngineBundle;
  paths: EnginePaths;
  settings: EngineSettings;
  record: RunRecord;
  ami: Ami;
  /** Addresses that this machine has now. */
  isAddressHere(address: string): boolean;
}

const sameTransport = (a: TransportSettings, b: TransportSettings): boolean =>
  a.protocol === b.protocol && a.address === b.address && a.port === b.port;

export async function applyFiles(input: ApplyInput): Promise<Applied> {
  const { bundle, paths, settings, record, ami } = input;
  const files = engineFiles({ bundle, paths, settings, ami: record.ami });
  const changed = Object.keys(files).filter((name) => readIfThere(join(paths.etc, name)) !== files[name]);
  if (changed.length === 0) return result(record.isStale ? restartAction(input) : 'none', changed);

  const added = settings.transports.filter((wanted) => !record.transports.some((have) => sameTransport(have, wanted)));
  await checkTransports(added);
  const logFrom = logSize(paths.messagesLog);
  for (const name of changed) writeFileDurable(join(paths.etc, name), files[name] ?? '');

  const costs = changed.map((name) => costOf(name, record.transports, settings.transports));
  if (costs.some((cost) => cost.kind === 'restart')) {
    record.isStale = true;
    writeRunRecord(paths, record);
    return result(restartAction(input), changed);
  }
  const modules = new Set(costs.flatMap((cost) => (cost.kind === 'reload' ? [cost.module] : [])));
  for (const module of modules) await ami.action('Reload', { Module: module }, { timeoutMs: 30_000 });
  record.transports = [...settings.transports];
  writeRunRecord(paths, record);
  const bad = complaints(logSince(paths.messagesLog, logFrom));
  return { changed, action: modules.size > 0 ? 'reload' : 'none', reloaded: [...modules], complaints: bad };
}

const result = (action: Applied['action'], changed: string[]): Applied => ({
  changed,
  action,
  reloaded: [],
  complaints: [],
});

const restartAction = ({ record, isAddressHere }: ApplyInput): Applied['action'] =>
  record.transports.every((have) => isAddressHere(have.address)) ? 'restart-when-idle' : 'restart-now';
