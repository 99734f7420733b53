// Compares all transactions that Paysera lists for a span of time with our attempts of that span, page by page, at a pace its limits allow.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../db/statement.ts';
import type { AttemptStatus } from '../payments/attempt-status.ts';
import type { Transaction } from '../paysera/transaction.ts';
import type { Services } from '../services.ts';
import { compareAttempt, type Recorded, type Told } from './compare-attempt.ts';
import { type NewDifference, writeDifferences } from './difference-store.ts';
import { repairFound } from './repair-differences.ts';

/** `differing` leaves out what a person has settled. */
export type Compared = { compared: number; differing: number };

const pageSize = 200;
const pagesPerMinute = 10; // six hundred an hour, of the thousand that an account has for everything
/** Clocks of two companies: what one created at the edge of the span, the other may have a little beside it. */
const edgeMs = 5 * 60_000;

export async function reconcileWindow(s: Services, from: Date, to: Date): Promise<Compared> {
  const listedAt = s.clock.now();
  const told = new Map<string, Transaction>();
  const wide = { from: new Date(from.getTime() - edgeMs), to: new Date(to.getTime() + edgeMs) };
  const list = s.paysera.transactions.list({ projectId: Number(s.env.paysera.projectId), ...wide, limit: pageSize });
  for await (const page of list.pages()) {
    for (const transaction of page.items) told.set(transaction.key, transaction);
    if (page.hasNext) await pause(60_000 / pagesPerMinute);
  }
  // An attempt is written with its order and asked for at the first press of Pay, as late as the end of the order's time.
  const attempts = await readAttempts(s, new Date(wide.from.getTime() - s.timing.orderTtlMs), wide.to, [...told.keys()]);
  const differences: NewDifference[] = [];
  const compared: string[] = [];
  const byKey = new Map(attempts.filter((row) => row.transaction_key).map((row) => [row.transaction_key, row]));
  const byId = new Map(attempts.map((row) => [row.id, row]));

  for (const transaction of told.values()) {
    const words = toldOf(transaction);
    const row = byKey.get(transaction.key) ?? (words.attemptId ? keylessOnly(byId.get(words.attemptId)) : undefined);
    const recorded = row && recordedOf(row, listedAt);
    const subject = row ? row.id : `key:${fingerprintOf(transaction.key)}`;
    compared.push(subject);
    const finding = compareAttempt(recorded ?? null, words, s.env.paysera.projectId);
    if (finding) differences.push(differenceOf(subject, finding, row, transaction));
  }
  for (const row of attempts) {
    // What was created while the list was on its way cannot be in it.
    const isInside = row.asked_at >= from && row.asked_at < to && row.updated_at < listedAt;
    if (!isInside || !row.transaction_key || told.has(row.transaction_key)) continue;
    compared.push(row.id);
    // What Paysera forgets after a month was never paid; what we took for live or paid must be there.
    if (row.status === 'dead' || row.status === 'abandoned') continue;
    differences.push(differenceOf(row.id, { kind: 'missing-transaction', repair: 'person' }, row, null));
  }
  // What nobody knew the last time may be known by now: then its own difference is gone.
  const keys = [...told.keys()].map((key) => `key:${fingerprintOf(key)}`);
  const differing = await writeDifferences(s, differences, [...compared, ...keys]);
  await repairFound(s, differences);
  return { compared: compared.length, differing };
}

type Row = {
  id: string;
  order_id: string;
  status: AttemptStatus;
  order_status: string;
  amount_minor: string;
  currency: string;
  transaction_key: string | null;
  /** When Paysera was asked to create it; for one that never was, when it was written. */
  asked_at: Date;
  updated_at: Date;
};

/** Those of the span, and those the list names from outside it. */
function readAttempts(s: Services, from: Date, to: Date, keys: string[]): Promise<Row[]> {
  return run<Row>(s.pool, read, [s.env.paysera.environment, from, to, keys]);
}

const read = {
  name: 'reconcile-read-attempts',
  text: `SELECT a.id, a.order_id, a.status, o.status AS order_status, a.amount_minor::text AS amount_minor, a.currency, a.transaction_key,
      coalesce(a.creation_started_at, a.created_at) AS asked_at, a.updated_at
    FROM attempt a JOIN shop_order o ON o.id = a.order_id
    WHERE a.environment = $1 AND (a.created_at >= $2 AND a.created_at < $3 OR a.transaction_key = ANY($4))`,
};

/** An attempt with another key than this one is no owner of it. */
function keylessOnly(row: Row | undefined): Row | undefined {
  return row && row.transaction_key === null ? row : undefined;
}

function recordedOf(row: Row, listedAt: Date): Recorded {
  return {
    attemptId: row.id,
    orderId: row.order_id,
    status: row.status,
    orderStatus: row.order_status,
    amount: { minor: BigInt(row.amount_minor), currency: row.currency },
    hasKey: row.transaction_key !== null,
    unchangedMs: listedAt.getTime() - row.updated_at.getTime(),
  };
}

function toldOf(transaction: Transaction): Told {
  const payment = transaction.payments[0];
  const parameters = payment?.parameters;
  const word = (name: string) => {
    const value = parameters && typeof parameters === 'object' && !Array.isArray(parameters) ? parameters[name] : undefined;
    return typeof value === 'string' ? value : null;
  };
  return {
    status: transaction.status,
    projectId: transaction.projectId === null ? null : BigInt(transaction.projectId),
    price: payment?.price ?? null,
    paymentCount: transaction.payments.length,
    orderId: word('order'),
    attemptId: word('attempt'),
  };
}

function differenceOf(
  subject: string,
  finding: { kind: string; repair: string },
  row: Row | undefined,
  transaction: Transaction | null,
): NewDifference {
  const payment = transaction?.payments[0];
  return {
    ...finding,
    subject,
    orderId: row?.order_id ?? null,
    attemptId: row?.id ?? null,
    asked: row ? { amount: row.amount_minor, currency: row.currency, order: row.order_id, attempt: row.id } : {},
    paysera: transaction
      ? {
          status: transaction.status,
          amount: payment?.price?.minor.toString() ?? null,
          currency: payment?.price?.currency ?? null,
          project: transaction.projectId,
          parameters: payment?.parameters ?? null,
          createdAt: transaction.createdAt.toISOString(),
          key: fingerprintOf(transaction.key),
        }
      : { status: 'not listed' },
    recorded: row ? { status: row.status, order: row.order_status, updatedAt: row.updated_at.toISOString() } : {},
    secretKey: finding.repair === 'revoke' ? (transaction?.key ?? null) : null,
  };
}

function fingerprintOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
