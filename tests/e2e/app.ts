/**
 * The real window: Electron with the built app, its service and its Asterisk, a data folder and ports of its own on
 * loopback, so that several run beside each other and beside an office that is in use.
 */
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openClient, type Client } from '../../service/client.ts';
import { placeOf } from '../../service/place.ts';
import { freePort, type Server } from '../calls/sipp.ts';

/** Folder of the built app; another build is tried with SWITCHROOM_APP_ROOT. */
export const appRoot = resolve(process.env['SWITCHROOM_APP_ROOT'] ?? join(import.meta.dirname, '../..'));

export interface Office {
  electron: ElectronApplication;
  page: Page;
  dataDir: string;
  server: Server;
  httpPort: number;
  /** What the window said that it should not: errors on its console, refused by the content security policy, remote addresses. */
  complaints: string[];
  /** The service behind the window, for what a test prepares or phones report. */
  service: Asking;
  close(): Promise<void>;
}

export interface Asking {
  run<T = unknown>(name: string, input?: unknown): Promise<T>;
  ask<T = unknown>(name: string, input?: unknown): Promise<T>;
}

const address = '127.0.0.1';

/** Chromium's own sandbox refuses to run as root, as in a container; the page's sandbox settings are the same. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export async function openOffice(): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchroom-e2e-'));
  const server = { address, port: await freePortPair() };
  const httpPort = await freeTcpPort();
  const complaints: string[] = [];
  const executablePath = process.env['ELECTRON_EXEC_PATH'];
  if (!executablePath) throw new Error('ELECTRON_EXEC_PATH is not set: run "npm test -- e2e" instead.');
  const electron = await _electron.launch({
    executablePath,
    args: [
      ...asRoot,
      appRoot,
      ...['--data-dir', dataDir, '--address', address, '--sip-port', String(server.port)],
      ...['--http-port', String(httpPort), '--on-close', 'stop'],
    ],
    env: environment(),
    timeout: 20_000,
  });
  const page = await electron.firstWindow();
  watch(page, complaints);
  const client = openClient({ path: placeOf(dataDir).socket, watch: true, retryMs: 50 });
  return {
    electron,
    page,
    dataDir,
    server,
    httpPort,
    complaints,
    service: asking(client),
    async close() {
      client.close();
      await electron.close();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function environment(): Record<string, string> {
  const given = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { ...Object.fromEntries(given), LANG: 'en_US.UTF-8', TZ: 'Europe/Berlin' };
}

function asking(client: Client): Asking {
  const send = async (op: 'do' | 'ask', name: string, input: unknown) => {
    const outcome = await client.request({ op, name, input, ...(op === 'do' ? { actor } : {}) });
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.message} ${JSON.stringify(outcome.error)}`);
    return outcome.value;
  };
  return {
    run: async (name, input = {}) => (await send('do', name, input)) as never,
    ask: async (name, input = {}) => (await send('ask', name, input)) as never,
  };
}

const actor = { kind: 'person', name: 'Maria' } as const;

function watch(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(app:\/\/switchroom\/|data:image\/|blob:app:)/.test(request.url()))
      complaints.push(`remote: ${request.url()}`);
  });
}

/** Encrypted calls use the port after that of calls. */
async function freePortPair(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = await freePort(address);
    if (port < 65_500 && (await isFreeTcp(port)) && (await isFreeTcp(port + 1))) return port;
  }
  throw new Error('no two free ports in a row on 127.0.0.1');
}

async function freeTcpPort(): Promise<number> {
  const made = createServer();
  await new Promise<void>((done) => made.listen(0, address, done));
  const at = made.address();
  await new Promise((done) => made.close(done));
  if (at === null || typeof at === 'string') throw new Error('a TCP server without a port');
  return at.port;
}

function isFreeTcp(port: number): Promise<boolean> {
  return new Promise((done) => {
    const made = createServer();
    made.once('error', () => done(false));
    made.listen(port, address, () => made.close(() => done(true)));
  });
}

/** The window's content in CSS pixels. */
export async function resize({ electron, page }: Office, width: number, height: number): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, size) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.unmaximize();
      window?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
  await expect.poll(() => page.evaluate<number>('window.innerWidth')).toBeCloseTo(width, -1);
}

/** Goes to an address of the window, such as `/phones?show=new`, and waits for its page. */
export async function visit({ page }: Office, route: string): Promise<void> {
  await page.evaluate(`window.location.hash = ${JSON.stringify(route)}`);
  const leave = page.getByRole('button', { name: 'Leave without saving' });
  await page.locator('main h1:visible').first().or(leave).first().waitFor();
  if (await leave.isVisible()) await leave.click();
  await page.locator('main h1:visible').first().waitFor();
}
