// What the shoppers of a storm do, done through the shop's own pages: forms as the pages have them, cookies, and where Paysera sends a
// browser back to. What is noted of an order is what its page says, word for word, and not what the shop knows.
import pg from 'pg';
import type { Agent } from 'undici';
import type { PayseraControl } from '../contract/checkout/paysera-control.ts';
import { formsOf, openLines, type Page, PlainBrowser } from '../support/plain-browser.ts';
import { connectedSession } from '../support/visitor.ts';
import { type MemberPages, memberPages } from './tier3-members.ts';
import { fail, good, keyIn, orderLinks, titleOf } from './tier3-pages.ts';
import type { HttpsProxy } from './tier3-proxy.ts';

export type BrowserWorld = {
  paysera: PayseraControl;
  databaseUrl: string;
  /** Every key a browser was sent to. */
  keysShown: Set<string>;
  /** The newest attempt of an order, or null when the database is away: pages do not show it, the auditor asks for it. */
  newestAttempt(orderId: string): Promise<string | null>;
};
type Answer = { status: number; body: Record<string, unknown> };
export type BrowserCalls = { byName: Record<string, (input: never) => Promise<Answer>>; members: MemberPages; close(): Promise<void> };

const patienceMs = 8_000;
/** Titles of an order's page that promise something about its end; the shop cannot excuse itself with what it meant. */
const promises: Record<string, string> = {
  Paid: 'paid',
  'Not paid': 'not-paid',
  'This order has ended': 'expired',
  Cancelled: 'cancelled',
  Undone: 'cancelled',
};

export function browserCalls(proxy: Pick<HttpsProxy, 'url' | 'ca'>, world: BrowserWorld, stretch: () => number): BrowserCalls {
  const lines: Agent = openLines({ ca: proxy.ca });
  const newBrowser = (cookies: Record<string, string> = {}) =>
    new PlainBrowser(proxy.url, lines, { timeoutMs: Math.round(patienceMs * stretch()), cookies });
  const sessions = new Map<string, string>();
  const carts = new Map<string, { browser: PlainBrowser; checkout: Page }>();
  const links = orderLinks(world.paysera, proxy.url);
  const members = memberPages(links, newBrowser, {
    sessionOf: (shopperId) => sessions.get(shopperId) ?? fail(`${shopperId} is not signed in`),
  });

  const byName = {
    async fill({ variantId, quantity }: { variantId: string; quantity: number }) {
      const browser = newBrowser();
      const product = good(await browser.get('/products/a'));
      const added = await browser.submit(product, 'name="variantId"', { variantId, quantity: String(quantity) });
      if (added.location?.includes('refused=')) return done({ kind: 'refused' });
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
      if (answer.text.includes('Not enough left')) return done({ kind: 'sold-out' });
      if (answer.status !== 303 || !answer.location) return { status: answer.status === 200 ? 409 : answer.status, body: {} };
      const key = keyIn(answer.location);
      if (key) world.keysShown.add(key);
      if (answer.location === '/cart') return done({ kind: 'empty' });
      return done({ kind: 'placed', orderId: await links.note(browser, answer.location) });
    },
    async pay({ orderId }: { orderId: string }) {
      const { browser, link } = links.of(orderId);
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
      const { browser, link } = links.of(orderId);
      const page = good(await browser.get(`/orders/${link}`));
      if (formsOf(page.text).some(({ text }) => text.includes('Cancel this order'))) await browser.submit(page, 'Cancel this order');
      return done({ kind: 'asked' });
    },
    /** The walk through Paysera's log-in is taken by journeys; here a member has a session and a connected wallet from the beginning. */
    async connect({ user, wallet }: { user: number; wallet: number }) {
      const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
      const { session, shopperId } = await connectedSession(pool, { payseraUserId: user, wallet }).finally(() => pool.end());
      sessions.set(shopperId, session);
      return done({ kind: 'connected', shopperId });
    },
    card: async ({ shopperId }: { shopperId: string }) => done(await members.card(shopperId)),
  };
  return { byName, members, close: () => lines.destroy() };

  async function look(orderId: string, where: '' | '/return'): Promise<Answer> {
    const { browser, link } = links.of(orderId);
    const before = await world.newestAttempt(orderId);
    const page = good(await browser.get(`/orders/${link}${where}`));
    const after = await world.newestAttempt(orderId);
    const title = titleOf(page);
    const tier = promises[title] ?? 'undecided';
    const canPay = formsOf(page.text).some(({ text }) => /Continue at Paysera:|Try again:|>Pay /.test(text));
    // Where another attempt began meanwhile, nobody can say which of them the page spoke of.
    return done({ status: title, tier, canPay, attempt: before === after ? before : null });
  }
}

const done = (body: Record<string, unknown>): Answer => ({ status: 200, body });
