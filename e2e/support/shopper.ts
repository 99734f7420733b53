// What a shopper does, in the words on the buttons.
import { expect, type Page } from '@playwright/test';
import type { Person } from './people.ts';

export async function putInCart(page: Page, slug: string, options: { size?: string; quantity?: number } = {}): Promise<void> {
  await page.goto(`/products/${slug}`);
  if (options.size) await page.getByRole('radio', { name: options.size }).check();
  if (options.quantity) await page.getByLabel('Quantity').selectOption(String(options.quantity));
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('heading', { name: 'Cart', level: 1 })).toBeVisible();
}

export async function fillCheckout(page: Page, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Checkout' }).click();
  await page.getByLabel('E-mail').fill(email);
}

/** From the cart to Paysera's page, where logging in is asked for. */
export async function goToPaysera(page: Page, email: string): Promise<void> {
  await fillCheckout(page, email);
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
}

export async function logIn(page: Page, { email, pin }: Person): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('PIN').fill(pin);
  await page.getByRole('button', { name: 'Log in' }).click();
}

export async function confirmWithPin(page: Page, pin: string): Promise<void> {
  await page.getByLabel('PIN', { exact: true }).fill(pin); // the pay page before it speaks of PINs too
  await page.getByRole('button', { name: 'Pay' }).click();
}

/** Through Paysera's page and back: logs in, confirms with the PIN. */
export async function payAtPaysera(page: Page, person: Person): Promise<void> {
  await logIn(page, person);
  await confirmWithPin(page, person.pin);
}

export async function expectPaid(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Paid', exact: true, level: 1 })).toBeVisible();
}

/** The order's number, as its page shows it. */
export async function orderNumber(page: Page): Promise<string> {
  const text = await page.getByText(/^Order \d+$/).textContent();
  return String(text).replace('Order ', '');
}

/** The link that opens an order in any browser, from any of its pages' addresses. */
export function orderPath(url: string): string {
  const [path] = /\/orders\/[^/?]+/.exec(url) ?? [];
  if (!path) throw new Error(`${url} is no page of an order`);
  return path;
}
