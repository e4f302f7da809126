/**
 * A real Asterisk with an office in it, without the rest of the product: rows of configuration are projected into
 * runtime.sqlite3 just as the service does it. For the tests that compare Asterisk with the simulator.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openRuntime, type Runtime } from '../../asterisk/apply/runtime.ts';
import { findBundle } from '../../asterisk/bundle/find.ts';
import { startEngine, type Engine } from '../../asterisk/process/engine.ts';
import { enginePaths } from '../../asterisk/process/paths.ts';
import { testRtp } from '../../asterisk/process/test-support.ts';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import { program } from '../../asterisk/program/index.ts';
import { freePort, type Server } from './sipp.ts';

export const appRoot = resolve(import.meta.dirname, '../..');

export interface OfficeEngine {
  server: Server;
  engine: Engine;
  runtime: Runtime;
  dataDir: string;
  stop(): Promise<void>;
}

export async function startOfficeEngine(
  onEvent?: (event: AmiEvent) => void,
  hasVerboseEvents = false,
  /** Put behind the program's own text. */
  more: { dialplan?: string } = {},
): Promise<OfficeEngine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchroom-calls-'));
  const bundle = findBundle(appRoot);
  if (bundle.kind !== 'bundle') throw new Error(bundle.message);
  const runtime = openRuntime(enginePaths(dataDir).runtimeDatabase, appRoot);
  const server = { address: '127.0.0.1', port: await freePort() };
  const engine = startEngine({
    dataDir,
    bundle,
    onEvent,
    settings: {
      systemName: 'test',
      transports: [
        { protocol: 'udp', ...server },
        { protocol: 'tcp', ...server },
      ],
      rtp: testRtp(3000),
      country: 'us',
      timezone: 'UTC',
      ...program(appRoot),
      dialplan: `${program(appRoot).dialplan}\n${more.dialplan ?? ''}`,
      hasVerboseEvents,
    },
  });
  const state = await engine.settled();
  if (state.kind !== 'running') throw new Error(`Asterisk does not run: ${JSON.stringify(state)}`);
  return {
    server,
    engine,
    runtime,
    dataDir,
    stop: async () => {
      await engine.stop();
      runtime.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
