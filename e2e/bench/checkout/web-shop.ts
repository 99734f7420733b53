// The same purchase through the built shop: Next, its worker, the database, Paysera and the shoppers, all on this machine. A shopper has
// no window but does what a browser does: opens the pages, sends their forms, follows where they lead, comes back from Paysera.
import pg from 'pg';
import type { cloneDatabase } from '#lib/db/clone-database.ts';
import { openControl, type PayseraControl } from '../../contract/checkout/paysera-control.ts';
import { openLines, type Page, PlainBrowser } from '../../support/plain-browser.ts';
import { startWorld } from '../../support/start-world.ts';
import { runTurn } from './run-turn.ts';
import { richWallets, type Turn, type TurnResult, variants } from './world.ts';

const askAgainMs = 1_000; // as often as an order's page asks while it waits
const longestWaitMs = 30_000;

/** Takes a migrated database with the goods of the measurement in it, and drops it. */
export async function measureWebShop(
  database: Awaited<ReturnType<typeof cloneDatabase>>,
  turns: Turn[],
  say: (line: string) => void,
): Promise<TurnResult[]> {
  const world = await startWorld({ database, say, logLevel: 'error' });
  const lines = openLines();
  try {
    const control = openControl(world.paysera.control, world.paysera.controlToken);
    for (const wallet of richWallets) await control.post('/balances', { wallet, currency: 'EUR', amount: 100_000_000_000 });
    const results: TurnResult[] = [];
    for (const turn of turns) results.push(await runTurn(turn, (number) => buy(world.shopUrl, lines, control, number)));
    await checkBooks(world.databaseUrl);
    return results;
  } finally {
    await lines.close();
    await world.stop();
  }
}

/** @returns milliseconds from Pay to the page that says Paid. */
async function buy(shopUrl: string, lines: ReturnType<typeof openLines>, control: PayseraControl, number: number): Promise<number> {
  const browser = new PlainBrowser(shopUrl, lines);
  const product = expectPage(await browser.get('/products/bench'), 200);
  const added = await browser.submit(product, 'name="variantId"', { variantId: `var_bench${number % variants}` });
  expectPage(await browser.get(leadsTo(added)), 200);
  const checkout = expectPage(await browser.get('/checkout'), 200);
  const started = performance.now();
  const payment = leadsTo(await browser.submit(checkout, 'name="shownTotalMinor"', { email: `buyer${number}@example.lt` }));
  const key = payment.split('/').at(-1);
  if (!/\/wallet\/confirm\//.test(payment)) throw new Error(`Pay led to ${payment}`);
  const { redirect_uri: back } = await control.post(`/transactions/${key}/accept`, { wallet: richWallets[number % richWallets.length] });
  const returned = expectPage(await browser.get(new URL(String(back)).pathname), 200);
  if (!/>Paid<\/h1>/.test(returned.text)) await untilPaid(browser, new URL(String(back)).pathname.replace(/\/return$/, '/status'));
  return performance.now() - started;
}

async function untilPaid(browser: PlainBrowser, status: string): Promise<void> {
  for (const started = performance.now(); performance.now() - started < longestWaitMs; ) {
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    if (JSON.parse((await browser.get(status)).text).tier === 'paid') return;
  }
  throw new Error('An order was not paid in half a minute');
}

function expectPage(page: Page, status: number): Page {
  if (page.status !== status) throw new Error(`${page.address} answered ${page.status}: ${page.text.slice(0, 300)}`);
  return page;
}

function leadsTo(page: Page): string {
  if (!page.location) throw new Error(`${page.address} answered ${page.status} and leads nowhere`);
  return page.location;
}

/** Speed counts for nothing if what was sold is not in the books. */
async function checkBooks(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ paid: number; sold: number }>(
      `SELECT count(*)::int AS paid, (SELECT sum(stock_sold)::int FROM product_variant WHERE product_id = 'prd_bench') AS sold
       FROM shop_order o JOIN order_line l ON l.order_id = o.id WHERE o.status = 'paid' AND l.slug = 'bench'`,
    );
    if (!rows[0] || rows[0].paid === 0 || rows[0].paid !== rows[0].sold) throw new Error(`Books differ: ${JSON.stringify(rows[0])}`);
  } finally {
    await client.end();
  }
}
