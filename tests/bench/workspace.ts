/**
 * A temporary folder for everything that a run of the bench makes, so that nothing is left behind: phone engines outlive
 * their keepers by design, also that of a measure which failed or was interrupted.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../asterisk/ami/clock.ts';
import { endProcess } from '../../asterisk/process/engine-process.ts';
import { enginePaths } from '../../asterisk/process/paths.ts';
import { readRunRecord } from '../../asterisk/process/run-record.ts';

/** From now on `os.tmpdir()` is a folder of our own; returns what ends the engines in it and removes it. */
export function openWorkspace(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sr-bench-'));
  process.env['TMPDIR'] = folder;
  return async () => {
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder)) {
      const left = readRunRecord(enginePaths(join(folder, name)));
      if (left) await endProcess(left.process, systemClock, 0);
    }
    rmSync(folder, { recursive: true, force: true });
  };
}
