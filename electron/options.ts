/** What the command line and the environment say about this run. Chromium's own flags are left alone. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  dataDir: string;
  /** Passed on to the service as they are. */
  serviceArguments: string[];
  /** Runs the service under this Node instead of Electron's: for runtimes that cannot load its native modules. */
  node: string | undefined;
  /** Answers the question at the first close; for tests and unattended computers. */
  onClose: 'keep' | 'stop' | undefined;
  /** Dev server of electron-vite; never in a packaged app, whose build has no such variable set by anybody but its user. */
  devUrl: string | undefined;
}

export function readOptions(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  userData: string,
  isPackaged = false,
): Options {
  const { values } = parseArgs({
    args: argv.slice(1),
    // Electron adds flags and the app's folder, which are not ours to judge.
    strict: false,
    allowPositionals: true,
    options: {
      'data-dir': { type: 'string' },
      address: { type: 'string' },
      'sip-port': { type: 'string' },
      'http-port': { type: 'string' },
      'on-close': { type: 'string' },
    },
  });
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const onClose = text('on-close');
  return {
    dataDir: resolve(text('data-dir') ?? env['SWITCHROOM_DATA_DIR'] ?? userData),
    serviceArguments: ['address', 'sip-port', 'http-port'].flatMap((name) => {
      const value = text(name);
      return value === undefined ? [] : [`--${name}`, value];
    }),
    node: env['SWITCHROOM_NODE'] || undefined,
    onClose: onClose === 'keep' || onClose === 'stop' ? onClose : undefined,
    devUrl: isPackaged ? undefined : devOrigin(env['ELECTRON_RENDERER_URL']),
  };
}

/** Only this computer's own dev server. */
function devOrigin(url: string | undefined): string | undefined {
  return url !== undefined && /^http:\/\/(localhost|127\.0\.0\.1|\[::1\]):\d+\/?$/.test(url) ? url : undefined;
}
