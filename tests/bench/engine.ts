/** One Asterisk without the rest of the product, for measures that compare dialplans or configurations on the same one. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import { openRuntime, type Runtime } from '../../asterisk/apply/runtime.ts';
import { startEngine, type Engine } from '../../asterisk/process/engine.ts';
import { enginePaths } from '../../asterisk/process/paths.ts';
import { testBundle, testSettings } from '../../asterisk/process/test-support.ts';
import { realtimeFamilies } from '../../asterisk/apply/schema.ts';
import { appRoot } from '../faults/service-process.ts';
import type { Server } from '../calls/sipp.ts';

export interface BenchEngine {
  engine: Engine;
  runtime: Runtime;
  server: Server;
  pid: number;
  stop(): Promise<void>;
}

export async function benchEngine(options: {
  dialplan: string;
  onEvent?: (event: AmiEvent) => void;
  hasVerboseEvents?: boolean;
}): Promise<BenchEngine> {
  const { dialplan, onEvent, hasVerboseEvents } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'switchroom-bench-'));
  const runtime = openRuntime(enginePaths(dataDir).runtimeDatabase, appRoot);
  const settings = await testSettings({ realtime: realtimeFamilies(appRoot), dialplan, hasVerboseEvents });
  const engine = startEngine({ dataDir, bundle: testBundle(), settings, onEvent });
  const stop = async () => {
    await engine.stop();
    runtime.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const state = await engine.settled();
  if (state.kind !== 'running') {
    await stop();
    throw new Error(`Asterisk does not run: ${JSON.stringify(state)}`);
  }
  const [transport] = settings.transports;
  if (!transport) throw new Error('there is no transport');
  return { engine, runtime, server: { address: transport.address, port: transport.port }, pid: state.pid, stop };
}

/** Seconds of processor time, user and system, that a process has used (proc(5), fields 14 and 15; 100 ticks a second). */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
