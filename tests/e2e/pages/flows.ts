/** The editor of call flows, worked by keys alone: nothing in here clicks or drags. */
import { expect, type Page } from '@playwright/test';

export function flowEditor(page: Page) {
  const press = (key: string) => page.keyboard.press(key);
  const box = (name: string | RegExp) => page.locator('.svelte-flow__node').filter({ hasText: name }).first();
  const aside = page.getByRole('complementary', { name: 'Beside the picture' });

  /** Types until one choice is left, and takes it. */
  async function choose(label: string, text: string): Promise<void> {
    await aside.getByRole('combobox', { name: label }).focus();
    await page.keyboard.type(text);
    await expect(page.getByRole('option')).toHaveCount(1);
    await press('ArrowDown');
    await press('Enter');
    await expect(page.getByRole('option')).toHaveCount(0);
    // Where a choice is stored at once, the next field is drawn anew with it.
    await expect(aside.getByRole('combobox', { name: label })).toHaveValue(new RegExp(text, 'i'));
  }
  /** In the open list of kinds. */
  async function pickKind(kind: string): Promise<void> {
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    // The first word: a space chooses what has the focus.
    await page.keyboard.type(kind.split(' ')[0] ?? kind);
    await expect(page.getByRole('menuitem', { name: kind })).toBeFocused();
    await press('Enter');
    await expect(aside.getByText(kind, { exact: true }).first()).toBeVisible();
  }
  return {
    async add(name: string, number: string): Promise<void> {
      await page.getByRole('link', { name: 'Add a call flow' }).first().focus();
      await press('Enter');
      await expect(page.getByLabel('Name')).toBeFocused();
      await page.keyboard.type(name);
      await press('Tab');
      await page.keyboard.type(number);
      await press('Enter');
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    },
    choose,
    async save(): Promise<void> {
      await aside.getByRole('button', { name: 'Save' }).focus();
      await press('Enter');
      await expect(aside.getByRole('button', { name: 'Save' })).toHaveCount(0);
    },
    /** Plus on the box that has the focus adds behind its first exit. */
    async addBehind(of: string | RegExp, kind: string): Promise<void> {
      await box(of).focus();
      await press('+');
      await pickKind(kind);
    },
    async addAfterExit(exit: string, kind: string): Promise<void> {
      await aside.getByRole('button', { name: `New step after “${exit}”` }).focus();
      await press('Enter');
      await pickKind(kind);
    },
    async open(name: string | RegExp): Promise<void> {
      await box(name).focus();
      await press('Enter');
    },
    async walk(from: string | RegExp, key: string, to: string | RegExp): Promise<void> {
      await box(from).focus();
      await press(key);
      await expect(box(to)).toBeFocused();
    },
    async key(digit: string): Promise<void> {
      await aside.getByRole('button', { name: digit, exact: true }).focus();
      await press('Space');
      await expect(aside.getByRole('button', { name: digit, exact: true })).toHaveAttribute('aria-pressed', 'true');
    },
    async takeOut(name: string | RegExp): Promise<void> {
      await box(name).focus();
      await press('Delete');
      await expect(box(name)).toHaveCount(0);
    },
    has: (name: string | RegExp) => expect(box(name)).toBeVisible(),
    isWhole: () => expect(page.getByText(/^\d+ problem/)).toHaveCount(0),
    async tab(name: string): Promise<void> {
      await aside.getByRole('tab', { name }).focus();
      await press('Enter');
    },
    async type(label: string, text: string): Promise<void> {
      await aside.getByLabel(label).focus();
      await press('Control+a');
      await page.keyboard.type(text);
    },
    async supposeDay(moment: string): Promise<void> {
      await aside.getByLabel(/^When:/).focus();
      await press('Enter');
      await page.getByRole('option', { name: 'At a certain time' }).waitFor();
      await press('ArrowDown');
      await press('Enter');
      await aside.getByLabel('Day and time').fill(moment);
    },
    says: (words: string | RegExp) => expect(aside.getByText(words).first()).toBeVisible(),
    /** Lines of the picture that the call goes along. */
    goesAlong: (lines: number) => expect(page.locator('.svelte-flow__edge.lit')).toHaveCount(lines),
    reads: (lines: (string | RegExp)[]) =>
      expect(aside.getByRole('list', { name: /in words$/ }).getByRole('listitem')).toContainText(lines),
  };
}
