// What staff do at the desk.
import { expect, type Page } from '@playwright/test';
import type { Person } from './people.ts';
import { logIn } from './shopper.ts';

/** Opens a page that asks to sign in, and signs in through Paysera: log in there, allow what is asked. */
export async function connectWallet(page: Page, person: Person): Promise<void> {
  await page.getByRole('button', { name: 'Connect Paysera wallet' }).click();
  await logIn(page, person);
  await page.getByRole('button', { name: 'Allow' }).click();
}

/** As above, but leaves out what may be left out. */
export async function connectWalletOnly(page: Page, person: Person): Promise<void> {
  await page.getByRole('button', { name: 'Connect Paysera wallet' }).click();
  await logIn(page, person);
  await page.getByRole('checkbox').uncheck();
  await page.getByRole('button', { name: 'Allow' }).click();
}

export async function openDesk(page: Page, person: Person): Promise<void> {
  await page.goto('/admin/orders');
  await connectWallet(page, person);
  await expect(page.getByRole('heading', { name: 'Orders', level: 1 })).toBeVisible();
}
