/**
 * The second day of an office, by keys and clicks of somebody who has never seen the product: a line to the outside, a number,
 * hours, a flow with a menu, calls for help, undo, and finding all of it again.
 */
import { expect, test } from '@playwright/test';
import { openOffice, visit, type Office } from './app.ts';
import { flowEditor } from './pages/flows.ts';
import { frame } from './pages/frame.ts';
import { firstSteps } from './pages/start.ts';

test.describe.configure({ mode: 'serial' });

let office: Office;
test.beforeAll(async () => {
  office = await openOffice();
  office.page.setDefaultTimeout(5000);
});
test.afterAll(() => office.close());

const place = (): Promise<string> => office.page.evaluate<string>('window.location.hash');

test('[N3] [X14] a line that nobody answers is added by hand, and says so; rules wait for it', async () => {
  const { page } = office;
  const start = firstSteps(page);
  await start.isHere();
  await start.sayWhere('Berlin');
  await start.agreeToAddress('127.0.0.1');
  await start.addPeople('Anna Weber', 'Ben Okafor');

  await frame(page).go('Lines', 'Outbound');
  await expect(page.getByText('There is no line to the outside yet')).toBeVisible();
  await page.getByRole('link', { name: 'Add a trunk' }).press('Enter');
  await page.getByRole('radio', { name: /^Carrier by address/ }).check();
  await page.getByRole('textbox', { name: /^Name/ }).fill('Musterwerk');
  await page.getByRole('button', { name: 'Add the trunk' }).click();
  // What is missing is said where it is typed, and what was typed stays.
  await expect(page.getByRole('textbox', { name: /^Address of the other side/ })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('Musterwerk');
  await page.getByRole('textbox', { name: /^Address of the other side/ }).fill('127.0.0.9');
  await page.getByLabel(/^Port/).fill('5998');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Musterwerk' })).toBeVisible();
  await expect(
    page
      .locator('main')
      .getByText(/does not answer|no answer/i)
      .first(),
  ).toBeVisible({ timeout: 30_000 });

  await frame(page).go('Lines', 'Outbound');
  await page.getByRole('textbox', { name: 'Number as it is dialled' }).fill('030 901820');
  await expect(page.getByText(/calls .* by Musterwerk/)).toBeVisible();
});

test('[N2] [G3] a number and hours are added by keys', async () => {
  const { page } = office;
  await frame(page).go('Call handling', 'Numbers');
  await page.getByRole('link', { name: 'Add a number' }).first().press('Enter');
  const number = page.getByRole('textbox', { name: /^Number/ });
  await number.fill('12');
  await number.press('Enter');
  await expect(number).toHaveAttribute('aria-invalid', 'true');
  await number.fill('+1 212 555 0150');
  await page.getByRole('combobox', { name: 'Calls go to' }).focus();
  await page.keyboard.type('Anna');
  await expect(page.getByRole('option', { name: /Anna Weber/ }).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add the number' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /212.*555.*0150/ })).toBeVisible();

  await frame(page).go('Call handling', 'Hours');
  await page.getByRole('link', { name: 'Add hours' }).first().press('Enter');
  await page.getByRole('textbox', { name: /^Name/ }).fill('Office hours');
  await page.getByRole('textbox', { name: /Friday/ }).fill('9-14');
  await page.getByRole('button', { name: 'Add these hours' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Office hours' })).toBeVisible();
  await expect(page.getByText('09:00-14:00')).toBeVisible();
});

test('[G2] [R2] a step of a flow is put back with Ctrl+Z', async () => {
  const { page } = office;
  const editor = flowEditor(page);
  await visit(office, '/flows');
  await editor.add('Front door', '300');
  await editor.addBehind('A call comes in', 'Menu');
  await editor.choose('What the caller hears', 'Hello, world');
  await editor.save();
  await editor.key('1');
  await editor.addAfterExit('key 1', 'Voicemail');
  await editor.walk(/Voicemail/, 'ArrowLeft', 'Hello, world');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.svelte-flow__node').filter({ hasText: /^Voicemail/ })).toHaveCount(0);
  await editor.has('Hello, world');
});

test('[P4] every red line of the emergency board leads to where it is put right', async () => {
  const { page } = office;
  await frame(page).go('Lines', 'Emergency');
  const red = page.getByRole('region', { name: 'Not every phone can call for help' }).getByRole('listitem');
  await expect(red.first()).toBeVisible();
  const count = await red.count();
  expect(count).toBeGreaterThan(2);
  for (let at = 0; at < count; at++) {
    const before = await place();
    await red.nth(at).getByRole('button').press('Enter');
    // Either another page, or the card on this one, with the focus in it.
    await expect.poll(async () => (await place()) !== before).toBe(true);
    if ((await place()).startsWith('#/lines/emergency'))
      await expect
        .poll(() => page.evaluate<boolean>('document.activeElement.closest("[data-card]") !== null'))
        .toBe(true);
    else await expect(page.locator('main h1:visible').last()).toBeVisible();
    await visit(office, '/lines/emergency');
    await expect(red.first()).toBeVisible();
  }

  await red.filter({ hasText: 'A label at the phones' }).getByRole('button').press('Enter');
  await page.getByRole('button', { name: 'I have read it' }).press('Enter');
  await expect(red.filter({ hasText: 'A label at the phones' })).toHaveCount(0);
  await red.filter({ hasText: 'The street with the house number is missing' }).getByRole('button').press('Enter');
  await page.getByRole('textbox', { name: /^Street/ }).fill('Hauptstrasse 12');
  await page.getByRole('textbox', { name: /^Postal code/ }).fill('10115');
  await page.getByRole('textbox', { name: /^City/ }).fill('Berlin');
  await page.getByRole('button', { name: 'Save the place' }).press('Enter');
  await expect(red.filter({ hasText: 'The street with the house number is missing' })).toHaveCount(0);
});

test('[R10] the palette finds a flow, a number, a line and a setting', async () => {
  const { page } = office;
  const goes = async (words: string, choice: RegExp, to: RegExp): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(words);
    await expect(page.getByRole('option', { name: choice }).first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect.poll(place).toMatch(to);
    await expect(page.locator('main h1:visible').last()).toBeVisible();
  };
  await goes('Front d', /Front door/, /^#\/flows\/flw-/);
  await goes('555 0150', /555 0150/, /^#\/numbers\//);
  await goes('muster', /Musterwerk/, /^#\/lines\/trunks\/trk-/);
  await goes('office h', /Office hours/, /^#\/hours\/sch-/);
  await goes('smtp', /Mail server/, /^#\/system\/mail$/);
  expect(office.complaints).toEqual([]);
});
