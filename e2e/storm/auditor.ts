// Holds the shop's books against Paysera's, with plain SQL and arithmetic of its own: it uses nothing of lib, so that it cannot share a mistake.
import type pg from 'pg';
import { auditPermissions, type ProviderAllowance } from './audit-permissions.ts';
import type { QuickPayNotes } from './quick-pay-notes.ts';
import { auditRefunds, isGivenBack } from './refunds.ts';
import type { Observation } from './shopper.ts';
import { legalMoves } from './watch-moves.ts';

export type Evidence = {
  /** Paysera's own words about every transaction there ever was. */
  transactions: ProviderTransaction[];
  books: Record<string, Record<string, number>>;
  allowances: ProviderAllowance[];
  notes: QuickPayNotes;
  keysShown: ReadonlySet<string>;
  observations: readonly Observation[];
  /** Attempts, by shopper, that Paysera called somebody else's at every reading. */
  strangers: readonly string[];
  brokenRules: readonly string[];
  /** Whatever the shop wrote to its logs. */
  logs: string;
  canaries: readonly string[];
  /** By variant. */
  initialStock: Record<string, number>;
};

export type ProviderTransaction = {
  transaction_key: string;
  status: string;
  /** How it was accepted; `automatic` is by a permission. */
  type?: string;
  wallet?: number;
  /** In seconds. */
  confirmed_at?: number;
  project_id: number;
  payments: { status?: string; price: number; currency: string; parameters?: { order?: string; attempt?: string } }[];
};

const openAtProvider = /^(waiting_funds|waiting_registration|waiting_password|reserved)$/;

export async function audit(database: pg.Client, evidence: Evidence): Promise<string[]> {
  const found: string[] = [];
  const orders = await readOrders(database);
  const attempts = await readAttempts(database);
  const attemptOfKey = new Map(attempts.filter((attempt) => attempt.transaction_key).map((attempt) => [attempt.transaction_key, attempt]));
  const inReview = new Set(attempts.filter((attempt) => attempt.status === 'review').map((attempt) => attempt.order_id));
  const confirmed = evidence.transactions.filter((transaction) => transaction.status === 'confirmed');
  const confirmedOf = groupBy(confirmed, (transaction) => transaction.payments[0]?.parameters?.order ?? 'nobody');

  for (const [order, list] of confirmedOf) if (list.length > 1) found.push(`S1 order ${order} was charged ${list.length} times`);
  for (const order of orders) {
    const taken = confirmedOf.get(order.id) ?? [];
    const paid = order.status === 'paid' || order.status === 'refunded';
    if (paid && taken.length !== 1) found.push(`S2 order ${order.number} is paid with ${taken.length} confirmed transactions`);
    if (!paid && taken.length > 0 && !inReview.has(order.id))
      found.push(`S2 order ${order.number} is ${order.status}, but its money was taken`);
    for (const { payments, project_id, transaction_key } of paid ? taken : []) {
      const payment = payments[0];
      const attempt = attemptOfKey.get(transaction_key);
      if (attempt?.status !== 'confirmed' || attempt.order_id !== order.id)
        found.push(`S2 order ${order.number} was paid by another attempt`);
      if (String(payment?.price) !== order.total || payment?.currency !== order.currency || project_id !== 100 || payments.length !== 1) {
        found.push(`S2 order ${order.number} was paid with something else than its total`);
      }
    }
    if (order.status === 'pending' && !inReview.has(order.id)) found.push(`L1 order ${order.number} is still pending`);
    const wanted = paid ? 1 : 0;
    if (order.receipts !== wanted || order.mails !== wanted)
      found.push(`S5 order ${order.number} is ${order.status} with ${order.receipts} receipts and ${order.mails} mails`);
    const [plus, minus] = [order.total, `-${order.total}`];
    const entries = order.status === 'refunded' ? [plus, plus, minus, minus].join('|') : paid ? `${plus}|${minus}` : '';
    if (order.ledger !== entries) found.push(`S4 order ${order.number} is ${order.status} and its ledger says "${order.ledger}"`);
  }
  for (const key of evidence.keysShown) if (!attemptOfKey.has(key)) found.push(`S3 a key was shown that the shop does not know`);
  // What Paysera says wrongly in a storm never lasts for five answers: nobody is to be called.
  for (const { order_id, status, reason } of attempts)
    if (status === 'review') found.push(`L2 a payment of order ${order_id} waits for a person: ${reason}`);
  for (const attempt of attempts) {
    if (['creating', 'created', 'confirming', 'releasing'].includes(attempt.status))
      found.push(`L1 attempt ${attempt.id} rests at ${attempt.status}`);
  }
  for (const transaction of evidence.transactions) {
    const attempt = attemptOfKey.get(transaction.transaction_key);
    if (openAtProvider.test(transaction.status) && attempt?.status !== 'review') {
      found.push(`S9 a transaction is ${transaction.status} while its attempt is ${attempt?.status ?? 'unknown'}`);
    }
    if (attempt?.status === 'dead' && transaction.status === 'confirmed')
      found.push(`S8 attempt ${attempt.id} was called dead, but its money was taken`);
  }
  for (const { name, status } of attempts)
    if (status === 'confirmed' && evidence.strangers.includes(name))
      found.push(`S2 ${name} was paid by what Paysera called somebody else's payment at every reading`);
  found.push(...auditMoney(orders, confirmed, evidence));
  found.push(...(await auditStock(database, evidence.initialStock)));
  found.push(...auditPages(orders, attempts, confirmed, evidence.observations));
  found.push(...(await auditPermissions(database, evidence)));
  found.push(...(await auditRefunds(database, evidence.transactions)));
  for (const move of await readMoves(database))
    if (!legalMoves.has(`${move.was} ${move.became}`)) found.push(`S7 ${move.subject} went from ${move.was} to ${move.became}`);
  for (const rule of evidence.brokenRules) found.push(`S7 a rule of the database had to step in: ${rule}`);
  for (const canary of evidence.canaries) if (evidence.logs.includes(canary)) found.push('X1 a secret was written to a log');
  for (const attempt of attempts) {
    if (attempt.transaction_key && evidence.logs.includes(attempt.transaction_key)) found.push('X1 a transaction key was written to a log');
  }
  return found;
}

function auditMoney(orders: Order[], confirmed: ProviderTransaction[], { books }: Evidence): string[] {
  const paid = orders.filter((order) => order.status === 'paid').reduce((sum, order) => sum + BigInt(order.total), 0n);
  const takenAtPaysera = confirmed
    .filter((one) => !isGivenBack(one))
    .reduce((sum, { payments }) => sum + BigInt(payments[0]?.price ?? 0), 0n);
  const balance = BigInt(books['EVP0000000005000|disposal']?.EUR ?? 0);
  const reviewed = takenAtPaysera - paid;
  const found: string[] = [];
  if (balance !== takenAtPaysera) found.push(`S4 Paysera's own books disagree: balance ${balance}, taken ${takenAtPaysera}`);
  if (reviewed < 0n) found.push(`S4 the shop booked ${-reviewed} cents that Paysera never moved`);
  return found;
}

async function auditStock(database: pg.Client, initial: Record<string, number>): Promise<string[]> {
  const { rows } = await database.query<{ id: string; on_hand: number; reserved: number; sold: number; held: number; bought: number }>(
    `SELECT v.id, v.stock_on_hand AS on_hand, v.stock_reserved AS reserved, v.stock_sold AS sold,
      (SELECT coalesce(sum(l.quantity), 0)::int FROM order_line l JOIN shop_order o ON o.id = l.order_id WHERE l.variant_id = v.id AND o.status = 'pending') AS held,
      (SELECT coalesce(sum(l.quantity), 0)::int FROM order_line l JOIN shop_order o ON o.id = l.order_id WHERE l.variant_id = v.id AND o.status IN ('paid', 'refunded')
        AND NOT EXISTS (SELECT FROM audit_event e WHERE e.order_id = o.id AND e.kind = 'order-refunded' AND e.data ->> 'returnGoods' = 'true')) AS bought
     FROM product_variant v`,
  );
  const bought = await database.query<{ number: number }>(
    // Nobody in a storm changes a cart after placing its order.
    `SELECT DISTINCT o.number FROM shop_order o JOIN cart_line l ON l.cart_id = o.cart_id WHERE o.status IN ('paid', 'refunded')`,
  );
  const kept = bought.rows.map(({ number }) => `S6 order ${number} is paid, and its things still lie in the cart`);
  const wrongly = rows.flatMap((row) => {
    const wrong =
      row.on_hand + row.reserved + row.sold !== initial[row.id] || row.reserved !== row.held || row.sold !== row.bought || row.on_hand < 0;
    return wrong
      ? [`S6 goods ${row.id}: ${row.on_hand} on hand, ${row.reserved} reserved for ${row.held}, ${row.sold} sold for ${row.bought}`]
      : [];
  });
  return [...wrongly, ...kept];
}

/** A page that said paid, or that it will never be, must have been right. */
function auditPages(
  orders: Order[],
  attempts: Attempt[],
  confirmed: ProviderTransaction[],
  observations: readonly Observation[],
): string[] {
  const status = new Map(orders.map((order) => [order.id, order.status]));
  const dead = new Map(attempts.map((attempt) => [attempt.id, attempt.status]));
  const confirmedAt = new Map(confirmed.map((one) => [one.payments[0]?.parameters?.order, one.confirmed_at]));
  const found: string[] = [];
  for (const seen of observations) {
    // Paysera tells whole seconds.
    const seconds = confirmedAt.get(seen.orderId);
    if (seen.tier === 'paid' && seconds && seen.atMs + 1_000 <= seconds * 1_000)
      found.push(`S8 a page said paid before the money of ${seen.name} had moved`);
    const end = status.get(seen.orderId);
    if (seen.tier === 'paid' && end !== 'paid' && end !== 'refunded') found.push(`S8 a page said paid, but ${seen.name} is ${end}`);
    if ((seen.tier === 'expired' || seen.tier === 'cancelled') && end !== seen.tier)
      found.push(`S8 a page said ${seen.tier}, but ${seen.name} is ${end}`);
    if (seen.tier === 'not-paid' && seen.attempt && dead.get(seen.attempt) === 'confirmed')
      found.push(`S8 a page said not paid, but the attempt of ${seen.name} was`);
  }
  return found;
}

type Order = {
  id: string;
  number: number;
  status: string;
  total: string;
  currency: string;
  receipts: number;
  mails: number;
  ledger: string;
};
type Attempt = {
  id: string;
  order_id: string;
  status: string;
  reason: string | null;
  transaction_key: string | null;
  /** As faults name it. */
  name: string;
};

async function readOrders(database: pg.Client): Promise<Order[]> {
  const { rows } = await database.query<Order>(
    `SELECT o.id, o.number, o.status, o.total_minor::text AS total, o.currency,
      (SELECT count(*)::int FROM outbox x WHERE x.order_id = o.id AND x.kind = 'receipt' AND x.sent_at IS NOT NULL) AS receipts,
      (SELECT count(*)::int FROM outbox x JOIN sent_mail m ON m.id = x.id WHERE x.order_id = o.id) AS mails,
      (SELECT coalesce(string_agg(g.amount_minor::text, '|' ORDER BY g.amount_minor DESC), '') FROM ledger_entry g WHERE g.order_id = o.id) AS ledger
     FROM shop_order o`,
  );
  return rows;
}

async function readAttempts(database: pg.Client): Promise<Attempt[]> {
  const { rows } = await database.query<Attempt>(
    `SELECT a.id, a.order_id, a.status, a.reason, a.transaction_key, split_part(o.email, '@', 1) || '/' || a.number AS name
     FROM attempt a JOIN shop_order o ON o.id = a.order_id`,
  );
  return rows;
}

type Move = { subject: string; was: string; became: string };

async function readMoves(database: pg.Client): Promise<Move[]> {
  return (await database.query<Move>('SELECT subject, was, became FROM storm_move ORDER BY id')).rows;
}

function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
