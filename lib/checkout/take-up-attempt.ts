// The first thing a click on Pay does: it takes up the attempt of the order, begins one where none is live, or learns who has it.
import type { Grant } from '../allowances/grant.ts';
import { weekSeconds } from '../allowances/limits.ts';
import { runOne } from '../db/statement.ts';
import type { AttemptStatus } from '../payments/attempt-status.ts';
import type { Services } from '../services.ts';
import type { OrderedLine } from './transaction-request.ts';

/** What a click finds, and whether the right to create the transaction is its own. */
export type Taken = {
  mine: boolean;
  order_status: string;
  closing: boolean;
  number: number;
  attempt_id: string | null;
  attempt_status: AttemptStatus | null;
  transaction_key: string | null;
  provider_status: string | null;
  /** A one-click that can still be undone, or whose answer is awaited. */
  holding: boolean;
  /** Paysera's last answer about it cannot be right. */
  doubted: boolean;
  use_allowance: boolean;
  /** The permission written down with it; asked for in the same transaction. */
  grant_id: string | null;
  amount: string;
  currency: string;
  /** Only for the click that creates the transaction. */
  lines: OrderedLine[] | null;
};

export type TakeUp = { orderId: string; claim: string; grant: Grant | null; shopperId: string | null; useAllowance: boolean };

export async function takeUp(s: Services, { orderId, claim, grant, shopperId, useAllowance }: TakeUp): Promise<Taken | null> {
  const now = s.clock.now();
  const forgottenSince = new Date(now.getTime() - s.timing.creationGraceMs);
  const giveUpAt = new Date(now.getTime() + s.timing.creationGraceMs);
  return runOne<Taken>(s.pool, take, [
    orderId,
    claim,
    now,
    giveUpAt,
    s.ids.next('att'),
    s.env.paysera.projectId,
    forgottenSince,
    s.env.paysera.environment,
    useAllowance,
    grant && shopperId ? s.ids.next('alw') : null,
    shopperId,
    grant?.weekly.minor ?? null,
    grant?.ceiling.minor ?? null,
    grant?.weekly.currency ?? null,
    weekSeconds,
    grant?.until ?? null,
  ]);
}

// One click wins the right to create; a new attempt is begun only where none is live, which a unique index has the last word on.
// A request forgotten for longer than any call can take is given up here, and the next round begins anew.
const take = {
  name: 'take-up-attempt',
  text: `WITH locked AS (
      SELECT * FROM shop_order WHERE id = $1 AND environment = $8 FOR UPDATE
    ), open AS (
      SELECT * FROM locked WHERE status = 'pending' AND close_as IS NULL AND expires_at > $3
    ), live AS (
      SELECT a.* FROM attempt a JOIN locked ON a.order_id = locked.id
      WHERE a.status IN ('creating', 'created', 'confirming', 'releasing', 'review') FOR UPDATE OF a
    ), claimed AS (
      UPDATE attempt a SET use_allowance = $9, creation_claim = $2, creation_started_at = $3, next_read_at = $4, updated_at = $3 FROM live, open
      WHERE a.id = live.id AND a.status = 'creating' AND a.creation_claim IS NULL RETURNING a.id, a.amount_minor, a.currency
    ), forgotten AS (
      UPDATE attempt a SET status = 'abandoned', reason = 'unreachable', next_read_at = NULL, updated_at = $3 FROM live
      WHERE a.id = live.id AND a.status = 'creating' AND a.creation_started_at < $7 RETURNING a.id
    ), fresh AS (
      INSERT INTO attempt (id, order_id, environment, number, status, project_id, amount_minor, currency, creation_claim, creation_started_at, next_read_at, created_at, updated_at, use_allowance)
      SELECT $5, open.id, open.environment, 1 + (SELECT coalesce(max(number), 0) FROM attempt WHERE order_id = open.id), 'creating', $6,
        open.total_minor, open.currency, $2, $3, $4, $3, $3, $9
      FROM open WHERE NOT EXISTS (SELECT FROM live)
      ON CONFLICT DO NOTHING RETURNING id, amount_minor, currency
    ), mine AS (
      SELECT * FROM claimed UNION ALL SELECT * FROM fresh
    ), granted AS (
      INSERT INTO allowance (id, environment, shopper_id, order_id, attempt_id, status, weekly_minor, ceiling_minor, currency, window_seconds, valid_until, asked_at, updated_at)
      SELECT $10, open.environment, open.shopper_id, open.id, mine.id, 'asked', $12, $13, $14, $15, $16, $3, $3 FROM mine, open
      WHERE $10::text IS NOT NULL AND open.shopper_id = $11 AND open.currency = $14
        AND EXISTS (SELECT FROM wallet_token t WHERE t.shopper_id = open.shopper_id AND t.environment = open.environment)
      RETURNING id
    ), history AS (
      INSERT INTO allowance_event (allowance_id, at, kind, source, summary) SELECT id, $3, 'asked', 'shopper', 'Asked for with a purchase' FROM granted
    )
    SELECT mine.id IS NOT NULL AS mine, locked.status AS order_status, locked.close_as IS NOT NULL AS closing, locked.number, coalesce(mine.id, live.id) AS attempt_id,
      CASE WHEN mine.id IS NULL AND live.id IS NULL AND EXISTS (SELECT FROM open) THEN 'creating' ELSE live.status END AS attempt_status,
      live.transaction_key, live.provider_status, coalesce(live.hold_until > $3, false) AS holding,
      coalesce(live.doubt_count > 0, false) AS doubted, CASE WHEN mine.id IS NULL THEN coalesce(live.use_allowance, false) ELSE $9 END AS use_allowance,
      (SELECT id FROM granted) AS grant_id, locked.total_minor::text AS amount, locked.currency,
      CASE WHEN mine.id IS NOT NULL THEN (
        SELECT json_agg(json_build_object('title', title, 'option', option, 'picture', picture ->> 'name', 'unit_price', unit_price_minor::text, 'quantity', quantity)
          ORDER BY position) FROM order_line WHERE order_id = locked.id
      ) END AS lines
    FROM locked LEFT JOIN live ON true LEFT JOIN mine ON true`,
};
