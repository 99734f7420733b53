// One storm: two instances, the local Paysera, shoppers and faults; then calm, and the books.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { withClient } from '#lib/db/with-client.ts';
import { createSupervisor } from '#lib/runtime/supervise.ts';
import { openControl, type PayseraControl } from '../contract/checkout/paysera-control.ts';
import { shopSettings } from '../support/shop-settings.ts';
import { startPaysera } from '../support/start-paysera.ts';
import { audit, type ProviderTransaction } from './auditor.ts';
import { readAllowances, untilCalm } from './calm.ts';
import { chanceOf } from './chance.ts';
import type { StormCluster } from './database.ts';
import { openJournal, readJournal } from './fault-journal.ts';
import { letHazardsHappen } from './hazards.ts';
import { openInstances } from './instances.ts';
import { liveWithPermission, type Member, type MemberWorld, plenty, race, type StepName, setBalance } from './members.ts';
import { type StormPlan, stretchFor, timingFor } from './plan.ts';
import { emptyNotes, type QuickPayNotes } from './quick-pay-notes.ts';
import { giveSomeBack, givesBackSeconds, ownerRows, usualShare } from './refunds.ts';
import { persist, type ShopperWorld, shop } from './shopper.ts';
import { openBuiltInstances } from './tier3-instances.ts';
import { watchMoves } from './watch-moves.ts';

export type SeedOptions = {
  seed: string;
  /** 2: use cases and worker behind a plain listener; 3: the built shop, which must be there. */
  tier?: 2 | 3;
  shoppers?: number;
  /** Who pays with quick pay; the last of them races on ten devices. */
  members?: number;
  /** All that members do; see `members.ts`. */
  step?: StepName | null;
  only?: string[] | null;
  rates?: StormPlan['rates'];
  kills?: StormPlan['kills'];
  killDatabase?: boolean;
  conditions?: string[];
  /** How long it may take to come to rest. */
  longestRestMs?: number;
};
export type SeedResult = {
  seed: string;
  orders: number;
  paid: number;
  faults: string[];
  kills: number;
  violations: string[];
  /** The shoppers' orders that violations name, as faults name them. */
  about: string[];
  /** From the end of the faults until nothing was left to do; null when that did not come. */
  convergenceMs: number | null;
  /** What was left until when, in milliseconds from the end of the faults, the slowest first. */
  waitedFor: [kind: string, ms: number][];
  /** From kill -9 of the database until it served again. */
  databaseAwayMs: number | null;
  /** How much longer than usual everything was given. */
  stretch: number;
  /** What clicks and undos were answered. */
  quickPay: Record<string, number>;
  /** One-clicks that a newer permission met on their way. */
  replaced: ReplacedUnderClick;
};
export type ReplacedUnderClick = {
  /** Let go, since nobody could tell any more under which they count. */
  letGo: number;
  /** Of all: those that Paysera had indeed counted under another than was pressed for. */
  countedElsewhere: number;
};

const ordersPerShopper = 2;
const msPerShopper = 75; // they come one after the other
const initialStock = { var_a: 100_000, var_b: 100_000, var_c: 100_000, var_d: 4 };
const longestConvergenceMs = 30_000;
const undoSeconds = 1.5;
const pagesStretch = 2; // pages take longer than use cases
const leastPlaced = 0.5;
const leastPaid = 0.2;
export const usualRates = { request: 0.19, kill: 0.0125, pause: 0.004 };

export async function runSeed(cluster: StormCluster, options: SeedOptions): Promise<SeedResult> {
  const { seed, shoppers = 20, members = 5, longestRestMs = longestConvergenceMs } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'tiltas-storm-'));
  const supervisor = createSupervisor();
  const database = await cluster.newDatabase();
  const logFile = path.join(folder, 'instances.log');
  let stretch = 1;
  // One that is stopped does not notice that the storm has died: the watchdog ends it.
  const guard = (pid: number) => supervisor.adopt({ pid, signal: 'SIGKILL', stop: async () => {} });
  const built = options.tier === 3 ? await openBuiltInstances(logFile, () => stretch, guard) : null;
  const instances = built ?? (await openInstances(logFile, () => stretch, guard));
  try {
    mkdirSync(folder, { recursive: true });
    const { control, settings, startMs } = await startWorld(supervisor, database.url, instances.url, { seed, shopCa: built?.caFile });
    stretch = stretchFor(startMs) * (built ? pagesStretch : 1);
    const timing = timingFor(stretch);
    await fill(database.url, stretch);
    const plan: StormPlan = {
      seed,
      settings,
      timing,
      stretch,
      rates: options.rates ?? usualRates,
      only: options.only ?? null,
      journal: path.join(folder, 'faults'),
      calmFile: path.join(folder, 'calm'),
      kills: options.kills ?? [],
    };
    const planFile = path.join(folder, 'plan.json');
    writeFileSync(planFile, JSON.stringify(plan));
    await instances.start(2, planFile, options.conditions ?? []);

    const chance = chanceOf(seed);
    const world: MemberWorld = {
      chance,
      journal: openJournal(plan),
      instances,
      paysera: control,
      keysShown: new Set(),
      observations: [],
      seenWrong: [],
      orderTtlMs: timing.orderTtlMs,
      stretch,
      notes: emptyNotes(),
      members: [],
      onlyStep: options.step ?? null,
      strangersWallet: (await register(control, 'stranger')).wallet,
    };
    built?.enter({
      paysera: control,
      databaseUrl: database.url,
      keysShown: world.keysShown,
      newestAttempt: (orderId) => newestAttempt(database.url, orderId),
    });
    for (let index = 0; index < members; index++) world.members.push(await connect(world, `m${index}`));
    const databaseKill = options.killDatabase ? killDatabase(cluster, world, seed, stretch) : null;
    const hazards = options.kills ? null : letHazardsHappen({ ...world, databaseUrl: database.url });
    const memberOf = built?.members() ?? { live: liveWithPermission, race };
    await Promise.all(
      Array.from({ length: shoppers }, async (_, index) => {
        await pause(chance.number('start', index) * shoppers * msPerShopper * stretch);
        for (let order = 1; order <= ordersPerShopper; order++) {
          const name = `s${index}.${order}`;
          const orderId = await shop(world, name);
          // The built shop's desk is another matter: there the owner would sign in first.
          if (orderId && !built) await giveSomeBack(world, name, orderId, options.kills ? 1 : usualShare);
        }
      }).concat(
        world.members.map((member, index) => (index === members - 1 ? memberOf.race(world, member) : memberOf.live(world, member))),
      ),
    );
    const databaseAwayMs = await databaseKill;
    await hazards;
    writeFileSync(plan.calmFile, '');
    await control.delete('/faults');
    const { afterMs: convergenceMs, waitedFor } = await untilCalm(database.url, control, longestRestMs * stretch);
    const { violations, orders, paid, about, replaced } = await auditWorld(database.url, control, world, plan, logFile);
    violations.unshift(...world.seenWrong);
    violations.unshift(...tellWhatWasTested(shoppers * ordersPerShopper, orders, paid));
    if (convergenceMs === null) violations.unshift(`L1 nothing came to rest within ${longestRestMs / 1000} s`);
    return {
      seed,
      orders,
      paid,
      faults: readJournal(plan.journal),
      kills: instances.kills(),
      violations,
      about,
      convergenceMs,
      waitedFor,
      databaseAwayMs,
      stretch,
      quickPay: countAnswers(world.notes),
      replaced,
    };
  } finally {
    await instances.stop();
    await supervisor.stop();
    await database.drop();
    if (process.env.KEEP_STORM) console.error(`kept ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** A storm in which nobody could buy has shown nothing, however clean its books are. */
function tellWhatWasTested(wanted: number, orders: number, paid: number): string[] {
  return orders < wanted * leastPlaced || paid < wanted * leastPaid
    ? [`nothing was tested: ${orders} orders of ${wanted} were placed, ${paid} paid`]
    : [];
}

function countAnswers({ answers, undos }: QuickPayNotes): Record<string, number> {
  const counts: Record<string, number> = {};
  const kinds = [...answers.map(({ kind, reason }) => (reason ? `${kind} (${reason})` : kind)), ...undos.map(({ kind }) => `undo ${kind}`)];
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

type Surroundings = { seed: string; shopCa: string | undefined };

async function startWorld(
  supervisor: ReturnType<typeof createSupervisor>,
  databaseUrl: string,
  shopUrl: string,
  { seed, shopCa }: Surroundings,
) {
  const started = performance.now();
  const paysera = await startPaysera(supervisor, shopCa ? { env: { NODE_EXTRA_CA_CERTS: shopCa } } : {});
  const startMs = performance.now() - started;
  const control = openControl(paysera.control, paysera.controlToken);
  // Sources differ on when a permission becomes active: with the PIN in one half of the storms, with our confirmation in the other.
  const activateAllowanceAtReservation = chanceOf(seed).happens(0.5, 'active-at-reservation');
  await control.post('/settings', {
    callbackRetrySeconds: [1, 1, 1, 2],
    paymentDoneSeconds: givesBackSeconds,
    activateAllowanceAtReservation,
  });
  await control.post('/balances', { wallet: 14473, currency: 'EUR', amount: 1_000_000_000 });
  await control.post('/balances', { wallet: 14472, currency: 'EUR', amount: 5 });
  const settings = {
    ...shopSettings({ databaseUrl, shopPort: 0, shopSecret: 'c3Rvcm0tc2VjcmV0LXdpdGgtZW5vdWdoLWJ5dGVzLTEyMzQ1Njc4OTA', paysera }),
    SHOP_URL: shopUrl,
  };
  return { control, startMs, settings: settings as unknown as Record<string, string> };
}

async function register(control: PayseraControl, name: string): Promise<{ user: number; wallet: number }> {
  const known = { email: `${name}@paysera.example`, display_name: name, pin: '1234' };
  const { user, wallet } = (await control.post('/users', known)) as { user: number; wallet: number };
  await setBalance({ paysera: control }, wallet, plenty);
  return { user, wallet };
}

async function connect(world: MemberWorld, name: string): Promise<Member> {
  const { user, wallet } = await register(world.paysera, name);
  const connected = await persist(world, 'connect', { name, user, wallet });
  const shopperId = String(connected?.shopperId);
  world.notes.wallets.set(shopperId, wallet);
  return { name, user, wallet, shopperId };
}

async function fill(databaseUrl: string, stretch: number): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(watchMoves);
    await client.query(ownerRows);
    await client.query(
      `INSERT INTO quick_pay_settings (environment, offered, one_click, currency, presets, highest_weekly_minor, longest_days, undo_seconds, updated_at)
       VALUES ('local', true, true, 'EUR', $1, 50000, 365, $2, now())`,
      [JSON.stringify(Array(3).fill({ weekly: '3000', ceiling: '3000', days: 30 })), Math.ceil(undoSeconds * stretch)],
    );
    await client.query(
      `INSERT INTO product (id, slug, title, kind, summary, description, details, pictures, position)
       VALUES ('prd_a', 'a', 'Cup', 'ceramics', 'A cup', 'A cup', '{}', '[{"name":"dune-cup","alt":"A cup"}]', 1)`,
    );
    await client.query(
      `INSERT INTO product_variant (id, product_id, sku, position, price_minor, currency, stock_on_hand)
       SELECT 'var_' || letter, 'prd_a', letter, 1, price, 'EUR', ($1::jsonb ->> ('var_' || letter))::int
       FROM (VALUES ('a', 1840), ('b', 30), ('c', 145000), ('d', 2200)) AS v(letter, price)`,
      [JSON.stringify(initialStock)],
    );
  });
}

async function newestAttempt(databaseUrl: string, orderId: string): Promise<string | null> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>('SELECT id FROM attempt WHERE order_id = $1 ORDER BY number DESC LIMIT 1', [
      orderId,
    ]);
    return rows[0]?.id ?? null;
  }).catch(() => null);
}

async function killDatabase(cluster: StormCluster, world: ShopperWorld, seed: string, stretch: number): Promise<number | null> {
  await pause((1_000 + world.chance.number('database-kill') * 2_000) * stretch);
  return world.journal.fire(`database#${seed}#1=kill`) ? cluster.killAndRestart() : null;
}

async function auditWorld(
  databaseUrl: string,
  control: PayseraControl,
  world: MemberWorld,
  plan: StormPlan,
  logFile: string,
): Promise<{ violations: string[]; about: string[]; orders: number; paid: number; replaced: ReplacedUnderClick }> {
  const { transactions } = (await control.get('/transactions?limit=100000')) as unknown as {
    transactions: { transaction: ProviderTransaction; used_allowance?: number }[];
  };
  const { books } = (await control.get('/ledger')) as unknown as { books: Record<string, Record<string, number>> };
  for (const { shopperId } of world.members) {
    const card = await persist(world, 'card', { shopperId });
    world.notes.cards.push({ shopperId, left: card?.kind === 'card' ? String(card.left) : null });
  }
  const allowances = await readAllowances(control);
  const broken = `${plan.journal}.broken-rules`;
  return withClient(databaseUrl, async (client) => {
    const violations = await audit(client, {
      transactions: transactions.map((one) => one.transaction),
      books,
      allowances,
      notes: world.notes,
      keysShown: world.keysShown,
      observations: world.observations,
      strangers: readJournal(plan.journal).flatMap((fault) => /^read#([^#]+)#1=always-/.exec(fault)?.[1] ?? []),
      brokenRules: existsSync(broken) ? readFileSync(broken, 'utf8').split('\n').filter(Boolean) : [],
      logs: readFileSync(logFile, 'utf8'),
      canaries: [plan.settings.PAYSERA_MAC_KEY as string, plan.settings.SHOP_SECRET as string, new URL(databaseUrl).password],
      initialStock,
    });
    const { rows } = await client.query<{ orders: number; paid: number }>(
      `SELECT count(*)::int AS orders, (count(*) FILTER (WHERE status IN ('paid', 'refunded')))::int AS paid FROM shop_order`,
    );
    const about = violations.length > 0 ? await namesIn(client, violations) : [];
    const uses = transactions.flatMap(({ transaction: { transaction_key }, used_allowance }) =>
      used_allowance === undefined ? [] : [{ key: transaction_key, id: used_allowance }],
    );
    const replaced = await countReplaced(client, uses);
    return { violations, about, orders: rows[0]?.orders ?? 0, paid: rows[0]?.paid ?? 0, replaced };
  });
}

/** Violations name an order by its number or id, or one of its attempts; faults by whose it is, which its e-mail address says. */
async function namesIn(client: pg.Client, violations: string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; known: string[] }>(
    `SELECT split_part(o.email, '@', 1) AS name, array_agg(a.id) || o.id || o.number::text AS known
     FROM shop_order o LEFT JOIN attempt a ON a.order_id = o.id GROUP BY o.id`,
  );
  const words = new Set(violations.flatMap((violation) => violation.split(/[\s,:]+/)));
  return rows.filter(({ name, known }) => words.has(name) || known.some((one) => words.has(one))).map(({ name }) => name);
}

/** `uses`: under which permission Paysera counted each reserve, also where it was given back since. */
async function countReplaced(client: pg.Client, uses: { key: string; id: number }[]): Promise<ReplacedUnderClick> {
  const { rows } = await client.query<ReplacedUnderClick>(
    `SELECT (count(*) FILTER (WHERE a.reason = 'permission-changed'))::int AS "letGo",
       (count(*) FILTER (WHERE w.provider_id <> counted.id))::int AS "countedElsewhere"
     FROM allowance_use u JOIN attempt a ON a.id = u.attempt_id JOIN allowance w ON w.id = u.allowance_id
     LEFT JOIN jsonb_to_recordset($1::jsonb) AS counted(key text, id bigint) ON counted.key = a.transaction_key`,
    [JSON.stringify(uses)],
  );
  return rows[0] ?? { letGo: 0, countedElsewhere: 0 };
}
