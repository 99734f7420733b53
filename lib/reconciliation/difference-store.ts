// Differences are rows with an age: found once, seen again while they last, resolved when a comparison no longer finds them. One that a
// person has settled is no open one as long as it looks the same.
import { run, runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type NewDifference = {
  kind: string;
  subject: string;
  repair: string;
  orderId: string | null;
  attemptId: string | null;
  asked: Record<string, unknown>;
  paysera: Record<string, unknown>;
  recorded: Record<string, unknown>;
  /** Only for what is revoked at once; never stored. */
  secretKey?: string | null;
};

export type Difference = {
  id: string;
  kind: string;
  subject: string;
  repair: string | null;
  orderId: string | null;
  orderNumber: string | null;
  attemptId: string | null;
  asked: Record<string, unknown>;
  paysera: Record<string, unknown>;
  recorded: Record<string, unknown>;
  foundAt: Date;
  seenAt: Date;
  resolvedAt: Date | null;
  /** Changes whenever what Paysera says, or what we recorded, does. */
  look: string;
};

/**
 * Two of a kind about one subject are one row. `compared` names everything that was looked at: an open difference of those that was not found again is resolved.
 * @returns how many of those found are open, which is all that nobody has settled.
 */
export async function writeDifferences(s: Services, found: NewDifference[], compared: string[]): Promise<number> {
  const rows = found.map((one) => ({
    id: s.ids.next('dif'),
    kind: one.kind,
    subject: one.subject,
    repair: one.repair,
    order_id: one.orderId,
    attempt_id: one.attemptId,
    asked: one.asked,
    paysera: one.paysera,
    recorded: one.recorded,
  }));
  const values = [s.env.paysera.environment, s.clock.now(), JSON.stringify(rows), compared];
  return (await runOne<{ open: number }>(s.pool, write, values))?.open ?? 0;
}

const write = {
  name: 'differences-write',
  text: `WITH found AS (
      SELECT DISTINCT ON (kind, subject) * FROM jsonb_to_recordset($3::jsonb) AS f(id text, kind text, subject text, repair text, order_id text, attempt_id text, asked jsonb, paysera jsonb, recorded jsonb)
    ), kept AS (
      INSERT INTO difference (id, environment, kind, subject, repair, order_id, attempt_id, asked, paysera, recorded, found_at, seen_at)
      SELECT id, $1, kind, subject, repair, order_id, attempt_id, coalesce(asked, '{}'), coalesce(paysera, '{}'), coalesce(recorded, '{}'), $2, $2 FROM found
      ON CONFLICT (environment, kind, subject) DO UPDATE SET seen_at = $2, paysera = excluded.paysera, recorded = excluded.recorded, repair = excluded.repair,
        found_at = CASE WHEN difference.resolved_at IS NULL THEN difference.found_at ELSE $2 END, resolved_at = NULL,
        settled_look = CASE WHEN difference.resolved_at IS NULL AND difference.settled_look = difference_look(excluded.paysera, excluded.recorded)
          THEN difference.settled_look END
      RETURNING settled_look
    ), gone AS (
      UPDATE difference d SET resolved_at = $2 WHERE d.environment = $1 AND d.resolved_at IS NULL AND d.subject = ANY($4)
        AND NOT EXISTS (SELECT FROM found f WHERE f.kind = d.kind AND f.subject = d.subject)
    )
    SELECT count(*) FILTER (WHERE settled_look IS NULL)::int AS open FROM kept`,
};

export async function listOpenDifferences(s: Services, limit = 200): Promise<Difference[]> {
  const rows = await run<Row>(s.pool, list, [s.env.paysera.environment, limit]);
  return rows.map(toDifference);
}

export async function listResolvedDifferences(s: Services, limit = 50): Promise<Difference[]> {
  const rows = await run<Row>(s.pool, resolved, [s.env.paysera.environment, limit]);
  return rows.map(toDifference);
}

export async function readDifference(s: Services, id: string): Promise<Difference | null> {
  const row = await runOne<Row>(s.pool, one, [s.env.paysera.environment, id]);
  return row && toDifference(row);
}

type Row = {
  id: string;
  kind: string;
  subject: string;
  repair: string | null;
  order_id: string | null;
  number: number | null;
  attempt_id: string | null;
  asked: Record<string, unknown>;
  paysera: Record<string, unknown>;
  recorded: Record<string, unknown>;
  found_at: Date;
  seen_at: Date;
  resolved_at: Date | null;
  look: string;
};

const columns =
  'd.*, difference_look(d.paysera, d.recorded) AS look, o.number FROM difference d LEFT JOIN shop_order o ON o.id = d.order_id WHERE d.environment = $1';
const list = {
  name: 'differences-open',
  text: `SELECT ${columns} AND d.resolved_at IS NULL AND d.settled_look IS NULL ORDER BY d.found_at LIMIT $2`,
};
const resolved = {
  name: 'differences-resolved',
  text: `SELECT ${columns} AND d.resolved_at IS NOT NULL ORDER BY d.resolved_at DESC LIMIT $2`,
};
const one = { name: 'differences-one', text: `SELECT ${columns} AND d.id = $2` };

function toDifference(row: Row): Difference {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    repair: row.repair,
    orderId: row.order_id,
    orderNumber: row.number === null ? null : String(row.number),
    attemptId: row.attempt_id,
    asked: row.asked,
    paysera: row.paysera,
    recorded: row.recorded,
    foundAt: row.found_at,
    seenAt: row.seen_at,
    resolvedAt: row.resolved_at,
    look: row.look,
  };
}
