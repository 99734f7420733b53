// The shop's rule of two people: above which amount a refund needs a second one. A stricter rule holds at once, a looser one after a day,
// so that nobody switches it off for the one refund they have in mind (decision 0019).
import { staffMay } from '../accounts/staff-store.ts';
import { run, runOne } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';

export const LOOSER_AFTER_MS = 24 * 60 * 60_000;

export type RefundSettings = {
  /** Null: off, every owner gives any amount back alone. */
  above: Money | null;
  /** What still holds, although something looser was set; null when nothing does. */
  still: { above: Money; until: Date } | null;
  /** People who could agree, whoever asks included. */
  owners: number;
};

export async function readRefundSettings(s: Services): Promise<RefundSettings> {
  const row = await runOne<Row>(s.pool, read, [s.env.paysera.environment, s.clock.now()]);
  const money = (minor: string | null | undefined): Money | null =>
    minor == null ? null : { minor: BigInt(minor), currency: row?.currency ?? '' };
  const before = money(row?.before);
  return {
    above: money(row?.above),
    still: before && row?.until ? { above: before, until: row.until } : null,
    owners: row?.owners ?? 0,
  };
}

/** @param above null switches it off. @returns whether it holds at once, or only after the day that a looser rule waits. */
export async function changeRefundSettings(
  s: Services,
  { above, staffId }: { above: Money | null; staffId: string },
): Promise<{ kind: 'changed' } | { kind: 'later'; from: Date } | { kind: 'refused'; reason: string }> {
  if (!(await staffMay(s, staffId, 'refunds.rule'))) return { kind: 'refused', reason: 'You may not change this.' };
  if (above && above.minor < 0n) return { kind: 'refused', reason: 'Must not be less than nothing.' };
  const now = s.clock.now();
  const from = new Date(now.getTime() + LOOSER_AFTER_MS);
  const rows = await run<{ later: boolean }>(s.pool, write, [
    s.env.paysera.environment,
    above?.minor ?? null,
    above?.currency ?? null,
    now,
    from,
    staffId,
  ]);
  return rows[0]?.later ? { kind: 'later', from } : { kind: 'changed' };
}

type Row = { above: string | null; currency: string; before: string | null; until: Date | null; owners: number };

const read = {
  name: 'refund-settings',
  text: `SELECT r.above_minor::text AS above, r.currency, CASE WHEN r.before_until > $2 THEN r.before_minor::text END AS before,
      CASE WHEN r.before_until > $2 THEN r.before_until END AS until, w.owners
    FROM (SELECT count(*)::int AS owners FROM staff WHERE environment = $1 AND role = 'owner') w
      LEFT JOIN refund_settings r ON r.environment = $1`,
};

// The strictest of what holds now is kept for a day where the new rule is looser.
const write = {
  name: 'refund-settings-write',
  text: `WITH old AS (
      SELECT *, least(above_minor, CASE WHEN before_until > $4 THEN before_minor END) AS holds FROM refund_settings WHERE environment = $1 FOR UPDATE
    ), written AS (
      INSERT INTO refund_settings AS r (environment, above_minor, currency, updated_at)
      VALUES ($1, $2::bigint, coalesce($3, (SELECT currency FROM old), 'EUR'), $4)
      ON CONFLICT (environment) DO UPDATE SET above_minor = $2::bigint, updated_at = $4,
        currency = coalesce($3, r.currency),
        before_minor = (SELECT CASE WHEN holds IS NOT NULL AND ($2::bigint IS NULL OR $2::bigint > holds) THEN holds END FROM old),
        before_until = (SELECT CASE WHEN holds IS NOT NULL AND ($2::bigint IS NULL OR $2::bigint > holds) THEN $5::timestamptz END FROM old)
      RETURNING *
    ), diary AS (
      INSERT INTO audit_event (at, kind, source, summary, data)
      SELECT $4, 'refund-settings', 'staff', 'Who has to agree to refunds was changed',
        jsonb_build_object('staff', $6::text, 'environment', $1::text, 'before', (SELECT to_jsonb(old) FROM old), 'after', to_jsonb(written)) FROM written
    )
    SELECT before_minor IS NOT NULL AS later FROM written`,
};
