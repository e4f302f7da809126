/**
 * Takes a picture of the gallery in both themes and three sizes and asks axe about each, served with the product's exact
 * content security policy. A violation of the policy, a serious finding or a message in the console makes it fail.
 * Usage: node renderer/gallery/check.ts OUTPUT_FOLDER
 */
import { createServer } from 'node:http';
import { mkdir, readFile } from 'node:fs/promises';
import { extname, join, relative, resolve } from 'node:path';
import axe from '@axe-core/playwright';
import { chromium, type Page } from 'playwright';
import { build } from 'vite';
import { rendererConfig } from '../build.ts';

const out = resolve(process.argv[2] ?? 'screenshots/gallery');
const site = join(out, 'site');
const csp = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'",
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ');
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

const base = rendererConfig(resolve(import.meta.dirname, '..'));
await mkdir(out, { recursive: true });
await build({ ...base, configFile: false, mode: 'gallery', logLevel: 'warn', build: { ...base.build, outDir: site } });

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const file = resolve(site, `.${path === '/' ? '/index.html' : path}`);
  if (relative(site, file).startsWith('..')) return void response.writeHead(404).end();
  readFile(file).then(
    (body) =>
      response
        .writeHead(200, {
          'content-type': types[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': csp,
        })
        .end(body),
    () => response.writeHead(404).end(),
  );
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const address = server.address();
if (!address || typeof address === 'string') throw new Error('the picture server has no port');

/** Answers like a service with a small office; runs inside the page. */
function fakeBridge(): void {
  const answers: Record<string, unknown> = {
    health: { items: [] },
    counts: { people: 24, phones: 21, phonesNew: 3 },
    search: [
      { kind: 'person', id: '1', title: 'Anna Berg', detail: '101 · Sales' },
      { kind: 'phone', id: '000413a27f19', title: 'Anna’s desk phone', detail: 'Snom D785 · 192.168.20.41' },
    ],
  };
  Object.assign(globalThis, {
    switchroom: {
      request: ({ name }: { name: string }) => Promise.resolve({ ok: true, value: answers[name] ?? {} }),
      onPush: () => () => undefined,
    },
  });
}

type Shot = { name: string; hash: string; act?: (page: Page) => Promise<void> };
const shots: Shot[] = [
  { name: 'basics', hash: '#/gallery' },
  {
    name: 'toasts',
    hash: '#/gallery',
    act: async (page) => {
      await page.getByRole('button', { name: 'Toast' }).click();
      await page.getByRole('button', { name: 'Problem' }).click();
      await page.getByText('Choose another number').waitFor();
    },
  },
  { name: 'dialog', hash: '#/gallery', act: (page) => page.getByRole('button', { name: 'Dialog' }).click() },
  { name: 'menu', hash: '#/gallery', act: (page) => page.getByRole('button', { name: 'More for Anna Berg' }).click() },
  { name: 'forms', hash: '#/gallery?part=forms' },
  {
    name: 'forms-errors',
    hash: '#/gallery?part=forms',
    act: async (page) => {
      await page.getByRole('textbox', { name: 'Extension' }).fill('102');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('145 is free').waitFor();
    },
  },
  {
    name: 'select',
    hash: '#/gallery?part=forms',
    act: (page) => page.getByRole('combobox', { name: /^Plan/ }).click(),
  },
  {
    name: 'combobox',
    hash: '#/gallery?part=forms',
    act: async (page) => {
      await page.getByRole('combobox', { name: 'Then to' }).click();
      await page.keyboard.type('Ross');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'lists',
    hash: '#/gallery?part=lists',
    act: async (page) => {
      await page.getByRole('grid').focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    },
  },
  {
    name: 'lists-menu',
    hash: '#/gallery?part=lists',
    act: async (page) => {
      await page.getByRole('grid').focus();
      await page.keyboard.press('End');
      await page.keyboard.press('Shift+F10');
    },
  },
  {
    name: 'lists-none',
    hash: '#/gallery?part=lists',
    act: (page) => page.getByRole('textbox', { name: 'Search' }).fill('nobody at all'),
  },
  {
    name: 'person',
    hash: '#/gallery?part=person',
    act: async (page) => {
      await page.getByRole('slider', { name: 'Anna’s mobile' }).focus();
      await page.keyboard.press('ArrowRight');
    },
  },
  { name: 'inspector', hash: '#/gallery?part=person&why=1' },
  {
    name: 'palette',
    hash: '#/gallery',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('an');
      await page.getByText('Anna Berg').waitFor();
    },
  },
  { name: 'shortcuts', hash: '#/gallery', act: (page) => page.keyboard.press('Shift+?') },
  { name: 'not-found', hash: '#/nowhere' },
];
const sizes = [
  [1280, 800],
  [1920, 1080],
  [1024, 700],
] as const;
const wanted = process.argv.slice(3);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const problems: string[] = [];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height] of sizes) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      reducedMotion: 'reduce',
      bypassCSP: false,
    });
    await context.addInitScript(fakeBridge);
    for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      const label = `${shot.name}-${colorScheme}-${width}`;
      const page = await context.newPage();
      page.setDefaultTimeout(4000);
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) problems.push(`${label}: ${message.text()}`);
      });
      page.on('pageerror', (error) => problems.push(`${label}: ${error.message}`));
      await page.goto(`http://127.0.0.1:${address.port}/${shot.hash}`);
      await page.locator('main h1:visible').first().waitFor();
      try {
        await shot.act?.(page);
      } catch (cause) {
        problems.push(`${label}: ${String(cause).split('\n')[0]}`);
      }
      // As text: this file is a program of Node's, which knows no document.
      await page.evaluate('document.fonts.ready.then(() => undefined)');
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      await page.screenshot({ path: join(out, `${label}.png`) });
      if (width === 1280) {
        const { violations } = await new axe({ page }).analyze();
        for (const { id, impact, nodes } of violations.filter(
          (finding) => finding.impact === 'serious' || finding.impact === 'critical',
        ))
          problems.push(
            `${label}: axe ${impact} ${id}: ${nodes
              .map(({ target }) => String(target))
              .slice(0, 3)
              .join(' ; ')}`,
          );
      }
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
server.close();
console.log(problems.length ? [...new Set(problems)].join('\n') : 'no findings');
process.exitCode = problems.length ? 1 : 0;
