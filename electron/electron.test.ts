import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { contentSecurityPolicy, findFile, headers } from './app-files.ts';
import { backOff } from './back-off.ts';
import { relayed, type Relay } from './ipc.ts';
import { readOptions } from './options.ts';
import { appOrigin, isOurPage } from './sender.ts';
import { links } from './window-actions.ts';
import { onScreen, openSettings } from './window-state.ts';

// Electron is no module under Node; what is tested here is what is decided before it is called.
const opened: string[] = vi.hoisted(() => []);
vi.mock('electron', () => ({ ipcMain: {}, shell: { openExternal: (url: string) => void opened.push(url) } }));

const folder = mkdtempSync(join(tmpdir(), 'switchroom shell '));
afterAll(() => rmSync(folder, { recursive: true }));

describe('who may ask', () => {
  const frame = { origin: appOrigin, parent: null };
  const contents = { mainFrame: frame };
  const event = { sender: contents, senderFrame: frame };

  test('our page in our window', () => expect(isOurPage(event, contents, undefined)).toBe(true));
  test.each<[string, Parameters<typeof isOurPage>[0]]>([
    ['an iframe', { ...event, senderFrame: { origin: appOrigin, parent: frame } }],
    ['another top frame', { ...event, senderFrame: { ...frame } }],
    ['another window', { ...event, sender: { mainFrame: frame } }],
    ['a frame that is gone', { ...event, senderFrame: null }],
  ])('not %s', (_what, from) => expect(isOurPage(from, contents, undefined)).toBe(false));
  test.each(['https://example.com', 'file://', 'null', 'app://other', 'http://localhost:5173'])('not %s', (origin) => {
    const other = { origin, parent: null };
    const own = { mainFrame: other };
    expect(isOurPage({ sender: own, senderFrame: other }, own, undefined)).toBe(false);
  });
  test('not when Electron throws, nor before there is a window', () => {
    const disposed = {
      sender: contents,
      get senderFrame(): never {
        throw new Error('Render frame was disposed');
      },
    };
    expect(isOurPage(disposed, contents, undefined)).toBe(false);
    expect(isOurPage(event, undefined, undefined)).toBe(false);
  });
});

describe('what may be asked', () => {
  const asked: unknown[] = [];
  const relay: Relay = {
    request: (request) => (asked.push(request), Promise.resolve({ ok: true, value: 1 })),
    settings: openSettings(join(folder, 'window.json')),
  };

  test('a request is passed on in the name of the person', async () => {
    asked.length = 0;
    expect(await relayed({ op: 'ask', name: 'status', input: {} }, relay)).toEqual({ ok: true, value: 1 });
    expect(asked).toEqual([
      { op: 'ask', name: 'status', input: {}, actor: { kind: 'person', name: expect.any(String) as string } },
    ]);
  });
  test.each([
    ['nothing', undefined],
    ['a text', 'status'],
    ['an actor of its own', { op: 'do', name: 'a.b', actor: { kind: 'phone', name: '101' } }],
    ['the end of the service', { op: 'stop', keepCalls: false }],
    ['too much', { op: 'do', name: 'a.b', input: 'x'.repeat(2_000_000) }],
    ['a big integer', { op: 'do', name: 'a.b', input: 1n }],
    ['a path', { op: 'do', name: '../../x' }],
  ])('%s is refused', async (_what, message) => {
    asked.length = 0;
    expect(await relayed(message, relay)).toMatchObject({ ok: false, error: { kind: 'bad-request' } });
    expect(asked).toEqual([]);
  });
  test('pages outside are opened by key, never by address', async () => {
    await relayed({ op: 'do', name: 'window.open-link', input: { key: 'licence' } }, relay);
    for (const key of ['https://example.com', 'file:///etc', '__proto__', 'javascript:alert(1)']) {
      expect(await relayed({ op: 'do', name: 'window.open-link', input: { key } }, relay)).toMatchObject({ ok: false });
    }
    expect(opened).toEqual([links.licence]);
    expect(Object.values(links).every((url) => url.startsWith('https://'))).toBe(true);
  });
  test('the answer at closing can be changed', async () => {
    expect(await relayed({ op: 'ask', name: 'window.settings' }, relay)).toEqual({
      ok: true,
      value: { onClose: 'ask' },
    });
    await relayed({ op: 'do', name: 'window.set-on-close', input: { onClose: 'keep' } }, relay);
    expect(await relayed({ op: 'ask', name: 'window.settings' }, relay)).toEqual({
      ok: true,
      value: { onClose: 'keep' },
    });
  });
});

describe('app: addresses', () => {
  const files = new Map([
    ['/index.html', '/app/index.html'],
    ['/assets/a.js', '/app/assets/a.js'],
    ['/secret.db', '/app/secret.db'],
  ]);
  test('our files, with their types', () => {
    expect(findFile(files, 'GET', 'app://switchroom/')).toEqual({
      file: '/app/index.html',
      type: 'text/html; charset=utf-8',
    });
    expect(findFile(files, 'GET', 'app://switchroom/assets/a.js?x#y')?.type).toContain('text/javascript');
  });
  const host = 'app://switchroom';
  const up = ['..', '%2e%2e', '%252e%252e', '..%2f', '..%5c', '....//', '.%00./', '%c0%ae%c0%ae', '..;', '\\..'];
  const targets = ['etc/passwd', 'main/index.js', 'index.html%00.js', 'secret.db', 'assets/../../package.json'];
  const traversals = up.flatMap((dots) => targets.map((target) => `${host}/${dots}/${target}`));
  test.each([
    ...traversals,
    'app://other/index.html', 'app://switchroom:80/index.html', 'app://user@switchroom/index.html', 'file:///etc/passwd', 'https://switchroom/index.html',
    `${host}/assets`, `${host}/assets/`, `${host}//index.html`, `${host}/INDEX.HTML`, `${host}/secret.db`, 'no address',
  ])('%s is not there', (url) => expect(findFile(files, 'GET', url)).toBeUndefined()); // prettier-ignore
  test('only reading', () => expect(findFile(files, 'POST', `${host}/`)).toBeUndefined());
  test('headers', () => {
    expect(headers('text/html')).toMatchObject({
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': contentSecurityPolicy,
    });
    expect(contentSecurityPolicy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/);
  });
});

describe('the window', () => {
  test('its place is stored whole, and a broken file counts as none', () => {
    const file = join(folder, 'deep/er/window.json');
    const bounds = { x: 10, y: 20, width: 1280, height: 800 };
    openSettings(file).update({ bounds, onClose: 'stop' });
    expect(openSettings(file).get()).toEqual({ bounds, isMaximized: false, onClose: 'stop' });
    expect(readdirSync(join(folder, 'deep/er'))).toEqual(['window.json']);
    for (const text of ['', '{"bounds":', '[]', '{"bounds":{"x":"a"},"onClose":"explode"}']) {
      writeFileSync(file, text);
      expect(openSettings(file).get()).toEqual({ bounds: undefined, isMaximized: false, onClose: 'ask' });
    }
    expect(readFileSync(file, 'utf8')).not.toBe('');
  });
  test('comes back only to a screen that is there', () => {
    const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
    const at = (x: number, y: number) => ({ x, y, width: 1000, height: 700 });
    expect(onScreen(at(100, 100), screens)).toEqual(at(100, 100));
    expect(onScreen(at(2500, 100), screens)).toBeUndefined();
    expect(onScreen(at(100, -300), screens)).toBeUndefined();
    expect(onScreen(undefined, screens)).toBeUndefined();
  });
});

test('the service is started again soon, then rarely, and soon again after a good while', () => {
  const wait = backOff();
  expect([0, 0, 0, 0, 0, 0, 0].map((lived) => wait.ended(lived))).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  expect(wait.ended(60_000)).toBe(250);
});

test('options: data folder, ports, and a dev server of this computer only', () => {
  const read = (argv: string[], env = {}) => readOptions(['electron', ...argv], env, '/user');
  expect(read(['--no-sandbox', '/app', '--data-dir', '/a b', '--sip-port', '5070'])).toMatchObject({
    dataDir: '/a b',
    serviceArguments: ['--sip-port', '5070'],
  });
  expect(read([], { SWITCHROOM_DATA_DIR: '/env' }).dataDir).toBe('/env');
  expect(read([]).dataDir).toBe('/user');
  expect(read(['--on-close', 'explode']).onClose).toBeUndefined();
  expect(read([], { ELECTRON_RENDERER_URL: 'http://localhost:5173' }).devUrl).toBe('http://localhost:5173');
  expect(read([], { ELECTRON_RENDERER_URL: 'http://example.com:5173' }).devUrl).toBeUndefined();
});
