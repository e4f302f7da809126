/** What is around every page: the navigation, the health pill, and the notice after a change. */
import { expect, type Page } from '@playwright/test';

type Part = 'Home' | 'People' | 'Phones' | 'Call handling' | 'Lines' | 'Activity' | 'System';

export function frame(page: Page) {
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  return {
    async go(part: Part, item?: string): Promise<void> {
      await navigation.getByRole('link', { name: part, exact: false }).first().click();
      if (item) await navigation.getByRole('link', { name: item }).last().click();
    },
    isWell: () => expect(page.getByRole('link', { name: 'System health: All well' })).toBeVisible({ timeout: 20_000 }),
    /** Presses Undo in the notice that says these words. */
    async undoOf(words: RegExp): Promise<void> {
      const notices = page.getByRole('region', { name: /^Notifications/ });
      const notice = notices.getByRole('listitem').filter({ hasText: words });
      await notice.getByRole('button', { name: 'Undo', exact: true }).click();
    },
  };
}
