// From Pay to Paid: place, create, approval without a page, callback, reading, confirm, settle. The shop's use cases and worker beside a
// bare program that does the same statements and calls, in turns, on empty tables and, when asked for, on a year of orders.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { cloneDatabase, copyDatabase } from '#lib/db/clone-database.ts';
import { freePort } from '#lib/runtime/free-port.ts';
import { inProject } from '#lib/runtime/project.ts';
import { createSupervisor, type Supervisor } from '#lib/runtime/supervise.ts';
import { seedOrders } from '../../prisma/seed-orders.ts';
import { openControl } from '../contract/checkout/paysera-control.ts';
import { shopSettings } from '../support/shop-settings.ts';
import { startPaysera } from '../support/start-paysera.ts';
import type { Chapter } from './bench.ts';
import { measureWebShop } from './checkout/web-shop.ts';
import { type BenchWorld, priceMinor, richWallets, type Turn, type TurnResult, variants } from './checkout/world.ts';

const concurrencies = [1, 8, 32];
const rounds = 3;
const turn = { warmUpMs: 1_000, durationMs: 4_000 };
const goals = { ordersPerSecond: 100, ratioToBare: 0.5, p95Ms: 250 };
/** `--orders 1000000` measures on a filled database as well. */
const wordOf = (name: string) => process.argv[process.argv.indexOf(name) + 1];
const yearOfOrders = process.argv.includes('--orders') ? Number(wordOf('--orders')) : 0;

type Side = 'shop' | 'bare';

export const checkoutChapter: Chapter = {
  name: 'checkout',
  title: 'The checkout beside a bare program, orders per second',
  async run(print) {
    const supervisor = createSupervisor();
    try {
      const empty = await measureOn(supervisor, 0, print);
      const filled = yearOfOrders > 0 ? await measureOn(supervisor, yearOfOrders, print) : null;
      const web = await measureWeb(print);
      const figures = {
        ordersPerSecond: empty.shop[8]?.perSecond ?? 0,
        p50Ms: empty.shop[8]?.p50Ms ?? 0,
        p95Ms: empty.shop[8]?.p95Ms ?? 0,
        barePerSecond: empty.bare[8]?.perSecond ?? 0,
        ratioToBare: ratio(empty.shop[8]?.perSecond, empty.bare[8]?.perSecond),
        ordersPerSecondAt1: empty.shop[1]?.perSecond ?? 0,
        ordersPerSecondAt32: empty.shop[32]?.perSecond ?? 0,
        ordersInTables: yearOfOrders,
        ordersPerSecondAtMillion: filled?.shop[8]?.perSecond ?? null,
        p95MsAtMillion: filled?.shop[8]?.p95Ms ?? null,
        cpuMsPerOrder: empty.shop[8]?.cpuMsPerOrder ?? 0,
        bareCpuMsPerOrder: empty.bare[8]?.cpuMsPerOrder ?? 0,
        webOrdersPerSecond: web.perSecond,
        webP95Ms: web.p95Ms,
      };
      const isWithinLimits =
        figures.ordersPerSecond >= goals.ordersPerSecond && figures.ratioToBare >= goals.ratioToBare && figures.p95Ms <= goals.p95Ms;
      return { figures, isWithinLimits };
    } finally {
      await supervisor.stop();
    }
  },
};

type Measured = { perSecond: number; p50Ms: number; p95Ms: number; cpuMsPerOrder: number };
type Sides = Record<Side, Record<number, Measured>>;

async function measureOn(supervisor: Supervisor, orders: number, print: (line: string) => void): Promise<Sides> {
  const database = await cloneDatabase();
  const databases = [database];
  try {
    await prepare(database.url, orders, print);
    const copy = await copyDatabase(database.url);
    databases.push(copy);
    const sides = { shop: await startSide('shop', supervisor, database.url), bare: await startSide('bare', supervisor, copy.url) };
    const result: Sides = { shop: {}, bare: {} };
    for (const concurrency of concurrencies) {
      const samples: Record<Side, TurnResult[]> = { shop: [], bare: [] };
      for (let round = 0; round < rounds; round++) {
        // Whoever is second runs on a warmer machine: they take turns at that.
        for (const side of (round % 2 === 0 ? ['bare', 'shop'] : ['shop', 'bare']) as Side[]) {
          samples[side].push(await sides[side].run({ concurrency, ...turn }));
        }
      }
      for (const side of ['shop', 'bare'] as const) result[side][concurrency] = summarise(samples[side]);
      const said = (side: Side) =>
        `${result[side][concurrency]?.perSecond} (p50 ${result[side][concurrency]?.p50Ms} ms, p95 ${result[side][concurrency]?.p95Ms} ms)`;
      print(
        `${orders ? `${orders.toLocaleString('en')} orders in the tables, ` : ''}${concurrency} at once: shop ${said('shop')}, bare ${said('bare')}`,
      );
    }
    await Promise.all([sides.shop.stop(), sides.bare.stop()]);
    return result;
  } finally {
    for (const { drop } of databases) await drop();
  }
}

/** The second figure: everything a shopper's browser asks for on the way, through the built shop. It has no goal yet. */
async function measureWeb(print: (line: string) => void): Promise<Measured> {
  const database = await cloneDatabase();
  await prepare(database.url, 0, print).catch(async (error) => {
    await database.drop();
    throw error;
  });
  const turns = Array.from({ length: rounds }, () => ({ concurrency: 8, ...turn }));
  const web = summarise(await measureWebShop(database, turns, print));
  print(`8 at once through the built shop: ${web.perSecond} (p50 ${web.p50Ms} ms, p95 ${web.p95Ms} ms)`);
  return web;
}

async function prepare(databaseUrl: string, orders: number, print: (line: string) => void): Promise<void> {
  if (orders > 0) await seedOrders(databaseUrl, orders, print);
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(
      `INSERT INTO product (id, slug, title, kind, summary, description, details, pictures, position)
       VALUES ('prd_bench', 'bench', 'Cup', 'ceramics', 'A cup', 'A cup', '{}', '[{"name":"dune-cup","alt":"A cup"}]', 1)`,
    );
    await client.query(
      `INSERT INTO product_variant (id, product_id, sku, position, price_minor, currency, stock_on_hand)
       SELECT 'var_bench' || n, 'prd_bench', 'B' || n, n, ${priceMinor}, 'EUR', 100000000 FROM generate_series(0, ${variants - 1}) n`,
    );
    // No Paysera knows the year that was made up: to find that out, hour by hour, and write it down is no part of a checkout.
    await client.query(
      `INSERT INTO reconciliation_run (id, environment, kind, started_at, finished_at)
       SELECT 'rec_' || kind, 'local', kind, now() + interval '1 hour', now() + interval '1 hour' FROM unnest($1::text[]) AS kind`,
      [orders > 0 ? ['older', 'statements'] : []],
    );
  } finally {
    await client.end();
  }
}

/** Each has a Paysera and a database of its own: the shop's reconciliation would take the other's orders for differences. */
async function startSide(side: Side, supervisor: Supervisor, databaseUrl: string) {
  const paysera = await startPaysera(supervisor);
  const control = openControl(paysera.control, paysera.controlToken);
  for (const wallet of richWallets) await control.post('/balances', { wallet, currency: 'EUR', amount: 100_000_000_000 });
  const port = await freePort(0);
  const shopSecret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
  const settings = shopSettings({ databaseUrl, shopPort: port, shopSecret, paysera, logLevel: 'error' }) as unknown as Record<
    string,
    string
  >;
  const world: BenchWorld = { databaseUrl, settings, control: { url: paysera.control, token: paysera.controlToken }, port };
  const child = fork(inProject(`e2e/bench/checkout/${side}-side.ts`), [JSON.stringify(world)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const died = once(child, 'exit').then(() => Promise.reject(new Error(`the ${side} side ended`)));
  died.catch(() => {});
  const said = () => Promise.race([once(child, 'message'), died]);
  await said();
  return {
    async run(asked: Turn): Promise<TurnResult> {
      child.send(asked);
      return (await said())[0] as TurnResult;
    },
    async stop(): Promise<void> {
      child.send('stop');
      await died.catch(() => {});
    },
  };
}

/** The best of the rounds: whatever else the machine did can only have made the others slower. */
function summarise(samples: TurnResult[]): Measured {
  const best = samples.reduce((left, right) => (right.ms.length > left.ms.length ? right : left));
  const ms = [...best.ms].sort((left, right) => left - right);
  const at = (share: number) => Math.round((ms[Math.min(ms.length - 1, Math.floor(ms.length * share))] ?? 0) * 10) / 10;
  const cpuMsPerOrder = Math.round(best.cpuMsPerOrder * 100) / 100;
  return { perSecond: Math.round((ms.length / best.elapsedMs) * 10_000) / 10, p50Ms: at(0.5), p95Ms: at(0.95), cpuMsPerOrder };
}

const ratio = (left = 0, right = 0) => (right > 0 ? Math.round((left / right) * 100) / 100 : 0);
