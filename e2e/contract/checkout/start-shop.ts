// The checkout without its pages: use cases and jobs in this process, a plain listener for callbacks, the real local Paysera beside it.
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import pino from 'pino';
import { recordCallback } from '#lib/callbacks/record-callback.ts';
import { addToCart } from '#lib/carts/change-cart.ts';
import { payForOrder } from '#lib/checkout/pay-for-order.ts';
import { type Language, placeOrder } from '#lib/checkout/place-order.ts';
import { refreshOrder } from '#lib/checkout/refresh-order.ts';
import { type Timing, usualTiming } from '#lib/checkout/timing.ts';
import { freshDatabase } from '#lib/db/test-database.ts';
import { readEnv } from '#lib/env.ts';
import { createSupervisor } from '#lib/runtime/supervise.ts';
import { closeServices, createServices, type Services } from '#lib/services.ts';
import { shopSettings } from '../../support/shop-settings.ts';
import { startPaysera } from '../../support/start-paysera.ts';
import { openControl, type PayseraControl } from './paysera-control.ts';

export type ContractShop = {
  s: Services;
  paysera: PayseraControl & { http: string };
  /** The answer that the next callback meets; ask before whatever sends it. */
  nextCallback(): Promise<number>;
  /** From here on the shop's clock is this much further. */
  later(milliseconds: number): void;
  order(language?: Language): Promise<string>;
  /** One that Eglė has paid, and that we know is paid. */
  paidOrder(): Promise<string>;
  keyOf(orderId: string): Promise<string>;
};

const answers = { accepted: 200, forged: 403, unavailable: 503, malformed: 400 } as const;

export async function startContractShop(timing: Partial<Timing> = {}): Promise<ContractShop> {
  const supervisor = createSupervisor({ restarted: () => {}, gaveUp: (error) => console.error(error) });
  after(() => supervisor.stop());
  const paysera = await startPaysera(supervisor);
  const databaseUrl = await freshDatabase();

  const callbacks = new EventEmitter<{ answered: [number] }>();
  let aheadMs = 0;
  const listener = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    const environment = request.url?.split('/').at(-1) ?? '';
    const recorded = await recordCallback(s, { environment, event: form.get('event') ?? '', sign: form.get('sign') ?? '' });
    response.writeHead(answers[recorded.kind]).end(recorded.kind === 'accepted' ? 'OK' : '');
    callbacks.emit('answered', answers[recorded.kind]);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  after(() => listener.close());

  const shopPort = (listener.address() as AddressInfo).port;
  const settings = shopSettings({
    databaseUrl,
    shopPort,
    shopSecret: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'),
    paysera,
  });
  const s = createServices(readEnv(settings), {
    log: pino({ level: 'silent' }),
    timing: { ...usualTiming, ...timing },
    clock: { now: () => new Date(Date.now() + aheadMs) },
  });
  after(() => closeServices(s));
  await s.pool.query(
    `INSERT INTO product (id, slug, title, kind, summary, description, details, pictures, position)
     VALUES ('prd_cup', 'cup', 'Dune cup', 'ceramics', 'A cup', 'A cup', '{}', '[{"name":"dune-cup","alt":"A cup"}]', 1)`,
  );
  await s.pool.query(
    `INSERT INTO product_variant (id, product_id, sku, name, position, price_minor, currency, stock_on_hand)
     VALUES ('var_cup', 'prd_cup', 'CUP', '250 ml', 1, 1840, 'EUR', 1000)`,
  );

  const shop: ContractShop = {
    s,
    nextCallback: async () => (await once(callbacks, 'answered', { signal: AbortSignal.timeout(30_000) }))[0],
    later(milliseconds) {
      aheadMs += milliseconds;
    },
    paysera: { ...openControl(paysera.control, paysera.controlToken), http: paysera.http },
    async order(language = 'en') {
      const added = await addToCart(s, { token: null, variantId: 'var_cup', quantity: 1 });
      if (added.kind !== 'changed') throw new Error(added.reason);
      const placed = await placeOrder(s, {
        cartToken: added.token,
        cartVersion: added.cart.version,
        email: 'ona@example.lt',
        shownTotalMinor: added.cart.total.minor,
        shopperId: null,
        language,
      });
      if (placed.kind !== 'placed') throw new Error(placed.kind);
      return placed.orderId;
    },
    async paidOrder() {
      const orderId = await shop.order();
      await payForOrder(s, { orderId, language: 'en' });
      await shop.paysera.post(`/transactions/${await shop.keyOf(orderId)}/accept`, { wallet: 14473 });
      await refreshOrder(s, orderId, 'return');
      return orderId;
    },
    async keyOf(orderId) {
      const { rows } = await s.pool.query('SELECT transaction_key FROM attempt WHERE order_id = $1 ORDER BY number DESC LIMIT 1', [
        orderId,
      ]);
      return rows[0]?.transaction_key;
    },
  };
  return shop;
}
