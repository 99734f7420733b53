// How long an order's open page takes to say Paid after the shopper approved, in real time: with callbacks, and when every one is lost.
// Nobody comes back from Paysera: the page asks as often as it does in a browser, and whoever asks Paysera is the shop.
import { setTimeout as pause } from 'node:timers/promises';
import { accept, type LiveShop, openCheckout, pressPay } from './live-shop.ts';
import { quantile } from './quantile.ts';

const shoppers = 24;
const apartMs = 250;
const longestMs = 60_000;

export type PaidPageFigures = { paidPageP95Ms: number; paidPageCallbackLostP95Ms: number };

export async function measurePaidPage(shop: LiveShop): Promise<PaidPageFigures> {
  return {
    paidPageP95Ms: quantile(await buyAll(shop, false), 0.95),
    paidPageCallbackLostP95Ms: quantile(await buyAll(shop, true), 0.95),
  };
}

function buyAll(shop: LiveShop, isCallbackLost: boolean): Promise<number[]> {
  return Promise.all(
    Array.from({ length: shoppers }, async (_, index) => {
      await pause(index * apartMs);
      const browser = shop.visitor();
      const pressed = await pressPay(shop, browser, await openCheckout(browser));
      if (!pressed) throw new Error('Pay did not lead to Paysera');
      const { key, back } = pressed;
      if (isCallbackLost) await shop.control.post('/callbacks', { kind: 'lost', count: 10, transaction: key });
      await accept(shop, key);
      const accepted = performance.now();
      // As the page does: every second at first, every three from the tenth time on.
      for (let asked = 0; performance.now() - accepted < longestMs; asked++) {
        const { text } = await browser.get(back.replace(/\/return$/, '/status'));
        if (JSON.parse(text).tier === 'paid') return performance.now() - accepted;
        await pause(asked < 10 ? 1_000 : 3_000);
      }
      throw new Error('An order was not paid within a minute');
    }),
  );
}
