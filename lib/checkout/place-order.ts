// From a cart to an order: prices from the database, goods taken from the shelf, order and first attempt written, in one statement.

import { hashCartToken } from '../carts/cart-store.ts';
import { run, runOne } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import { orderToken } from '../orders/order-link.ts';
import type { Services } from '../services.ts';
import { readEmail } from './read-email.ts';

export type Language = 'lt' | 'en' | 'ru';
export type PlaceOrder = {
  cartToken: string;
  /** The version of the cart the page showed. */
  cartVersion: number;
  email: string;
  /** The total the page showed: another one is never charged. */
  shownTotalMinor: bigint;
  shopperId: string | null;
  language: Language;
};
export type SoldOutLine = { variantId: string; title: string; option: string | null; wanted: number; available: number };
export type Placed =
  | { kind: 'placed'; orderId: string; token: string; resumed: boolean }
  /** An older order of this cart was claimed for capture at this moment: it is paid, and its things leave the cart, before others are ordered. */
  | { kind: 'being-paid'; orderId: string; token: string }
  | NotPlaced;
export type NotPlaced =
  | { kind: 'total-changed'; shown: Money; now: Money }
  | { kind: 'sold-out'; lines: SoldOutLine[] }
  | { kind: 'empty' }
  | { kind: 'invalid'; field: 'email'; reason: string };

const mostRounds = 4;

export async function placeOrder(s: Services, input: PlaceOrder): Promise<Placed> {
  const email = readEmail(input.email);
  if (email.kind === 'invalid') return { kind: 'invalid', field: 'email', reason: email.reason };
  const cart = hashCartToken(input.cartToken);
  if (!cart) return { kind: 'empty' };

  let version = input.cartVersion;
  for (let round = 1; round <= mostRounds; round++) {
    const row = await runOne<Row>(s.pool, place, valuesOf(s, input, cart, version, email.address));
    if (!row) return { kind: 'empty' };
    if (row.placed) return { kind: 'placed', orderId: row.placed, token: orderToken(s.keys, row.placed), resumed: false };
    if (row.existing && !row.existing_ended) {
      return { kind: 'placed', orderId: row.existing, token: orderToken(s.keys, row.existing), resumed: true };
    }
    if (row.existing) {
      // The order of this version ended unpaid, or is about to: the same things can be bought again as a new version. Not so where its
      // money was claimed before its end was asked for: it is being paid, and would be paid for a second time.
      version = await nextVersion(s, cart, version);
      continue;
    }
    if (row.paying) return { kind: 'being-paid', orderId: row.paying, token: orderToken(s.keys, row.paying) };
    const refused = refusalOf(row, input);
    // A statement that waited for the cart does not see the order placed meanwhile, only its goods gone: "sold out" is said after a second look.
    if (refused && (refused.kind !== 'sold-out' || round > 1)) return refused;
    // Another tab placed it between our reading and our lock: the next round finds its order.
  }
  throw new Error('The cart kept changing while the order was placed');
}

function refusalOf(row: Row, input: PlaceOrder): NotPlaced | null {
  if (!row.line_count) return { kind: 'empty' };
  const currency = row.currency ?? 'EUR';
  const now = { minor: BigInt(row.total ?? 0), currency };
  if (row.short?.length) return { kind: 'sold-out', lines: row.short };
  if (!row.version_matches || now.minor !== input.shownTotalMinor) {
    return { kind: 'total-changed', shown: { minor: input.shownTotalMinor, currency }, now };
  }
  return null;
}

function valuesOf(s: Services, input: PlaceOrder, cart: Buffer, version: number, email: string): unknown[] {
  const now = s.clock.now();
  return [
    cart,
    version,
    input.shownTotalMinor,
    s.ids.next('ord'),
    s.ids.next('att'),
    s.env.paysera.environment,
    input.shopperId,
    email,
    input.language,
    now,
    new Date(now.getTime() + s.timing.orderTtlMs),
    s.env.paysera.projectId,
  ];
}

type Row = {
  placed: string | null;
  existing: string | null;
  existing_ended: boolean | null;
  paying: string | null;
  version_matches: boolean;
  line_count: number;
  total: string | null;
  currency: string | null;
  short: SoldOutLine[] | null;
};

// The cart is locked first, then older orders of it and their attempts, then the goods in the order of their ids: two carts never wait in
// a circle. An attempt that is locked is seen as it is then: a claim that came first is known, and one that comes later finds its order ending.
const place = {
  name: 'place-order',
  text: `WITH basket AS (
      SELECT id, version FROM cart WHERE token_hash = $1 FOR UPDATE
    ), existing AS (
      SELECT o.id, o.status IN ('expired', 'cancelled') OR o.close_as IS NOT NULL AND NOT EXISTS (
          SELECT FROM attempt a WHERE a.order_id = o.id AND a.status IN ('confirming', 'review')) AS ended
      FROM shop_order o JOIN basket ON o.cart_id = basket.id WHERE o.cart_version = $2
    ), older AS (
      SELECT o.id, o.close_as FROM shop_order o JOIN basket ON o.cart_id = basket.id
      WHERE o.status = 'pending' AND o.cart_version < $2 FOR UPDATE OF o
    ), live AS (
      SELECT a.order_id, a.status FROM attempt a JOIN older ON a.order_id = older.id WHERE a.status IN ('created', 'confirming') FOR UPDATE OF a
    ), paying AS (
      SELECT order_id FROM live WHERE status = 'confirming' LIMIT 1
    ), wanted AS (
      SELECT v.id AS variant_id, v.sku, v.name AS option, v.price_minor, v.currency, v.stock_on_hand, l.quantity, l.added_at,
        p.slug, p.title, p.pictures -> 0 AS picture, p.active
      FROM basket JOIN cart_line l ON l.cart_id = basket.id JOIN product_variant v ON v.id = l.variant_id JOIN product p ON p.id = v.product_id
      WHERE (SELECT count(*) FROM live) >= 0
      ORDER BY v.id FOR UPDATE OF v
    ), sums AS (
      SELECT count(*)::int AS line_count, sum(price_minor * quantity) AS total, min(currency) AS currency, count(DISTINCT currency) AS currencies,
        bool_and(active AND stock_on_hand >= quantity) AS available FROM wanted
    ), placed AS (
      INSERT INTO shop_order (id, environment, status, cart_id, cart_version, shopper_id, email, language, total_minor, currency, placed_at, expires_at, updated_at)
      SELECT $4, $6, 'pending', basket.id, basket.version, $7, $8, $9, sums.total, sums.currency, $10, $11, $10
      FROM basket, sums
      WHERE basket.version = $2 AND sums.available AND sums.total = $3 AND sums.currencies = 1 AND NOT EXISTS (SELECT FROM existing) AND NOT EXISTS (SELECT FROM paying)
      ON CONFLICT (cart_id, cart_version) DO NOTHING RETURNING id, total_minor, currency, cart_id
    ), lines AS (
      INSERT INTO order_line (order_id, position, variant_id, sku, slug, title, option, picture, unit_price_minor, quantity, line_total_minor)
      SELECT placed.id, row_number() OVER (ORDER BY added_at, variant_id), variant_id, sku, slug, title, option, coalesce(picture, '{}'), price_minor, quantity,
        price_minor * quantity FROM wanted, placed
    ), held AS (
      UPDATE product_variant v SET stock_on_hand = v.stock_on_hand - wanted.quantity, stock_reserved = v.stock_reserved + wanted.quantity
      FROM wanted, placed WHERE v.id = wanted.variant_id
    ), attempt AS (
      INSERT INTO attempt (id, order_id, environment, number, status, project_id, amount_minor, currency, next_read_at, created_at, updated_at)
      SELECT $5, placed.id, $6, 1, 'creating', $12, placed.total_minor, placed.currency, $11, $10, $10 FROM placed
    ), replaced AS (
      UPDATE shop_order o SET close_as = 'cancelled', close_reason = 'replaced', updated_at = $10 FROM older, placed WHERE o.id = older.id AND older.close_as IS NULL RETURNING o.id
    ), jobs AS (
      SELECT graphile_worker.add_job('end-order', json_build_object('orderId', id)) FROM replaced
    ), diary AS (
      INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary, data)
      SELECT $10, id, $5, 'order-placed', 'shopper', 'Order placed, goods held', jsonb_build_object('total', total_minor::text, 'currency', currency) FROM placed
    )
    SELECT (SELECT id FROM placed) AS placed, (SELECT id FROM existing) AS existing, (SELECT ended FROM existing) AS existing_ended,
      (SELECT order_id FROM paying) AS paying,
      basket.version = $2 AS version_matches, sums.line_count, sums.total::text AS total, sums.currency, (SELECT count(*) FROM jobs) AS jobs,
      (SELECT json_agg(json_build_object('variantId', variant_id, 'title', title, 'option', option, 'wanted', quantity,
          'available', CASE WHEN active THEN stock_on_hand ELSE 0 END)) FROM wanted WHERE NOT active OR stock_on_hand < quantity) AS short
    FROM basket, sums`,
};

async function nextVersion(s: Services, cart: Buffer, version: number): Promise<number> {
  const rows = await run<{ version: number }>(s.pool, bump, [cart, version, s.clock.now()]);
  return rows[0]?.version ?? version + 1;
}

const bump = {
  name: 'cart-next-version',
  text: 'UPDATE cart SET version = version + 1, updated_at = $3 WHERE token_hash = $1 AND version = $2 RETURNING version',
};
