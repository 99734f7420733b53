// For tests: a shop with a few goods on a database of its own, and a Paysera in memory that can be told to misbehave.
import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import pino from 'pino';
import { addToCart } from '../carts/change-cart.ts';
import { createPool } from '../db/client.ts';
import { freshDatabase } from '../db/test-database.ts';
import type { Env } from '../env.ts';
import { closeServices, createServices, type Services } from '../services.ts';
import { createFakePaysera, type FakePaysera } from './fake-paysera.ts';
import { placeOrder } from './place-order.ts';
import { type Timing, usualTiming } from './timing.ts';

export type TestShop = {
  s: Services;
  paysera: FakePaysera;
  clock: { now(): Date; advance(ms: number): void };
  /** A cart with one cup, ready to be placed. */
  fillCart(variantId?: string, quantity?: number): Promise<{ cartToken: string; cartVersion: number; shownTotalMinor: bigint }>;
  /** An order for one cup. */
  order(): Promise<string>;
  sql<Row extends Record<string, unknown> = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<Row[]>;
};

export const cupPriceMinor = 1840n;

export async function startTestShop(options: { timing?: Partial<Timing>; stock?: number; pool?: number } = {}): Promise<TestShop> {
  const databaseUrl = await freshDatabase();
  const offset = { ms: 0 };
  const clock = {
    now: () => new Date(Date.now() + offset.ms),
    advance(ms: number) {
      offset.ms += ms;
    },
  };
  const paysera = createFakePaysera(clock, { projectId: 100, walletId: 5000 });
  const s = createServices(testEnv(databaseUrl), {
    clock,
    paysera: paysera.client,
    // A busy machine makes everybody wait; what is tested here is not how long.
    pool: createPool(databaseUrl, { connectMs: 60_000 }),
    timing: { ...usualTiming, ...options.timing },
    log: pino({ level: 'silent' }),
  });
  after(() => closeServices(s));
  await s.pool.query(
    `INSERT INTO product (id, slug, title, kind, summary, description, details, pictures, position)
     VALUES ('prd_cup', 'cup', 'Dune cup', 'ceramics', 'A cup', 'A cup', '{}', '[{"name":"dune-cup","alt":"A cup"}]', 1)`,
  );
  await s.pool.query(
    `INSERT INTO product_variant (id, product_id, sku, name, position, price_minor, currency, stock_on_hand)
     VALUES ('var_cup', 'prd_cup', 'CUP', '250 ml', 1, ${cupPriceMinor}, 'EUR', ${options.stock ?? 1000}), ('var_mug', 'prd_cup', 'MUG', '350 ml', 2, 2200, 'EUR', 3)`,
  );

  async function fillCart(variantId = 'var_cup', quantity = 1) {
    const added = await addToCart(s, { token: null, variantId, quantity });
    if (added.kind !== 'changed') throw new Error(`not added: ${added.reason}`);
    return { cartToken: added.token, cartVersion: added.cart.version, shownTotalMinor: added.cart.total.minor };
  }

  return {
    s,
    paysera,
    clock,
    fillCart,
    async order() {
      const placed = await placeOrder(s, { ...(await fillCart()), email: 'ona@example.lt', shopperId: null, language: 'en' });
      if (placed.kind !== 'placed') throw new Error(`not placed: ${placed.kind}`);
      return placed.orderId;
    },
    async sql<Row>(text: string, ...values: unknown[]) {
      return (await s.pool.query(text, values)).rows as Row[];
    },
  };
}

export function testEnv(databaseUrl: string): Env {
  return {
    databaseUrl,
    shopUrl: 'http://localhost:3000',
    shopSecret: randomBytes(32).toString('base64url'),
    shopSecretPrevious: null,
    shopName: 'Kopa',
    shopTimeZone: 'Europe/Vilnius',
    shopOwner: 301n,
    paysera: {
      environment: 'local',
      clientId: 'wkVd93h2uS',
      macKey: 'k'.repeat(32),
      projectId: 100n,
      walletId: 5000n,
      checkFunds: false,
      callsPerHour: 1_000_000,
      local: null,
    },
    ordersPerHour: 60,
    mail: null,
    port: 0,
    host: '127.0.0.1',
    logLevel: 'silent',
  };
}
