// The end of an unpaid order: asked for first, done when nothing can bring money any more, and only then its goods go back.
import { run, runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type CloseAs = 'expired' | 'cancelled';

/** Notes that somebody wants the end; false when the order no longer waits for money. */
export async function askForEnd(s: Services, input: { orderId: string; as: CloseAs; reason: string; source: string }): Promise<boolean> {
  const row = await runOne(s.pool, ask, [
    input.orderId,
    input.as,
    input.reason,
    s.clock.now(),
    input.source,
    input.as === 'expired' ? 'The time to pay is over' : 'Asked to cancel the order',
  ]);
  return row !== null;
}

const ask = {
  name: 'order-ask-for-end',
  text: `WITH asked AS (
      UPDATE shop_order SET close_as = coalesce(close_as, $2), close_reason = coalesce(close_reason, $3), updated_at = $4
      WHERE id = $1 AND status = 'pending' RETURNING id
    ), diary AS (
      INSERT INTO audit_event (at, order_id, kind, source, summary, data)
      SELECT $4, id, 'end-asked', $5, $6, jsonb_build_object('as', $2::text, 'reason', $3::text) FROM asked
    )
    SELECT id FROM asked`,
};

/** Ends the order if no attempt is live. An attempt made at this very moment is seen at commit, and the statement fails. */
export async function endOrder(s: Services, orderId: string): Promise<boolean> {
  return (await runOne(s.pool, end, [orderId, s.clock.now()])) !== null;
}

const end = {
  name: 'order-end',
  text: `WITH locked AS (
      SELECT id FROM shop_order WHERE id = $1 AND status = 'pending' AND close_as IS NOT NULL FOR UPDATE
    ), shelves AS (
      SELECT v.id, l.quantity FROM product_variant v JOIN order_line l ON l.variant_id = v.id
      WHERE l.order_id = (SELECT id FROM locked) ORDER BY v.id FOR UPDATE OF v
    ), ended AS (
      UPDATE shop_order o SET status = o.close_as, closed_at = $2, stock_held = false, updated_at = $2 FROM locked
      WHERE o.id = locked.id AND NOT EXISTS (
        SELECT FROM attempt WHERE order_id = o.id AND status IN ('creating', 'created', 'confirming', 'releasing', 'review')
      ) RETURNING o.id, o.close_as
    ), given_back AS (
      UPDATE product_variant v SET stock_on_hand = v.stock_on_hand + shelves.quantity, stock_reserved = v.stock_reserved - shelves.quantity
      FROM shelves, ended WHERE v.id = shelves.id
    ), diary AS (
      INSERT INTO audit_event (at, order_id, kind, source, summary) SELECT $2, id, 'order-' || close_as, 'shop', 'Order ' || close_as || ', goods given back' FROM ended
    )
    SELECT id FROM ended`,
};

/** Unpaid orders without a live attempt whose time is over, or whose end was asked for: oldest first. */
export async function findOrdersToEnd(s: Services, limit: number): Promise<{ id: string; closeAs: CloseAs | null }[]> {
  const rows = await run<{ id: string; close_as: CloseAs | null }>(s.pool, toEnd, [s.clock.now(), limit]);
  return rows.map((row) => ({ id: row.id, closeAs: row.close_as }));
}

const toEnd = {
  name: 'orders-to-end',
  text: `SELECT o.id, o.close_as FROM shop_order o
    WHERE o.status = 'pending' AND (o.expires_at <= $1 OR o.close_as IS NOT NULL) AND NOT EXISTS (
      SELECT FROM attempt a WHERE a.order_id = o.id AND a.status IN ('creating', 'created', 'confirming', 'releasing', 'review')
    ) ORDER BY o.expires_at LIMIT $2`,
};
