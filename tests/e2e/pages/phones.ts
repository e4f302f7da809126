/** New and adopted phones. */
import { expect, type Page } from '@playwright/test';
import { frame } from './frame.ts';

export function phones(page: Page) {
  return {
    newOnes: () => frame(page).go('Phones', 'New'),
    /** Three presses: the row's Adopt, the person, Adopt. */
    async adopt(mac: string, person: string): Promise<void> {
      await page
        .getByRole('row', { name: new RegExp(mac) })
        .getByRole('button', { name: 'Adopt' })
        .click();
      await page.getByRole('combobox', { name: 'For' }).pressSequentially(person);
      await page.getByRole('option', { name: new RegExp(person) }).click();
      await page.getByRole('button', { name: `Adopt for ${person}` }).click();
    },
    isAt: (step: string) =>
      expect(page.getByRole('listitem').filter({ hasText: step }).first()).not.toContainText('waiting'),
    hasState: (words: string) => expect(page.locator('main header .badge', { hasText: words }).first()).toBeVisible(),
  };
}
