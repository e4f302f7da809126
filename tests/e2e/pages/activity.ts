/** Calls that are up and calls that were. */
import { expect, type Page } from '@playwright/test';
import { frame } from './frame.ts';

export function activity(page: Page) {
  return {
    live: () => frame(page).go('Activity', 'Live'),
    history: () => frame(page).go('Activity', 'History'),
    shows: (...words: string[]) => {
      let row = page.getByRole('row');
      for (const word of words) row = row.filter({ hasText: word });
      return expect(row.first()).toBeVisible();
    },
    async hangUp(from: string): Promise<void> {
      await page.getByRole('button', { name: `Hang up the call from ${from}` }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Hang up' }).click();
    },
    /** Older calls are shown with their date. */
    allAreOfToday: () => expect(page.getByRole('row').filter({ hasText: /\b(19|20)\d\d\b/ })).toHaveCount(0),
    isQuiet: () => expect(page.getByRole('heading', { name: 'Nobody is calling' })).toBeVisible(),
  };
}
