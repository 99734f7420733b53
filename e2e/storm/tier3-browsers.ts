// What the shoppers of a storm do, done through the shop's own pages: forms as the pages have them, cookies, and where Paysera sends a
// browser back to. What is noted of an order is what its page says, word for word, and not what the shop knows.
import type { Agent } from 'undici';
import type { PayseraControl } from '../contract/checkout/paysera-control.ts';
import { formsOf, openLines, type Page, PlainBrowser } from '../support/plain-browser.ts';
import type { HttpsProxy } from './tier3-proxy.ts';

export type BrowserWorld = {
  paysera: PayseraControl;
  /** Every key a browser was sent to. */
  keysShown: Set<string>;
  /** The newest attempt of an order, or null when the database is away: pages do not show it, the auditor asks for it. */
  newestAttempt(orderId: string): Promise<string | null>;
};
type Answer = { status: number; body: Record<string, unknown> };
export type BrowserCalls = { byName: Record<string, (input: never) => Promise<Answer>>; close(): Promise<void> };

const patienceMs = 8_000;
/** Titles of an order's page that promise something about its end; the shop cannot excuse itself with what it meant. */
const promises: Record<string, string> = {
  Paid: 'paid',
  'Not paid': 'not-paid',
  'This order has ended': 'expired',
  Cancelled: 'cancelled',
};

export function browserCalls(proxy: Pick<HttpsProxy, 'url' | 'ca'>, world: BrowserWorld, stretch: () => number): BrowserCalls {
  const lines: Agent = openLines({ ca: proxy.ca });
  const newBrowser = () => new PlainBrowser(proxy.url, lines, { timeoutMs: Math.round(patienceMs * stretch()) });
  const carts = new Map<string, { browser: PlainBrowser; checkout: Page }>();
  const orders = new Map<string, { browser: PlainBrowser; link: string }>();
  const orderOf = (orderId: string) => orders.get(orderId) ?? fail(`nobody knows the link of ${orderId}`);

  /** A browser that was sent to Paysera is sent back to the order's link later; that is where it learns it from. */
  async function noteLink(browser: PlainBrowser, location: string): Promise<string> {
    const key = keyIn(location);
    const back = key ? await linkBack(world, key) : new URL(location, proxy.url).pathname;
    const [, link, orderId] = /\/orders\/((ord_[0-9a-z]+)\.[\w-]{43})/.exec(back) ?? [];
    if (!link || !orderId) return fail(`${location} leads to no order`);
    orders.set(orderId, { browser, link });
    return orderId;
  }

  const byName = {
    async fill({ variantId, quantity }: { variantId: string; quantity: number }) {
      const browser = newBrowser();
      const product = good(await browser.get('/products/a'));
      const added = await browser.submit(product, 'name="variantId"', { variantId, quantity: String(quantity) });
      if (added.location !== '/cart') return fail(`adding led to ${added.location}`);
      const checkout = good(await browser.get('/checkout'));
      const token = crypto.randomUUID();
      carts.set(token, { browser, checkout });
      return done({ token });
    },
    /** The checkout page as it was opened, sent once more by every tab and after every error page. */
    async place({ name, token }: { name: string; token: string }) {
      const { browser, checkout } = carts.get(token) ?? fail('no such cart');
      const answer = await browser.submit(checkout, 'name="shownTotalMinor"', { email: `${name}@storm.lt` });
      if (answer.status !== 303 || !answer.location) return { status: answer.status === 200 ? 409 : answer.status, body: {} };
      const key = keyIn(answer.location);
      if (key) world.keysShown.add(key);
      if (answer.location === '/cart') return done({ kind: 'empty' });
      return done({ kind: 'placed', orderId: await noteLink(browser, answer.location) });
    },
    async pay({ orderId }: { orderId: string }) {
      const { browser, link } = orderOf(orderId);
      const page = await browser.get(`/orders/${link}/pay`);
      if (page.status === 307) return done({ kind: 'ended' });
      const answer = await browser.submit(good(page), 'name="token"');
      if (!answer.location) return { status: answer.status, body: {} };
      const key = keyIn(answer.location);
      if (key) return done({ kind: 'redirect', url: answer.location });
      return done({ kind: /[?&]problem=/.test(answer.location) ? 'unavailable' : 'ended' });
    },
    return: ({ orderId }: { orderId: string }) => look(orderId, '/return'),
    view: ({ orderId }: { orderId: string }) => look(orderId, ''),
    async cancel({ orderId }: { orderId: string }) {
      const { browser, link } = orderOf(orderId);
      const page = good(await browser.get(`/orders/${link}`));
      if (formsOf(page.text).some(({ text }) => text.includes('Cancel this order'))) await browser.submit(page, 'Cancel this order');
      return done({ kind: 'asked' });
    },
  };
  return { byName, close: () => lines.destroy() };

  async function look(orderId: string, where: '' | '/return'): Promise<Answer> {
    const { browser, link } = orderOf(orderId);
    const before = await world.newestAttempt(orderId);
    const page = good(await browser.get(`/orders/${link}${where}`));
    const after = await world.newestAttempt(orderId);
    const title = /<h1[^>]*>([^<]*)<\/h1>/.exec(page.text)?.[1] ?? fail('the order has no title');
    const tier = promises[title] ?? 'undecided';
    const canPay = formsOf(page.text).some(({ text }) => /Continue at Paysera:|Try again:|>Pay /.test(text));
    // Where another attempt began meanwhile, nobody can say which of them the page spoke of.
    return done({ status: title, tier, canPay, attempt: before === after ? before : null });
  }
}

const done = (body: Record<string, unknown>): Answer => ({ status: 200, body });
const keyIn = (location: string) => /\/wallet\/confirm\/([\w-]+)/.exec(location)?.[1];

async function linkBack(world: BrowserWorld, key: string): Promise<string> {
  const { transaction } = (await world.paysera.get(`/transactions/${key}`)) as { transaction: { redirect_uri: string } };
  return new URL(transaction.redirect_uri).pathname;
}

function good(page: Page): Page {
  return page.status === 200 ? page : fail(`${page.address} answered ${page.status}`);
}

function fail(why: string): never {
  throw new Error(why);
}
