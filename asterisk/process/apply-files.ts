/**
 * Makes changed settings live in the cheapest safe way: nothing, a reload of the modules whose files changed, or a
 * restart, at once when an old address is gone (its calls have no way back anyway), otherwise when no call is up. What a
 * reload did is read back: "Success" is also the answer when it skipped a bad line. A reload is owed, in the run record,
 * until Asterisk has answered it: the next apply makes up for one that got lost.
 */
import { join } from 'node:path';
import type { Ami } from '../ami/ami.ts';
import { isAmiError } from '../ami/errors.ts';
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
  /** The files are written: from now on a new process must start with these settings. */
  onWritten?(): void;
}

const sameTransport = (a: TransportSettings, b: TransportSettings): boolean =>
  a.protocol === b.protocol && a.address === b.address && a.port === b.port;

export async function applyFiles(input: ApplyInput): Promise<Applied> {
  const { bundle, paths, settings, record } = input;
  const files = engineFiles({ bundle, paths, settings, ami: record.ami });
  const changed = Object.keys(files).filter((name) => readIfThere(join(paths.etc, name)) !== files[name]);
  if (changed.length === 0 && record.pendingReloads.length === 0)
    return result(record.isStale ? restartAction(input) : 'none', changed);

  const added = settings.transports.filter((wanted) => !record.transports.some((have) => sameTransport(have, wanted)));
  await checkTransports(added);
  const logFrom = logSize(paths.messagesLog);
  const costs = changed.map((name) => costOf(name, record.transports, settings.transports));
  const modules = new Set(costs.flatMap((cost) => (cost.kind === 'reload' ? [cost.module] : [])));
  for (const module of record.pendingReloads) modules.add(module);
  // Before the files: whoever finds them written also finds what they still need. A new process needs no reload.
  const needsRestart = costs.some((cost) => cost.kind === 'restart');
  if (needsRestart) record.isStale = true;
  record.pendingReloads = needsRestart ? [] : [...modules];
  writeRunRecord(paths, record);
  for (const name of changed) writeFileDurable(join(paths.etc, name), files[name] ?? '');
  input.onWritten?.();

  if (needsRestart) return result(restartAction(input), changed);

  // Noted before the reload: when its answer is lost, Asterisk may hold the new ports already, and they must not count as taken.
  if (changed.includes('pjsip.conf')) record.transports = [...settings.transports];
  writeRunRecord(paths, record);
  const { reloaded, refused } = await reloadPending(input);
  const bad = [...refused, ...complaints(logSince(paths.messagesLog, logFrom))];
  const done = modules.size > 0 ? 'reload' : 'none';
  return { changed, action: record.isStale ? restartAction(input) : done, reloaded, complaints: bad };
}

/** Throws when nobody answers; what Asterisk says no to is told, stays owed and does not keep the others back. */
async function reloadPending({ ami, paths, record }: ApplyInput): Promise<{ reloaded: string[]; refused: string[] }> {
  const reloaded: string[] = [];
  const refused: string[] = [];
  for (const module of record.pendingReloads) {
    try {
      await ami.action('Reload', { Module: module }, { timeoutMs: 30_000 });
    } catch (error) {
      if (!isAmiError(error, 'refused')) throw error;
      refused.push(`${module} was not reloaded: ${error.message}`);
      continue;
    }
    reloaded.push(module);
    record.pendingReloads = record.pendingReloads.filter((pending) => pending !== module);
    writeRunRecord(paths, record);
  }
  return { reloaded, refused };
}

const result = (action: Applied['action'], changed: string[]): Applied => ({
  changed,
  action,
  reloaded: [],
  complaints: [],
});

const restartAction = ({ record, isAddressHere }: ApplyInput): Applied['action'] =>
  record.transports.every((have) => isAddressHere(have.address)) ? 'restart-when-idle' : 'restart-now';
