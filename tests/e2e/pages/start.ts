/** The first steps of a new office on Home. */
import { expect, type Page } from '@playwright/test';

export function firstSteps(page: Page) {
  const steps = page.getByRole('region', { name: 'Start here' });
  return {
    isHere: () => expect(steps).toBeVisible({ timeout: 20_000 }),
    async sayWhere(name: string): Promise<void> {
      await steps.getByRole('textbox', { name: 'Name of the office' }).fill(name);
      await steps.getByRole('button', { name: 'Use this place' }).click();
    },
    async agreeToAddress(address: string): Promise<void> {
      await expect(steps.getByText(`Phones use ${address}`)).toBeVisible();
      await steps.getByRole('button', { name: 'That is right' }).click();
    },
    async addPeople(...lines: string[]): Promise<void> {
      await steps.getByRole('textbox', { name: 'People' }).fill(lines.join('\n'));
      await steps.getByRole('button', { name: `Add ${lines.length} people` }).click();
      await expect(page.getByText(`Added ${lines.length} people.`)).toBeVisible();
    },
  };
}
