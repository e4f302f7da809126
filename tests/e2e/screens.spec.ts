/** What holds for every screen: readable by everybody in both themes, nothing from elsewhere, and a page that can do nothing. */
import axe from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openOffice, resize, visit, type Office } from './app.ts';
import { furnish, type Demo } from './demo.ts';

let office: Office;
let demo: Demo;
test.beforeAll(async () => {
  office = await openOffice();
  await expect(office.page.getByRole('link', { name: /^System health: (All well|Attention)/ })).toBeVisible({
    timeout: 20_000,
  });
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
  'Person when called': ({ made }) => `/people/${made[2]?.userId}?tab=called`,
  'Person calling out': ({ made }) => `/people/${made[2]?.userId}?tab=calling`,
  'Phones of a person': ({ made }) => `/people/${made[2]?.userId}?tab=phones`,
  'History of a person': ({ made }) => `/people/${made[2]?.userId}?tab=history`,
  'New phones': () => '/phones?show=new',
  'A new phone': ({ macs }) => `/phones/${macs[6]}?show=new`,
  'All phones': () => '/phones',
  Phone: ({ macs }) => `/phones/${macs[0]}`,
  'Preparing phones': () => '/phones?show=prepare',
  'Finding phones': () => '/find-phones',
  'Settings of phones': () => '/phone-settings',
  'Settings of one phone': ({ macs }) => `/phone-settings?level=mac-${macs[0]}`,
  'Phone book': () => '/phone-book',
  Firmware: () => '/firmware',
  'Router for phones': () => '/phone-router',
  'App invitations': () => '/invitations',
  'Practice phones': () => '/practice',
  Numbers: () => '/numbers',
  Number: ({ made }) => `/numbers/${made[0]?.extensionId}`,
  Flows: () => '/flows',
  Flow: ({ flows }) => `/flows/${flows.flowId}?step=${flows.menuId}`,
  Hours: () => '/hours',
  'Opening hours': ({ hoursId }) => `/hours/${hoursId}`,
  Queues: () => '/queues',
  Queue: ({ flows }) => `/queues/${flows.queueId}`,
  Sounds: () => '/sounds',
  Services: () => '/services',
  'Coming week': () => '/calls/week',
  Trunks: () => '/lines/trunks',
  Trunk: ({ trunkId }) => `/lines/trunks/${trunkId}`,
  'New trunk': () => '/lines/trunks?add=1',
  'Outbound rules': () => '/lines/outbound',
  'An outbound rule': () => '/lines/outbound/out-all',
  Emergency: () => '/lines/emergency',
  Mail: () => '/system/mail',
  'Asterisk files': () => '/system/asterisk',
  Groups: () => '/groups',
  Group: ({ groupId }) => `/groups/${groupId}`,
  'Who rings': ({ made }) => `/who-rings?to=${made[0]?.number}`,
  'Live calls': () => '/activity',
  'Call history': () => '/activity/history',
  Network: () => '/system/network',
  'History of changes': () => '/system/history',
};

/** What a person can neither see nor scroll to, sideways. A picture of a flow is moved by hand. */
const sticksOut = `(() => {
  const right = document.documentElement.clientWidth + 1;
  const canScroll = (element) => {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const { overflowX, position } = getComputedStyle(one);
      if (overflowX === 'auto' || overflowX === 'scroll' || one.matches('.svelte-flow, .sr-only')) return true;
      if (overflowX !== 'visible' && position === 'absolute' && one.clientWidth <= 1) return true;
    }
    return false;
  };
  return [...document.querySelectorAll('main button, main a, main input, main h1, main h2, main p, header button')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > right && !canScroll(one))
    .slice(0, 3)
    .map((one) => one.tagName + ' ' + (one.textContent.trim() || one.getAttribute('aria-label') || one.name).slice(0, 40) + ' ' + Math.round(one.getBoundingClientRect().right));
})()`;

/** What is still on its way in sight; below a list something may wait until somebody scrolls there. */
const onItsWay = `[...document.querySelectorAll('main .ghost, main [role="status"] .bar')].filter((bar) => bar.getBoundingClientRect().top < innerHeight).length`;
const drawn = (page: Page) => expect.poll(() => page.evaluate<number>(onItsWay)).toBe(0);

for (const [name, route] of Object.entries(screens)) {
  test(`[R10] ${name}: nothing serious for anybody who reads differently`, async () => {
    const { page } = office;
    await visit(office, route(demo));
    await drawn(page);
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

for (const [size, width, height] of [
  ['at 1024 by 700', 1024, 700],
  ['at 200 %', 640, 400],
] as const)
  test(`[R10] ${size} nothing sticks out of any screen`, async () => {
    test.setTimeout(120_000);
    const { page } = office;
    await page.setViewportSize({ width, height });
    const wide: string[] = [];
    for (const [name, route] of Object.entries(screens)) {
      await visit(office, route(demo));
      await drawn(page);
      wide.push(...(await page.evaluate<string[]>(sticksOut)).map((what) => `${name}: ${what}`));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(wide).toEqual([]);
  });

test('[R10] every part of the window is reached by keyboard alone', async () => {
  const { page } = office;
  await visit(office, '/home');
  const places = {
    p: '/people',
    d: '/phones',
    c: '/numbers',
    l: '/lines/trunks',
    a: '/activity',
    s: '/system/network',
    h: '/home',
  };
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
