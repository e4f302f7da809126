/** The one window: sandboxed, isolated, without Node, showing nothing but our own files. */
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { join } from 'node:path';
import { appOrigin } from './sender.ts';
import { onScreen, type Settings } from './window-state.ts';

export interface WindowOptions {
  appRoot: string;
  settings: Settings;
  devUrl: string | undefined;
  onClose: () => void;
}

/** Crashes of the page in one minute after which it is not loaded again by itself. */
const mostCrashes = 3;

export function openWindow({ appRoot, settings, devUrl, onClose }: WindowOptions): BrowserWindow {
  const { bounds, isMaximized } = settings.get();
  const place = onScreen(
    bounds,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...(place ?? { width: 1280, height: 800 }),
    minWidth: 900,
    minHeight: 600,
    title: 'Switchroom',
    // The page's own background, so that nothing flashes before it is painted.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#15181c' : '#f7f7f5',
    webPreferences: {
      preload: join(appRoot, 'out/preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  remember(window, settings);
  comeBack(window, devUrl);
  window.on('close', (event) => {
    event.preventDefault();
    onClose();
  });
  load(window, devUrl);
  return window;
}

function load(window: BrowserWindow, devUrl: string | undefined): void {
  window.loadURL(devUrl ?? `${appOrigin}/index.html`).catch((error: unknown) => {
    process.stderr.write(`The window could not load its page: ${String(error)}\n`);
  });
}

function remember(window: BrowserWindow, settings: Settings): void {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (window.isDestroyed()) return;
      settings.update({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
    }, 500);
  };
  for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(event as 'resize', later);
}

/** The service is untouched when the page's process dies; the page asks everything anew. */
function comeBack(window: BrowserWindow, devUrl: string | undefined): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const now = performance.now();
    crashes = [...crashes.filter((at) => now - at < 60_000), now];
    process.stderr.write(`The window's process ended (${reason}).\n`);
    if (crashes.length <= mostCrashes) load(window, devUrl);
  });
}
