// What people notice who only look around while Paysera hangs and others press Pay: the catalogue's pages must be as quick as ever, and
// no order's page may say that a payment failed.
import { setTimeout as pause } from 'node:timers/promises';
import { expectPage, type LiveShop, openCheckout, pressPay } from './live-shop.ts';
import { quantile } from './quantile.ts';

const pages = ['/', '/products/dune-cup', '/search?q=cup', '/products/gift-tag', '/cart'];
const rounds = 3;
const looksPerRound = 120;
const looksPerSecond = 30;
const payers = 4;

export type OutageFigures = { catalogueP95Ms: number; catalogueP95DownMs: number; catalogueP95Change: number; falseFailedPages: number };

export async function measureOutage(shop: LiveShop): Promise<OutageFigures> {
  const up: number[] = [];
  const down: number[] = [];
  let falseFailedPages = 0;
  await round(shop); // warm
  for (let number = 0; number < rounds; number++) {
    up.push((await round(shop)).p95Ms);
    await shop.control.post('/faults/seeded', { seed: `${number}`, rate: 1, kinds: ['hang-before'], seconds: 8 });
    const hanging = await round(shop);
    await shop.control.delete('/faults');
    down.push(hanging.p95Ms);
    falseFailedPages += hanging.failedPages;
    await untilBreakerCloses(shop);
  }
  const [before, during] = [quantile(up, 0.5), quantile(down, 0.5)];
  return {
    catalogueP95Ms: before,
    catalogueP95DownMs: during,
    catalogueP95Change: Math.round((during / before - 1) * 1_000) / 1_000,
    falseFailedPages,
  };
}

async function round(shop: LiveShop): Promise<{ p95Ms: number; failedPages: number }> {
  const stopping = new AbortController();
  const paying = Promise.all(Array.from({ length: payers }, () => keepPressingPay(shop, stopping.signal)));
  const browser = shop.visitor();
  const started = performance.now();
  const times = await Promise.all(
    Array.from({ length: looksPerRound }, async (_, index) => {
      await pause((index * 1_000) / looksPerSecond);
      const asked = performance.now();
      expectPage(await browser.get(pages[index % pages.length] as string));
      return performance.now() - asked;
    }),
  );
  if (performance.now() - started > (looksPerRound / looksPerSecond) * 10_000) throw new Error('The catalogue stood still');
  stopping.abort();
  const failedPages = (await paying).reduce((sum, count) => sum + count, 0);
  return { p95Ms: quantile(times, 0.95), failedPages };
}

/** @returns how many pages told a payer that their payment had failed. */
async function keepPressingPay(shop: LiveShop, signal: AbortSignal): Promise<number> {
  let failedPages = 0;
  while (!signal.aborted) {
    const browser = shop.visitor();
    const checkout = await openCheckout(browser);
    const answer = await browser.submit(checkout, 'name="shownTotalMinor"', { email: 'jonas@example.lt' });
    // Nobody has approved anything: "Not sent" is true, "Not paid" would be a guess about money.
    if (answer.location?.startsWith('/')) failedPages += />Not paid</.test((await browser.get(answer.location)).text) ? 1 : 0;
    await pause(500, undefined, { signal }).catch(() => {});
  }
  return failedPages;
}

async function untilBreakerCloses(shop: LiveShop): Promise<void> {
  for (;;) {
    const browser = shop.visitor();
    if (await pressPay(shop, browser, await openCheckout(browser))) return;
    await pause(500);
  }
}
