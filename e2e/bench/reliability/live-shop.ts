// A shop as it is started on a server of one's own, with `npm start`, its database in a cluster that may be killed, and shoppers without a
// window.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Agent } from 'undici';
import { freePort } from '#lib/runtime/free-port.ts';
import { inProject } from '#lib/runtime/project.ts';
import type { Supervisor } from '#lib/runtime/supervise.ts';
import { seed } from '../../../prisma/seed.ts';
import { openControl, type PayseraControl } from '../../contract/checkout/paysera-control.ts';
import type { StormCluster } from '../../storm/database.ts';
import { openLines, type Page, PlainBrowser } from '../../support/plain-browser.ts';
import { shopSettings } from '../../support/shop-settings.ts';
import { startPaysera } from '../../support/start-paysera.ts';
import { richWallets } from '../checkout/world.ts';

export type LiveShop = {
  url: string;
  control: PayseraControl;
  cluster: StormCluster;
  /** A browser of its own for everybody. */
  visitor(): PlainBrowser;
  /** kill -9 of the process that answers browsers; `npm start` starts it again. */
  killServer(): Promise<void>;
  stop(): Promise<void>;
};

export async function openLiveShop(supervisor: Supervisor, cluster: StormCluster): Promise<LiveShop> {
  const database = await cluster.newDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  await seed(pool);
  await pool.query('UPDATE product_variant SET stock_on_hand = 1000000');
  await pool.end();
  const paysera = await startPaysera(supervisor);
  const control = openControl(paysera.control, paysera.controlToken);
  for (const wallet of richWallets) await control.post('/balances', { wallet, currency: 'EUR', amount: 100_000_000_000 });
  const settings = shopSettings({
    databaseUrl: database.url,
    shopPort: await freePort(0),
    shopSecret: randomBytes(32).toString('base64url'),
    paysera,
    logLevel: 'error',
  });
  const { pid } = await supervisor.start({
    name: 'npm start',
    args: ['--disable-warning=ExperimentalWarning', inProject('lib/runtime/start.ts')],
    env: settings,
    ready: (line) => line.includes('is open at'),
  });
  const lines: Agent = openLines();
  return {
    url: settings.SHOP_URL,
    control,
    cluster,
    visitor: () => new PlainBrowser(settings.SHOP_URL, lines, { timeoutMs: 20_000 }),
    async killServer() {
      process.kill(await serverOf(pid), 'SIGKILL');
    },
    async stop() {
      await lines.destroy();
    },
  };
}

/** The one that was started with the server's program, and not the worker beside it. */
async function serverOf(starter: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  for (const line of stdout.split('\n')) {
    const [, pid, parent, program = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) === starter && program.includes('app/_server/serve.ts')) return Number(pid);
  }
  throw new Error('the process that answers browsers was not found');
}

/** From an empty cart to the page with the Pay button. */
export async function openCheckout(browser: PlainBrowser): Promise<Page> {
  const product = expectPage(await browser.get('/products/gift-tag'));
  await browser.submit(product, 'name="variantId"');
  return expectPage(await browser.get('/checkout'));
}

export type Pressed = { key: string; back: string } | null;

/** The click on Pay. Null when the browser was not sent to Paysera; else the transaction's key and where the shopper comes back to. */
export async function pressPay(shop: LiveShop, browser: PlainBrowser, checkout: Page): Promise<Pressed> {
  const answer = await browser.submit(checkout, 'name="shownTotalMinor"', { email: 'ona@example.lt' });
  const key = /\/wallet\/confirm\/([\w-]+)/.exec(answer.location ?? '')?.[1];
  if (!key) return null;
  const { transaction } = (await shop.control.get(`/transactions/${key}`)) as { transaction: { redirect_uri: string } };
  return { key, back: new URL(transaction.redirect_uri).pathname };
}

export const accept = (shop: LiveShop, key: string) => shop.control.post(`/transactions/${key}/accept`, { wallet: richWallets[0] });

export function expectPage(page: Page): Page {
  if (page.status !== 200) throw new Error(`${page.address} answered ${page.status}`);
  return page;
}

/** Tries until it works, ten times a second, and says how long that took. */
export async function untilItWorks(what: string, attempt: () => Promise<boolean>, atMostMs = 60_000): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < atMostMs) {
    if (await attempt().catch(() => false)) return Math.round(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not work within ${atMostMs / 1_000} s`);
}
