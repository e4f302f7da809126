/** Ends the phone engine that a service left behind. Only for when no service runs: a running one would start it again. */
import { systemClock } from '../../asterisk/ami/clock.ts';
import { endProcess } from '../../asterisk/process/engine-process.ts';
import { enginePaths } from '../../asterisk/process/paths.ts';
import { isAlive } from '../../asterisk/process/process-identity.ts';
import { forgetRun, readRunRecord } from '../../asterisk/process/run-record.ts';

/** How long it may take to hang up before it is killed. */
const patienceMs = 4000;

/** Whether there was one. */
export async function endLeftEngine(dataDir: string): Promise<boolean> {
  const paths = enginePaths(dataDir);
  const left = readRunRecord(paths);
  if (!left || !isAlive(left.process)) return false;
  await endProcess(left.process, systemClock, patienceMs);
  forgetRun(paths);
  return true;
}
