/** The list of people and the page of one. */
import { expect, type Page } from '@playwright/test';
import type { PhoneAccount } from '../../calls/sipp.ts';
import { frame } from './frame.ts';

export function people(page: Page) {
  const value = (label: string) => page.locator('dt', { hasText: label }).locator('xpath=following-sibling::dd[1]');
  return {
    async open(name: string): Promise<void> {
      await frame(page).go('People');
      await page.getByRole('row', { name: new RegExp(name) }).click();
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    },
    /** Reads from the screen what a person would type into a phone. */
    async credentials(label: string): Promise<PhoneAccount & { server: string; port: number }> {
      await page.getByRole('button', { name: `More for ${label}` }).click();
      await page.getByRole('menuitem', { name: 'Set up by hand' }).click();
      const sheet = page.getByRole('region', { name: `Set up ${label} by hand` });
      await sheet.getByRole('button', { name: 'Show Password' }).click();
      const read = async (name: string) => (await sheet.locator(value(name)).locator('.mono').innerText()).trim();
      const account = {
        server: await read('Server'),
        port: Number(await read('Port')),
        device: await read('User name'),
        secret: await read('Password'),
      };
      await sheet.getByRole('button', { name: 'Close' }).click();
      return account;
    },
    isConnected: () => expect(page.locator('main section .badge', { hasText: /^Connected$/ }).first()).toBeVisible(),
    async tab(name: string): Promise<void> {
      const tab = page.getByRole('navigation', { name: 'Parts of this person' }).getByRole('link', { name });
      await tab.click();
      await expect(tab).toHaveAttribute('aria-current', 'page');
    },
    async turn(name: string, on: boolean): Promise<void> {
      const control = page.getByRole('switch', { name, exact: true });
      await control.click();
      await expect(control).toBeChecked({ checked: on });
    },
    isOff: (name: string) => expect(page.getByRole('switch', { name, exact: true })).not.toBeChecked(),
  };
}
