/**
 * Pictures of every screen with a demo office, in both themes and the sizes that people have, into `screenshots/`. Those
 * that README and docs show go to `docs/pictures/` when asked for: screenshots.ts --docs. Names given take only those.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import axe from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { openOffice, resize, visit, type Office } from './app.ts';
import { placeCalls } from '../calls/sipp.ts';
import { account, callAround, furnish, type Demo } from './demo.ts';

type Shot = {
  name: string;
  route: (demo: Demo) => string;
  act?: (office: Office, demo: Demo) => Promise<void>;
  after?: (office: Office) => Promise<void>;
};

const shots: Shot[] = [
  {
    name: 'home',
    route: () => '/home',
    // README shows an office at work, not one that is being set up.
    act: async ({ page }) => {
      if (forDocs) await page.getByRole('button', { name: 'Hide for now' }).click();
    },
  },
  { name: 'people', route: () => '/people' },
  { name: 'person', route: ({ made }) => `/people/${made[2]?.userId}` },
  { name: 'person-called', route: ({ made }) => `/people/${made[2]?.userId}?tab=called` },
  { name: 'person-calling', route: ({ made }) => `/people/${made[2]?.userId}?tab=calling` },
  { name: 'person-phones', route: ({ made }) => `/people/${made[2]?.userId}?tab=phones` },
  { name: 'person-history', route: ({ made }) => `/people/${made[2]?.userId}?tab=history` },
  {
    name: 'person-app',
    route: ({ made }) => `/people/${made[2]?.userId}`,
    act: async ({ page, service }, { made }) => {
      await service.run('invitation.create', { identityId: made[2]?.identityIds[1], app: 'linphone' });
      await page.getByRole('button', { name: /^Set up .* in an app$/ }).first().click();
      await page.getByRole('img', { name: 'QR code of the invitation' }).first().waitFor();
    },
  },
  { name: 'invitations', route: () => '/invitations' },
  { name: 'phones-new', route: () => '/phones?show=new' },
  { name: 'phone-adopt', route: ({ macs }) => `/phones/${macs[6]}?show=new` },
  { name: 'phones', route: () => '/phones' },
  {
    name: 'phones-selected',
    route: () => '/phones',
    act: async ({ page }) => {
      await page.getByRole('grid').focus();
      for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    },
  },
  { name: 'phone', route: ({ macs }) => `/phones/${macs[0]}` },
  { name: 'phone-long', route: ({ macs }) => `/phones/${macs[2]}` },
  {
    name: 'phone-unassign',
    route: ({ macs }) => `/phones/${macs[0]}`,
    act: ({ page }) => page.getByRole('button', { name: 'Unassign…' }).click(),
  },
  {
    name: 'phone-file',
    route: ({ macs }) => `/phones/${macs[0]}`,
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Show the file' }).click();
      await page.getByText('blotted out').scrollIntoViewIfNeeded();
    },
  },
  { name: 'person-keys', route: ({ made }) => `/people/${made[0]?.userId}?tab=phones` },
  { name: 'phone-settings', route: () => '/phone-settings' },
  { name: 'phone-settings-one', route: ({ macs }) => `/phone-settings?level=mac-${macs[0]}` },
  {
    name: 'phone-settings-vlan',
    route: () => '/phone-settings',
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Edit VLAN' }).click();
      await page.getByRole('checkbox').first().click();
    },
  },
  { name: 'phone-book', route: () => '/phone-book' },
  { name: 'firmware', route: () => '/firmware' },
  { name: 'router', route: () => '/phone-router' },
  { name: 'practice-start', route: () => '/practice' },
  {
    name: 'practice',
    route: () => '/practice',
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Switch on three phones' }).click();
      await expect(page.getByRole('article')).toHaveCount(3);
      await expect(page.getByText('Starting…')).toHaveCount(0);
    },
    after: async ({ service }) => service.run('practice.end'),
  },
  {
    name: 'phone-replace',
    route: ({ macs }) => `/phones/${macs[0]}`,
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'More for Anna’s desk phone' }).click();
      await page.getByRole('menuitem', { name: 'Replace by another device…' }).click();
    },
  },
  {
    name: 'phone-lines',
    route: ({ macs }) => `/phones/${macs[0]}`,
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Add a line' }).click();
      await page.getByRole('button', { name: 'Put it on line 2' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'phone-asked',
    route: ({ macs }) => `/phones/${macs[0]}`,
    act: ({ page }) => page.getByRole('button', { name: 'Find this phone' }).click(),
  },
  {
    name: 'phones-edit',
    route: () => '/phones',
    act: async ({ page }) => {
      await page.getByRole('grid').focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
      await page.getByRole('button', { name: 'Label and assign' }).click();
    },
    after: ({ page }) => page.keyboard.press('Escape'),
  },
  {
    name: 'phone-followed',
    route: ({ macs }) => `/phones/${macs[3]}`,
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Unassign…' }).click();
      await page.getByRole('button', { name: 'Unassign the phone' }).click();
      await page.getByText('Each is followed here until it is back').waitFor();
    },
    after: ({ page, service }) =>
      page
        .getByRole('button', { name: 'Close' })
        .last()
        .click()
        .then(() => service.run('journal.undo', {})),
  },
  {
    name: 'phones-prepare',
    route: () => '/phones?show=prepare',
    act: async ({ page }) => {
      const list = ['000413AABB71, D785, Empfang Erdgeschoss links neben der Tür', 'MAC: 00-04-13-AA-BB-72  S/N 12345', '000413AABB71', '001122334455', '000413AABB73, D717, Lager, 999']; // prettier-ignore
      await page.getByRole('textbox', { name: 'Labels' }).fill(list.join('\n'));
      await page.getByText('2 phones are ready').waitFor();
    },
  },
  {
    name: 'emergency-place',
    route: ({ macs }) => `/lines/emergency?place=mac-${macs[0]}`,
    act: async ({ page }) => {
      await page.getByRole('textbox', { name: 'Street and house number' }).fill('5a Hauptstraße');
      await page.getByRole('button', { name: 'Save the place' }).click();
    },
  },
  { name: 'find-phones', route: () => '/find-phones' },
  { name: 'find-phones-tried', route: () => '/find-phones?show=tried' },
  { name: 'numbers', route: () => '/numbers' },
  { name: 'number', route: ({ made }) => `/numbers/${made[0]?.extensionId}` },
  {
    name: 'number-log-in',
    route: ({ made }) => `/numbers/${made[0]?.extensionId}`,
    act: ({ page }) => page.getByRole('button', { name: 'Log in to a handset…' }).click(),
  },
  { name: 'groups', route: () => '/groups' },
  { name: 'emergency', route: () => '/lines/emergency' },
  { name: 'mail', route: () => '/system/mail' },
  { name: 'group', route: ({ groupId }) => `/groups/${groupId}` },
  { name: 'services', route: () => '/services' },
  {
    name: 'services-room',
    route: () => '/services',
    act: ({ page }) => page.getByRole('button', { name: 'Change Team' }).click(),
  },
  { name: 'outbound', route: () => '/lines/outbound' },
  {
    name: 'outbound-tested',
    route: () => '/lines/outbound',
    act: async ({ page }) => {
      await page.getByRole('textbox', { name: 'Number as it is dialled' }).fill('0 30 901820');
      await page.keyboard.press('Enter');
    },
  },
  { name: 'outbound-rule', route: () => '/lines/outbound/out-all' },
  { name: 'hours', route: () => '/hours' },
  { name: 'hours-new', route: () => '/hours?add=1' },
  { name: 'hours-one', route: ({ hoursId }) => `/hours/${hoursId}` },
  {
    name: 'hours-edit',
    route: ({ hoursId }) => `/hours/${hoursId}`,
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Edit Weekly hours' }).click();
      await page.getByRole('textbox', { name: 'Hours of Monday' }).fill('8-12, 11-17');
      await page.getByRole('textbox', { name: 'Hours of Tuesday' }).click();
    },
  },
  {
    name: 'hours-holidays',
    route: ({ hoursId }) => `/hours/${hoursId}`,
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Add an exception' }).scrollIntoViewIfNeeded();
      await page.getByRole('button', { name: 'Add holidays of…' }).click();
      await page.getByText('Dates are known').waitFor();
    },
  },
  {
    name: 'hours-remove',
    route: ({ hoursId }) => `/hours/${hoursId}`,
    act: async ({ page }) => {
      await page.locator('main header').last().getByRole('button').click();
      await page.getByRole('menuitem', { name: 'Remove…' }).click();
    },
  },
  { name: 'trunks', route: () => '/lines/trunks' },
  { name: 'trunk', route: ({ trunkId }) => `/lines/trunks/${trunkId}` },
  {
    name: 'trunk-advanced',
    route: ({ trunkId }) => `/lines/trunks/${trunkId}`,
    act: async ({ page }) => {
      await page.getByText('Advanced', { exact: true }).first().click();
      await page.getByRole('button', { name: 'Edit Advanced' }).click();
    },
  },
  { name: 'trunk-new', route: () => '/lines/trunks?add=1' },
  { name: 'queues', route: () => '/queues' },
  { name: 'queue', route: ({ flows }) => `/queues/${flows.queueId}` },
  { name: 'flows', route: () => '/flows' },
  {
    name: 'flow',
    route: ({ flows }) => `/flows/${flows.flowId}?step=${flows.menuId}`,
    act: ({ page }) => page.locator('.svelte-flow__node').first().waitFor(),
  },
  {
    name: 'flow-what-if',
    route: ({ flows }) => `/flows/${flows.flowId}`,
    act: async ({ page }) => {
      await page.locator('.svelte-flow__node').first().waitFor();
      await page.getByRole('tab', { name: 'What if?' }).click();
      await page.getByLabel('Keys at each menu').fill('1');
    },
  },
  { name: 'sounds', route: () => '/sounds' },
  { name: 'who-rings', route: ({ made }) => `/who-rings?to=${made[0]?.number}` },
  { name: 'live', route: () => '/activity' },
  {
    name: 'live-hang-up',
    route: () => '/activity',
    act: ({ page }) => page.getByRole('button', { name: /^Hang up the call/ }).first().click(),
  },
  { name: 'calls', route: () => '/activity/history' },
  {
    name: 'calls-why',
    route: () => '/activity/history',
    act: async ({ page }) => {
      await page.getByRole('grid').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('complementary').locator('ol, p').nth(1).waitFor();
    },
  },
  { name: 'week', route: () => '/calls/week' },
  { name: 'plain', route: () => '/system/asterisk' },
  { name: 'network', route: () => '/system/network' },
  {
    name: 'network-edit',
    route: () => '/system/network',
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Edit Address' }).click();
      await page.getByRole('radio', { name: 'Fixed address' }).click();
    },
  },
  { name: 'history', route: () => '/system/history' },
  {
    name: 'history-entry',
    route: () => '/system/history',
    act: ({ page }) => page.getByRole('link', { name: /Adopted the phone/ }).first().click(),
  },
  {
    name: 'history-back',
    route: () => '/system/history',
    act: async ({ page }) => {
      await page.getByRole('link', { name: /Adopted the phone/ }).nth(1).click();
      await page.getByRole('button', { name: /Go back to here/ }).click();
      await page.getByRole('heading', { name: 'What is put back' }).waitFor();
    },
  },
  {
    name: 'alarm',
    route: () => '/people',
    async act({ page, server, service }, { made }) {
      const [caller] = made.slice(5);
      if (!caller) throw new Error('nobody can call for help');
      const phone = await account({ service }, caller);
      void placeCalls(server, [{ ...phone, number: '112', talkMs: 200 }], 10, 8).catch((cause: unknown) =>
        problems.add(`alarm: ${String(cause)}`),
      );
      await page.getByRole('button', { name: 'I take care of it' }).first().waitFor();
    },
    after: async ({ page }) => {
      const seen = page.getByRole('button', { name: 'I take care of it' });
      await seen.first().click();
      await expect(seen).toHaveCount(0);
    },
  },
  { name: 'palette', route: () => '/home', act: ({ page }) => page.keyboard.press('Control+k') },
]; // prettier-ignore

const emptyShots = [
  'practice-start',
  'home',
  'people',
  'services',
  'invitations',
  'phones-new',
  'phones',
  'groups',
  'numbers',
  'queues',
  'flows',
  'sounds',
  'hours',
  'trunks',
  'outbound',
  'emergency',
  'week',
  'mail',
  'live',
  'calls',
  'network',
  'history',
];
const args = process.argv.slice(2);
/** One size alone, and higher than a window so that a page is seen whole: --size=1280x2600. */
const size = args.find((arg) => arg.startsWith('--size='))?.slice(7).split('x').map(Number); // prettier-ignore
const sizes: (readonly [number, number])[] = size ? [[size[0] ?? 1280, size[1] ?? 800]] : [[1280, 800], [1920, 1080], [1024, 700]]; // prettier-ignore
const forDocs = args.includes('--docs');
/** Shown by README and docs, in the light theme. */
const docs = ['home', 'phone', 'group', 'live'];
const wanted = args.filter((name) => !name.startsWith('--'));
const folder = resolve(import.meta.dirname, '../..', forDocs ? 'docs/pictures' : 'screenshots');
mkdirSync(folder, { recursive: true });
const problems = new Set<string>();

const office = await openOffice();
try {
  await office.page.locator('main h1:visible').first().waitFor();
  await office.page.getByText('All well').or(office.page.getByText('Attention')).first().waitFor({ timeout: 20_000 });
  if (!forDocs) await takeAll('empty-', shots.filter(({ name }) => emptyShots.includes(name)), { made: [], macs: [], groupId: '', flows: { queueId: '', flowId: '', menuId: '' }, hoursId: '', trunkId: '', stop: async () => {} }); // prettier-ignore
  const demo = await furnish(office);
  const { ended } = await callAround(office, demo);
  await takeAll('', shots, demo);
  await demo.stop();
  await Promise.race([ended, new Promise((done) => setTimeout(done, 2000))]);
} finally {
  await office.close();
}
process.stdout.write([...problems, ...new Set(office.complaints), ''].join('\n'));
process.exitCode = problems.size + office.complaints.length > 0 ? 1 : 0;

async function takeAll(prefix: string, list: readonly Shot[], demo: Demo): Promise<void> {
  const names = forDocs ? docs : wanted;
  const chosen = list.filter(({ name }) => names.length === 0 || names.includes(`${prefix}${name}`));
  const { page } = office;
  page.setDefaultTimeout(4000);
  const inUse = forDocs ? sizes.slice(0, 1) : prefix ? sizes.slice(0, 1) : sizes;
  for (const [width, height] of chosen.length > 0 ? inUse : []) {
    await resize(office, width, height);
    for (const colorScheme of forDocs ? (['light'] as const) : (['light', 'dark'] as const)) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const shot of chosen) await take(prefix, shot, demo, `${colorScheme}-${width}`, width === 1280);
    }
  }
}

async function take(prefix: string, shot: Shot, demo: Demo, suffix: string, isAxed: boolean): Promise<void> {
  const { page } = office;
  const name = `${prefix}${shot.name}-${suffix}`;
  await visit(office, '/nowhere');
  await visit(office, shot.route(demo));
  await expect(page.locator('main .ghost, main [role="status"] .bar')).toHaveCount(0).catch(() => problems.add(`${name}: still loading`)); // prettier-ignore
  try {
    await shot.act?.(office, demo);
  } catch (error) {
    problems.add(`${name}: ${String(error).split('\n').slice(0, 2).join(' ')}`);
  }
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))');
  await page.screenshot({ path: join(folder, `${forDocs ? shot.name : name}.png`) });
  if (isAxed) {
    const { violations } = await new axe({ page: page }).setLegacyMode().analyze();
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        problems.add(`${name}: axe ${impact} ${id}: ${nodes.map(({ target }) => String(target)).slice(0, 3).join(' ; ')}`); // prettier-ignore
  }
  await shot.after?.(office);
  for (let tries = 0; tries < 3 && (await page.getByRole('dialog').or(page.getByRole('alertdialog')).count()) > 0; tries++) await page.keyboard.press('Escape'); // prettier-ignore
}
