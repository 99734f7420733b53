// The desk's list of orders: newest first, by keyset, so that the thousandth page costs what the first does.
import { createHash } from 'node:crypto';
import { run } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import type { AttemptStatus } from '../payments/attempt-status.ts';
import type { Services } from '../services.ts';
import type { OrderStatus } from './order-status.ts';

export type OrderRow = {
  id: string;
  number: string;
  status: OrderStatus;
  email: string;
  placedAt: Date;
  total: Money;
  itemCount: number;
  attemptStatus: AttemptStatus | null;
  providerStatus: string | null;
};
export type OrderSearch = { status?: OrderStatus; attention?: boolean; text?: string; after?: string; before?: string; limit?: number };
export type OrderPage = { orders: OrderRow[]; next: string | null; previous: string | null };

const usualLimit = 50;
const mostLimit = 200;

/** `after` and `before` are cursors this function gave: older orders come after, newer ones before. */
export async function searchOrders(s: Services, search: OrderSearch): Promise<OrderPage> {
  const limit = Math.min(Math.max(search.limit ?? usualLimit, 1), mostLimit);
  const backwards = search.before !== undefined;
  const cursor = readCursor(search.before ?? search.after);
  const { conditions, values } = conditionsOf(s, search);
  if (cursor) {
    values.push(cursor.placedAt, cursor.id);
    conditions.push(`(o.placed_at, o.id) ${backwards ? '>' : '<'} ($${values.length - 1}, $${values.length})`);
  }
  values.push(limit + 1);
  const direction = backwards ? 'ASC' : 'DESC';
  const text = `SELECT o.id, o.number, o.status, o.email, o.placed_at, o.total_minor::text AS total_minor, o.currency,
      (SELECT sum(l.quantity)::int FROM order_line l WHERE l.order_id = o.id) AS item_count, a.status AS attempt_status, a.provider_status
    FROM (SELECT * FROM shop_order o WHERE ${conditions.join(' AND ')}
      ORDER BY o.placed_at ${direction}, o.id ${direction} LIMIT $${values.length}) o
    LEFT JOIN LATERAL (SELECT status, provider_status FROM attempt a WHERE a.order_id = o.id ORDER BY (a.status = 'confirmed') DESC, a.number DESC LIMIT 1) a ON true
    ORDER BY o.placed_at ${direction}, o.id ${direction}`;
  const name = `search-orders-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const rows = await run<Row>(s.pool, { name, text }, values);
  const more = rows.length > limit;
  const orders = rows.slice(0, limit).map(toRow);
  if (backwards) orders.reverse();
  const first = orders[0];
  const last = orders.at(-1);
  return {
    orders,
    next: last && (backwards || more) ? writeCursor(last) : null,
    previous: first && (backwards ? more : cursor !== null) ? writeCursor(first) : null,
  };
}

/** How many orders a person should look at. */
export async function countAttention(s: Services): Promise<number> {
  const rows = await run<{ count: number }>(s.pool, countOfAttention, [s.env.paysera.environment, longWaiting(s)]);
  return rows[0]?.count ?? 0;
}

/** Confirming takes seconds: money that has been held this long for an order is worth a look. */
const longWaitMs = 15 * 60_000;
const longWaiting = (s: Services) => new Date(s.clock.now().getTime() - longWaitMs);

// Paysera said what we cannot explain, the two books differ, or money is held and nothing came of it. The small index over live attempts
// answers the first and the last, whatever the number of orders.
const needsAttention = (environment: number, since: number) => `
  SELECT order_id FROM attempt WHERE environment = $${environment} AND status = 'review'
  UNION SELECT order_id FROM difference WHERE environment = $${environment} AND resolved_at IS NULL AND order_id IS NOT NULL
  UNION SELECT order_id FROM attempt WHERE environment = $${environment} AND created_at < $${since} AND (status IN ('confirming', 'releasing')
    OR (status = 'created' AND provider_status IN ('reserved', 'waiting_registration', 'waiting_password')))`;
const countOfAttention = { name: 'orders-needing-attention', text: `SELECT count(*)::int AS count FROM (${needsAttention(1, 2)}) found` };

type Row = {
  id: string;
  number: number;
  status: OrderStatus;
  email: string;
  placed_at: Date;
  total_minor: string;
  currency: string;
  item_count: number | null;
  attempt_status: AttemptStatus | null;
  provider_status: string | null;
};

function conditionsOf(s: Services, { status, attention, text }: OrderSearch): { conditions: string[]; values: unknown[] } {
  // What was paid at Paysera's sandbox is no money: it stands in no list beside what was.
  const values: unknown[] = [s.env.paysera.environment];
  const conditions = ['o.environment = $1'];
  const add = (condition: (parameter: string) => string, value: unknown) => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (status) add((parameter) => `o.status = ${parameter}`, status);
  if (attention) {
    values.push(longWaiting(s));
    conditions.push(`o.id IN (${needsAttention(1, values.length)})`);
  }
  const wanted = text?.trim().slice(0, 200);
  if (wanted) {
    // Digits alone are an order's number; it is found by its unique index. Anything else is part of an e-mail address.
    if (/^#?\d{1,9}$/.test(wanted)) add((parameter) => `o.number = ${parameter}`, Number(wanted.replace('#', '')));
    else add((parameter) => `o.email ILIKE ${parameter}`, `%${wanted.replace(/[\\%_]/g, '\\$&')}%`);
  }
  return { conditions, values };
}

function toRow(row: Row): OrderRow {
  return {
    id: row.id,
    number: String(row.number),
    status: row.status,
    email: row.email,
    placedAt: row.placed_at,
    total: { minor: BigInt(row.total_minor), currency: row.currency },
    itemCount: row.item_count ?? 0,
    attemptStatus: row.attempt_status,
    providerStatus: row.provider_status,
  };
}

function writeCursor(row: OrderRow): string {
  return Buffer.from(`${row.placedAt.getTime()} ${row.id}`).toString('base64url');
}

function readCursor(text: string | undefined): { placedAt: Date; id: string } | null {
  const parts = /^(\d{1,15}) (ord_[0-9a-z]{1,40})$/.exec(Buffer.from(text ?? '', 'base64url').toString());
  return parts?.[1] && parts[2] ? { placedAt: new Date(Number(parts[1])), id: parts[2] } : null;
}
