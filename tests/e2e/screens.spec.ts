/** What holds for every screen: readable by everybody in both themes, nothing from elsewhere, and a page that can do nothing. */
import axe from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openOffice, resize, visit, type Office } from './app.ts';
import { furnish, type Demo } from './demo.ts';

let office: Office;
let demo: Demo;
test.beforeAll(async () => {
  office = await openOffice();
  await expect(office.page.getByRole('link', { name: 'System health: All well' })).toBeVisible({ timeout: 20_000 });
  demo = await furnish(office);
  await resize(office, 1280, 800);
});
test.afterAll(async () => {
  await demo.stop();
  await office.close();
});

const screens: Record<string, (demo: Demo) => string> = {
  Home: () => '/home',
  People: () => '/people',
  Person: ({ made }) => `/people/${made[2]?.userId}`,
  'New phones': () => '/phones?show=new',
  'A new phone': ({ macs }) => `/phones/${macs[6]}?show=new`,
  'All phones': () => '/phones',
  Phone: ({ macs }) => `/phones/${macs[0]}`,
  Groups: () => '/groups',
  Group: ({ groupId }) => `/groups/${groupId}`,
  'Who rings': ({ made }) => `/who-rings?to=${made[0]?.number}`,
  'Live calls': () => '/activity',
  'Call history': () => '/activity/history',
  Network: () => '/system/network',
  'History of changes': () => '/system/history',
};

for (const [name, route] of Object.entries(screens)) {
  test(`[R10] ${name}: nothing serious for anybody who reads differently`, async () => {
    const { page } = office;
    await visit(office, route(demo));
    await expect(page.locator('main .ghost, main [role="status"] .bar')).toHaveCount(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations, passes } = await new axe({ page: page }).setLegacyMode().analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => [colorScheme, id, ...nodes.map(({ target }) => String(target))])).toEqual(
        [],
      );
      expect(passes.length).toBeGreaterThan(5);
    }
  });
}

test('[R10] every part of the window is reached by keyboard alone', async () => {
  const { page } = office;
  await visit(office, '/home');
  const places = { p: '/people', d: '/phones', c: '/groups', a: '/activity', s: '/system/network', h: '/home' };
  for (const [key, place] of Object.entries(places)) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect.poll(() => page.evaluate<string>('window.location.hash')).toBe(`#${place}`);
    await expect(page.locator('main h1:visible').last()).toBeFocused();
  }
});

test('the page has no Node, no way out, and the sandbox on', async () => {
  const { electron, page } = office;
  expect(await page.evaluate('[typeof require, typeof process, typeof module, Object.keys(window.switchroom).sort().join()]')).toEqual(
    ['undefined', 'undefined', 'undefined', 'onPush,request'],
  ); // prettier-ignore
  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity };
  });
  expect(preferences).toEqual({
    sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true,
  }); // prettier-ignore
  const before = page.url();
  await page.evaluate('window.open("https://example.com"); void 0');
  await page.evaluate('window.location.assign("https://example.com"); void 0').catch(() => undefined);
  expect(page.url().split('#')[0]).toBe(before.split('#')[0]);
  expect(electron.windows()).toHaveLength(1);
  await expect(page.evaluate('fetch("https://example.com").then(() => "left", () => "stayed")')).resolves.toBe(
    'stayed',
  );
  // What was just tried on purpose is what the window complains of.
  office.complaints.splice(
    0,
    office.complaints.length,
    ...office.complaints.filter((line) => !line.includes('example.com')),
  );
});

test('no request left the app, and nothing broke its content security policy', () => {
  expect(office.complaints).toEqual([]);
});
