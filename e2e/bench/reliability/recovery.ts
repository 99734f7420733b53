// How long after a fall the shop sells again: its server killed, its database killed, Paysera back after an outage. Each is done a few
// times, and the worst counts.
import { setTimeout as pause } from 'node:timers/promises';
import { expectPage, type LiveShop, openCheckout, pressPay, untilItWorks } from './live-shop.ts';

const rounds = 3;
const outageMs = 4_000;

export type RecoveryFigures = { serverKilledMs: number; databaseKilledMs: number; payseraBackMs: number };

export async function measureRecovery(shop: LiveShop): Promise<RecoveryFigures> {
  const buy = async () => {
    const browser = shop.visitor();
    return (await pressPay(shop, browser, await openCheckout(browser))) !== null;
  };
  const worst = { serverKilledMs: 0, databaseKilledMs: 0, payseraBackMs: 0 };
  const note = (name: keyof RecoveryFigures, ms: number) => {
    worst[name] = Math.max(worst[name], ms);
  };
  await untilItWorks('buying', buy);
  for (let round = 0; round < rounds; round++) {
    await shop.killServer();
    note('serverKilledMs', await untilItWorks('buying after the server was killed', buy));
  }
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await shop.cluster.killAndRestart();
    const browser = shop.visitor();
    await untilItWorks('a page after the database was killed', async () => expectPage(await browser.get('/cart')).status === 200);
    note('databaseKilledMs', Math.round(performance.now() - started));
    await untilItWorks('buying after the database was killed', buy);
  }
  for (let round = 0; round < rounds; round++) {
    await shop.control.post('/down', { seconds: 600 });
    const down = performance.now();
    // People go on pressing Pay, which is what opens the breaker.
    while (performance.now() - down < outageMs) {
      if (await buy()) throw new Error('Paysera was down, and Pay led there all the same');
      await pause(200);
    }
    await shop.control.delete('/faults');
    note('payseraBackMs', await untilItWorks('buying after Paysera came back', buy));
  }
  return worst;
}
