/**
 * The desktop shell: one window, the service as a process of its own, and messages relayed between the two. No decision
 * about the office is made here. The window is made at once and shows "starting" while the service comes up beside it.
 */
import { app, Menu, Notification, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { openClient, type Client } from '../service/client.ts';
import { placeOf } from '../service/place.ts';
import type { Push, ServiceState } from '../service/protocol.ts';
import { emergencyNotices } from './alarm.ts';
import { decideClose, type CloseDecision } from './close.ts';
import { answerWindow, type Relay } from './ipc.ts';
import { launchService, type ServiceProcess } from './launch-service.ts';
import { readOptions } from './options.ts';
import { registerScheme, serveApp } from './protocol.ts';
import { denyPermissions, guardContents } from './security.ts';
import { openSettings } from './window-state.ts';
import { openWindow } from './window.ts';

const options = readOptions(process.argv, process.env, app.getPath('userData'), app.isPackaged);
// Chromium keeps its own files apart from the office, and one lock per office lets two offices run side by side.
app.setPath('userData', join(options.dataDir, 'window'));
// Root cannot have Chromium's sandbox: a container passes --no-sandbox, and Electron dies when told both.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerScheme();

const again = 'Switchroom is starting again.';
/** How long another process's service may take until it answers. */
const elsewhereMs = 2000;

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  const settings = openSettings(join(options.dataDir, 'window', 'window.json'));
  const appRoot = app.getAppPath();
  let window: BrowserWindow | undefined;
  let service: ServiceProcess | undefined;
  let client: Client | undefined;
  let state: { state: ServiceState; message?: string } = { state: 'starting' };
  let decision: CloseDecision | undefined;

  const push = (message: Push) => {
    if (window && !window.isDestroyed()) window.webContents.send('switchroom-push', message);
  };
  const notices = emergencyNotices();
  const told = (message: Push) => {
    push(message);
    for (const notice of notices(message)) {
      if (Notification.isSupported()) new Notification({ ...notice, urgency: 'critical' }).show();
      if (!window || window.isDestroyed()) continue;
      if (window.isMinimized()) window.restore();
      window.show();
      window.flashFrame(true);
    }
  };
  const enter = (next: typeof state) => {
    state = next;
    push({ event: 'service', ...next });
  };

  const relay: Relay = {
    request: (request) =>
      client?.request(request) ??
      Promise.resolve({ ok: false, error: { kind: 'starting', message: state.message ?? 'Switchroom is starting.' } }),
    settings,
  };

  function connect(socket: string, isElsewhere: boolean): void {
    client?.close();
    const startAgain = () => {
      if (client !== made) return;
      made.close();
      client = undefined;
      enter({ state: 'starting', message: again });
      service?.startAgain();
    };
    const made = openClient({
      path: socket,
      watch: true,
      onPush: told,
      onState(is) {
        if (client !== made) return; // It was closed for another one, or for good.
        clearTimeout(patience);
        if (is === 'ready') enter({ state: 'ready' });
        // Nobody starts another process's service again, so this window tries to.
        else if (isElsewhere) startAgain();
        else enter({ state: 'starting', message: again });
      },
    });
    client = made;
    // It may be ending, or end before it answers: then there is nothing to lose, and nobody would say so.
    const patience = isElsewhere ? setTimeout(startAgain, elsewhereMs) : undefined;
  }

  function show(): void {
    window = openWindow({ appRoot, settings, devUrl: options.devUrl, onClose: () => app.quit() });
    window.webContents.on('did-finish-load', () => push({ event: 'service', ...state }));
  }

  guardContents(app);
  app.on('second-instance', () => {
    if (!window || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    // Also once it is decided: the last window's end asks to quit too, which would cut short what is being stopped.
    event.preventDefault();
    if (decision === undefined) void quit();
  });

  let isAsking = false;
  async function quit(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    try {
      decision = await decideClose({ settings, given: options.onClose, window, calls: () => callsUp(client) });
    } finally {
      isAsking = false;
    }
    if (decision === undefined) return;
    client?.close();
    // The window goes at once; ending the phone engine may take a moment.
    if (window && !window.isDestroyed()) window.destroy();
    try {
      await service?.stop({ keepCalls: decision === 'keep' });
    } finally {
      app.exit(0);
    }
  }

  void app.whenReady().then(() => {
    Menu.setApplicationMenu(
      process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null,
    );
    denyPermissions();
    serveApp(join(appRoot, 'out/renderer'));
    answerWindow(() => window, relay, options.devUrl);
    show();
    // Not before "ready": forking earlier crashes some Electron versions without a word.
    service = launchService({
      file: join(appRoot, 'out/main/service.js'),
      arguments: ['--app-root', appRoot, '--data-dir', options.dataDir, ...options.serviceArguments],
      node: options.node,
      endEngineArguments: ['--data-dir', options.dataDir, '--end-engine'],
      socket: placeOf(options.dataDir).socket,
      onReady: (socket) => connect(socket, false),
      // Somebody serves this office without a window: this is its window then.
      onElsewhere: () => connect(placeOf(options.dataDir).socket, true),
      onDown: (message) => {
        client?.close();
        client = undefined;
        enter({ state: 'lost', message });
      },
    });
  });
}

async function callsUp(client: Client | undefined): Promise<number> {
  const outcome = await client?.request({ op: 'ask', name: 'status', input: {} }, { timeoutMs: 1000 });
  return outcome?.ok ? (outcome.value as { counts: { calls: number } }).counts.calls : 0;
}
