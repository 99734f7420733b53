// A person has looked at a difference that no program may mend, and says why it may stay: it is no open one any more, stays in the history
// with who and why, and opens again as soon as it looks different.
import { staffMay } from '../accounts/staff-store.ts';
import { run } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type SettleDifferences = {
  /** As they were shown: one that looks different by now is left open. */
  shown: { id: string; look: string }[];
  staffId: string;
  reason: string;
};
export type Settled = { kind: 'settled'; count: number } | { kind: 'refused'; reason: 'not-allowed' | 'reason' };

const longestReason = 200;

export async function settleDifferences(s: Services, { shown, staffId, reason: typed }: SettleDifferences): Promise<Settled> {
  if (!(await staffMay(s, staffId, 'reconciliation.settle'))) return { kind: 'refused', reason: 'not-allowed' };
  const reason = typed.trim();
  if (reason === '' || reason.length > longestReason) return { kind: 'refused', reason: 'reason' };
  const rows = shown.map(({ id, look }) => ({ id, look, settlement: s.ids.next('stl') }));
  const settled = await run(s.pool, settle, [s.env.paysera.environment, JSON.stringify(rows), staffId, reason, s.clock.now()]);
  if (settled.length > 0) s.log.warn({ count: settled.length }, 'Differences were settled by a person');
  return { kind: 'settled', count: settled.length };
}

const settle = {
  name: 'differences-settle',
  text: `WITH shown AS (
      SELECT * FROM jsonb_to_recordset($2::jsonb) AS f(id text, look text, settlement text)
    ), settled AS (
      UPDATE difference d SET settled_look = shown.look FROM shown
      WHERE d.id = shown.id AND d.environment = $1 AND d.resolved_at IS NULL AND d.settled_look IS NULL AND d.repair = 'person'
        AND difference_look(d.paysera, d.recorded) = shown.look
      RETURNING d.id, d.kind, d.order_id, d.attempt_id, d.paysera, d.recorded, shown.look, shown.settlement
    ), kept AS (
      INSERT INTO difference_settlement (id, environment, difference_id, staff_id, reason, look, paysera, recorded, at)
      SELECT settlement, $1, id, $3, $4, look, paysera, recorded, $5 FROM settled
    ), diary AS (
      INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary, data)
      SELECT $5, order_id, attempt_id, 'difference-settled', 'staff', 'A difference from Paysera was settled by hand',
        jsonb_build_object('staff', $3::text, 'reason', $4::text, 'difference', id, 'kind', kind, 'paysera', paysera) FROM settled
    )
    SELECT id FROM settled`,
};

export type Settlement = {
  id: string;
  kind: string;
  orderId: string | null;
  orderNumber: string | null;
  by: string;
  reason: string;
  at: Date;
  /** `stays`: it still differs, just as it was settled. `changed`: it is open again, or was settled anew. `gone`: both sides agree. */
  now: 'stays' | 'changed' | 'gone';
};

export async function listSettlements(s: Services, limit = 50): Promise<Settlement[]> {
  return run<Settlement>(s.pool, list, [s.env.paysera.environment, limit]);
}

const list = {
  name: 'difference-settlements',
  text: `SELECT t.id, d.kind, d.order_id AS "orderId", o.number::text AS "orderNumber", coalesce(p.name, p.email, t.staff_id) AS by, t.reason, t.at,
      CASE WHEN d.resolved_at IS NOT NULL THEN 'gone' WHEN d.settled_look = t.look THEN 'stays' ELSE 'changed' END AS now
    FROM difference_settlement t JOIN difference d ON d.id = t.difference_id
      LEFT JOIN shop_order o ON o.id = d.order_id LEFT JOIN shopper p ON p.id = t.staff_id
    WHERE t.environment = $1 ORDER BY t.at DESC, t.id DESC LIMIT $2`,
};
