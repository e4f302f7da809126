/**
 * The service as a process of its own under Electron: a utility process, or a child of another Node. It says over the
 * process's port where its socket is, or why it could not start, and ends when it is told to or when its parent is gone.
 * Calls go on in either case.
 *
 * With --end-engine it only ends the phone engine that a service left behind: a window that stops everything when no
 * service runs, or when it cannot start, has nobody else to ask.
 *
 *   node service/host.ts --app-root DIR --data-dir DIR [--address IP] [--sip-port N] [--http-port N]
 *   node service/host.ts --data-dir DIR --end-engine
 */
import { parseArgs } from 'node:util';
import { endLeftEngine } from './engine/end-left.ts';
import { startFailure } from './start-failure.ts';
import { createService, type RunningService } from './main.ts';

export type FromHost =
  | { kind: 'ready'; socket: string }
  | { kind: 'failed'; code: string; message: string }
  /** A client asked the service to end, so nobody should start it again. */
  | { kind: 'stopping' };
export type ToHost = { kind: 'stop'; keepCalls: boolean };

/** Electron gives a utility process this port; its types belong to electron/. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

const { values } = parseArgs({
  options: {
    'app-root': { type: 'string' },
    'data-dir': { type: 'string' },
    address: { type: 'string' },
    'sip-port': { type: 'string' },
    'http-port': { type: 'string' },
    'end-engine': { type: 'boolean' },
  },
});

const port = (process as { parentPort?: ParentPort }).parentPort;
const tell = (message: FromHost) => (port ? port.postMessage(message) : process.send?.(message));

let running: RunningService | undefined;
let isStopping = false;

async function stop(keepCalls: boolean): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  tell({ kind: 'stopping' });
  // Ended during its start it would leave an engine that it is about to find or to start.
  if (!keepCalls) await starting;
  await running?.stop({ keepCalls });
  process.exit(0);
}

const heard = (message: unknown) => {
  const { kind, keepCalls } = message as ToHost;
  if (kind === 'stop') void stop(keepCalls);
};
if (port) port.on('message', ({ data }) => heard(data));
else {
  process.on('message', heard);
  process.on('disconnect', () => void stop(true));
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(true));

if (values['end-engine']) {
  await endLeftEngine(values['data-dir'] ?? '');
  process.exit(0);
}
const starting = start();
await starting;

async function start(): Promise<void> {
  try {
    running = await createService({
      appRoot: values['app-root'] ?? process.cwd(),
      dataDir: values['data-dir'] ?? '',
      address: values.address,
      sipPort: numberOf(values['sip-port']),
      httpPort: numberOf(values['http-port']),
      onStopRequest: (keepCalls) => void stop(keepCalls),
    });
    tell({ kind: 'ready', socket: running.socket });
  } catch (error) {
    tell({ kind: 'failed', ...startFailure(error) });
    // The message is on its way in a pipe: it is given the time to get there.
    setTimeout(() => process.exit(1), 100);
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
