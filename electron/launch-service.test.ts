import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makePlace, placeOf } from '../service/place.ts';
import { serveSocket, type SocketServer } from '../service/socket-server.ts';
import { launchService } from './launch-service.ts';

vi.mock('electron', () => ({ utilityProcess: {} }));

let folder: string;
let socket: string;
let server: SocketServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchroom launch '));
  const place = placeOf(join(folder, 'office'));
  makePlace(place);
  socket = place.socket;
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

/** A service that finds another one, and notes how it was called. */
function launch() {
  const file = join(folder, 'host.mjs');
  const calls = join(folder, 'calls');
  writeFileSync(
    file,
    `import { appendFileSync } from 'node:fs';
    appendFileSync(${JSON.stringify(calls)}, process.argv[2] + '\\n');
    if (process.argv[2] === 'serve') process.send({ kind: 'failed', code: 'already-running', message: 'x' }, () => process.exit(1));`,
  );
  const onElsewhere = vi.fn();
  const service = launchService({
    file,
    arguments: ['serve'],
    endEngineArguments: ['end-engine'],
    socket,
    node: process.execPath,
    onReady: () => undefined,
    onElsewhere,
    onDown: () => undefined,
  });
  const called = () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []);
  return { service, onElsewhere, called };
}

describe('an office that another process serves', { timeout: 20_000 }, () => {
  const serve = async () => {
    const stops: boolean[] = [];
    server = await serveSocket({
      path: socket,
      handle(request) {
        if (request.op === 'stop') {
          stops.push(request.keepCalls);
          setImmediate(() => void server?.close());
        }
        return Promise.resolve({ ok: true, value: {} });
      },
    });
    return stops;
  };

  test('"stop everything" ends that service; letting calls go on lets it be', async () => {
    const stops = await serve();
    const { service, onElsewhere, called } = launch();
    await vi.waitFor(() => expect(onElsewhere).toHaveBeenCalled(), 10_000);
    await service.stop({ keepCalls: true });
    expect(stops).toEqual([]);
    await service.stop({ keepCalls: false });
    expect(stops).toEqual([false]);
    expect(called()).toEqual(['serve']);
  });

  test('"stop everything" ends the phone engine when no service runs', async () => {
    const { service, onElsewhere, called } = launch();
    await vi.waitFor(() => expect(onElsewhere).toHaveBeenCalled(), 10_000);
    await service.stop({ keepCalls: false });
    expect(called()).toEqual(['serve', 'end-engine']);
  });

  test('when it is gone the window starts one of its own', async () => {
    const { service, onElsewhere, called } = launch();
    await vi.waitFor(() => expect(onElsewhere).toHaveBeenCalled(), 10_000);
    service.startAgain();
    await vi.waitFor(() => expect(onElsewhere).toHaveBeenCalledTimes(2), 10_000);
    await service.stop({ keepCalls: true });
    service.startAgain();
    expect(called()).toEqual(['serve', 'serve']);
  });
});
