/**
 * `serve`: the service without a window. One line of JSON on standard output says that it is ready and where; notes go to
 * standard error. Ctrl-C ends everything; SIGTERM, as sent for an update, leaves the phone engine to the next service.
 */
import { resolve } from 'node:path';
import { createService, type RunningService } from '../main.ts';
import { startFailure } from '../start-failure.ts';
import type { Arguments } from './arguments.ts';
import { CliError, exit } from './exit.ts';

export async function serve({ dataDir, address, sipPort, httpPort }: Arguments): Promise<number> {
  const ended = whenEnded();
  const note = (text: string) => process.stderr.write(`${text}\n`);
  let running: RunningService;
  try {
    running = await createService({
      appRoot: resolve(import.meta.dirname, '../..'),
      dataDir,
      address,
      sipPort,
      httpPort,
      note,
      onStopRequest: ended.resolve,
    });
  } catch (error) {
    throw new CliError(exit.failed, startFailure(error).message);
  }
  process.on('SIGINT', () => ended.resolve(false));
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.resolve(true));
  const isEnded = await Promise.race([ended.promise.then(() => true), running.settled.then(() => false)]);
  const { observed, place, desk } = running.service;
  const { engine, network } = observed;
  const ready = {
    ready: true,
    dataDir: place.dataDir,
    socket: running.socket,
    engine: { state: engine.state, pid: engine.pid, failure: engine.failure },
    address: network.address,
    sipPort: network.sipPort,
    httpPort: desk.httpPort ?? null,
    pid: process.pid,
  };
  if (!isEnded) process.stdout.write(`${JSON.stringify(ready)}\n`);
  const keepCalls = await ended.promise;
  await running.stop({ keepCalls });
  if (keepCalls && engine.state === 'running') note('The phone engine goes on; the next start finds it.');
  return exit.ok;
}

/** A promise for `keepCalls`, and what fulfils it. */
function whenEnded(): { promise: Promise<boolean>; resolve: (keepCalls: boolean) => void } {
  let resolve: (keepCalls: boolean) => void = () => {};
  const promise = new Promise<boolean>((fulfil) => (resolve = fulfil));
  return { promise, resolve };
}
