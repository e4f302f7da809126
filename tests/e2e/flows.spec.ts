/** A call flow made without a mouse, read in words, and tried without a call; a sound that is added and listened to. */
import axe from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { wavOf } from '../../renderer/features/sounds/wav.ts';
import { openOffice, visit, type Office } from './app.ts';
import { flowEditor } from './pages/flows.ts';

test.describe.configure({ mode: 'serial' });

let office: Office;
test.beforeAll(async () => {
  office = await openOffice();
  const { service } = office;
  await expect(office.page.getByRole('link', { name: /^System health: (All well|Attention)/ })).toBeVisible({ timeout: 30_000 }); // prettier-ignore
  const anna = await service.run<{ identityIds: string[] }>('person.create', { firstName: 'Anna', lastName: 'Weber', voicemail: true, ringSeconds: 10 }); // prettier-ignore
  await service.run('ring-group.create', {
    name: 'Sales',
    number: '600',
    ringSeconds: 10,
    members: [{ identityId: anna.identityIds[0] }],
  });
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
  await service.run('schedule.create', {
    name: 'Office hours',
    ...Object.fromEntries(weekdays.map((day) => [day, '09:00-17:00'])),
  });
});
test.afterAll(() => office.close());

test('[G2] a flow with hours, a menu and a group is built by keys alone, and a supposed call lights its way', async () => {
  const { page } = office;
  const editor = flowEditor(page);
  await visit(office, '/flows');
  await editor.add('Reception', '300');
  await editor.addBehind('A call comes in', 'Hours');
  await editor.choose('Hours', 'Office');
  await editor.save();
  await editor.choose('After “closed”', 'Voicemail of');
  await editor.addBehind('Office hours', 'Menu');
  await editor.choose('What the caller hears', 'Hello, world');
  await editor.save();
  await editor.key('1');
  await editor.addAfterExit('key 1', 'Ring group');
  await editor.choose('Ring group', 'Sales');
  await editor.save();
  await editor.walk('Sales', 'ArrowLeft', 'Hello, world');
  await editor.walk('Hello, world', 'ArrowLeft', 'Office hours');
  await editor.walk('Office hours', 'ArrowRight', 'Hello, world');
  await editor.open('Hello, world');
  await editor.choose('After “no key”', 'Hang up');
  await editor.choose('After “wrong key”', 'Busy tone');
  await editor.isWhole();

  await editor.takeOut('Sales');
  const notices = page.getByRole('region', { name: /^Notifications/ }).getByRole('listitem');
  await notices.filter({ hasText: 'Took Sales out' }).getByRole('button', { name: 'Undo', exact: true }).focus();
  await page.keyboard.press('Enter');
  await editor.has('Sales');

  await editor.tab('In words');
  await editor.reads([
    /^A call comes in: Office hours/,
    /^open: Hello, world/,
    /^key 1: Sales/,
    /^no key: hang up/,
    /^wrong key: busy tone/,
    /^closed: Voicemail of 101 Anna Weber/,
  ]);

  await editor.tab('What if?');
  await editor.type('Keys at each menu', '1');
  await editor.supposeDay('2027-03-10T10:00');
  await editor.says(/Anna Weber - Deskphone rings/);
  await editor.goesAlong(3);
  await editor.supposeDay('2027-03-13T10:00');
  await editor.says(/The voicemail of 101 Anna Weber takes a message/);
  await editor.goesAlong(2);

  const { violations } = await new axe({ page }).setLegacyMode().analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  expect(office.complaints).toEqual([]);
});

test('[G2] a sound is added from a file, listened to in the window, and something else is refused with the reason', async () => {
  const { page } = office;
  await visit(office, '/sounds');
  const file = page.locator('input[type=file]').first();
  const tone = Float32Array.from({ length: 16_000 }, (_, at) => 0.3 * Math.sin((2 * Math.PI * 440 * at) / 16_000));
  await file.setInputFiles({ name: 'Guten_Tag.wav', mimeType: 'audio/wav', buffer: Buffer.from(wavOf(tone)) });
  const listen = page.getByRole('button', { name: 'Listen to Guten Tag' });
  await listen.click();
  await expect(page.getByRole('button', { name: 'Stop Guten Tag' })).toBeVisible();
  await expect(listen).toBeVisible({ timeout: 5000 });
  await file.setInputFiles({ name: 'letter.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('Dear Sir or Madam') });
  await expect(page.getByText('letter.mp3 is not a sound that can be read')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Listen to/ })).toHaveCount(1);
  expect(office.complaints).toEqual([]);
});
