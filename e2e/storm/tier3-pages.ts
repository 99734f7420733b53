// What shoppers and members of a storm share when they read the built shop's pages: which order a page leads to, and what it says.
import { setTimeout as pause } from 'node:timers/promises';
import type { PayseraControl } from '../contract/checkout/paysera-control.ts';
import type { Page, PlainBrowser } from '../support/plain-browser.ts';

export type OrderLinks = {
  /** The order this address leads to, and from now on its link and whose browser has it. @returns its id */
  note(browser: PlainBrowser, location: string): Promise<string>;
  of(orderId: string): { browser: PlainBrowser; link: string };
};

export function orderLinks(paysera: PayseraControl, shopUrl: string): OrderLinks {
  const orders = new Map<string, { browser: PlainBrowser; link: string }>();
  return {
    /** A browser that was sent to Paysera is sent back to the order's link later; that is where it learns it from. */
    async note(browser, location) {
      const key = keyIn(location);
      const back = key ? await linkBack(paysera, key) : new URL(location, shopUrl).pathname;
      const [, link, orderId] = /\/orders\/((ord_[0-9a-z]+)\.[\w-]{43})/.exec(back) ?? [];
      if (!link || !orderId) return fail(`${location} leads to no order`);
      orders.set(orderId, { browser, link });
      return orderId;
    },
    of: (orderId) => orders.get(orderId) ?? fail(`nobody knows the link of ${orderId}`),
  };
}

export const keyIn = (location: string) => /\/wallet\/confirm\/([\w-]+)/.exec(location)?.[1];

async function linkBack(paysera: PayseraControl, key: string): Promise<string> {
  const { transaction } = (await paysera.get(`/transactions/${key}`)) as { transaction: { redirect_uri: string } };
  return new URL(transaction.redirect_uri).pathname;
}

export function titleOf(page: Page): string {
  return /<h1[^>]*>([^<]*)<\/h1>/.exec(page.text)?.[1] ?? fail(`${page.address} has no title`);
}

export function good(page: Page): Page {
  return page.status === 200 ? page : fail(`${page.address} answered ${page.status}`);
}

export function fail(why: string): never {
  throw new Error(why);
}

const mostTries = 12;

/** What a person does with an error page: the same again, a few times, with growing pauses. Null when it never worked. */
export async function patiently<T>(stretch: number, work: () => Promise<T>): Promise<T | null> {
  for (let tries = 1; tries <= mostTries; tries++) {
    try {
      return await work();
    } catch {
      await pause(150 * tries * stretch);
    }
  }
  return null;
}
