// The desk's view of permissions: found, read, ended; never made and never enlarged.
import { createHash } from 'node:crypto';
import { staffMay } from '../accounts/staff-store.ts';
import { run, runOne } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import { orderToken } from '../orders/order-link.ts';
import type { Services } from '../services.ts';
import { noteAllowanceEvent } from './allowance-store.ts';
import type { UseState } from './limits.ts';
import type { EndReason, Use } from './spending-card.ts';
import { type TurnedOff, turnOff } from './turn-off-quick-pay.ts';

export const permissionLists = ['active', 'ending', 'nearly-used', 'replaced', 'cancelled', 'all'] as const;
/** `ending` within 14 days; `nearly-used` has a fifth or less left; `cancelled` is every end but replacement. */
export type PermissionList = (typeof permissionLists)[number];
export type PermissionRow = {
  allowanceId: string;
  customer: { shopperId: string; name: string | null; email: string | null };
  status: 'active' | 'ended';
  why: EndReason | null;
  weekly: Money;
  left: Money;
  ceiling: Money;
  since: Date;
  validUntil: Date;
  endedAt: Date | null;
  walletId: number | null;
  /** Paysera has not been told of the end yet. */
  untold: boolean;
};
export type PermissionEvent = { at: Date; kind: string; source: string; summary: string; data: Record<string, unknown> };
export type StaffUse = Use & { refusal: string | null };
export type PermissionView = PermissionRow & { order: { id: string; number: string }; uses: StaffUse[]; history: PermissionEvent[] };
export type PermissionSearch = { text?: string; show?: PermissionList; after?: string; before?: string; limit?: number };
export type PermissionPage = {
  permissions: PermissionRow[];
  next: string | null;
  previous: string | null;
  counts: Record<PermissionList, number>;
};
/** `reason` is Paysera's or our code; of orders paid in that month. */
export type QuickPayFigures = { paid: number; withoutPin: number; refused: { reason: string; count: number }[] };

const usualLimit = 50;
const mostLimit = 200;
const soonMs = 14 * 24 * 3_600_000;

/** `after` and `before` are cursors this function gave; the counts are of all permissions, whatever was searched. */
export async function searchPermissions(s: Services, search: PermissionSearch): Promise<PermissionPage> {
  const limit = Math.min(Math.max(search.limit ?? usualLimit, 1), mostLimit);
  const backwards = search.before !== undefined;
  const cursor = readCursor(search.before ?? search.after);
  const values: unknown[] = standing(s);
  const conditions = [listConditions[search.show ?? 'active']];
  const wanted = search.text?.trim().slice(0, 200);
  if (wanted) {
    values.push(`%${wanted.replace(/[\\%_]/g, '\\$&')}%`);
    conditions.push(`(w.name ILIKE $${values.length} OR w.email ILIKE $${values.length})`);
  }
  if (cursor) {
    values.push(cursor.since, cursor.id);
    conditions.push(`(w.since, w.id) ${backwards ? '>' : '<'} ($${values.length - 1}, $${values.length})`);
  }
  values.push(limit + 1);
  const direction = backwards ? 'ASC' : 'DESC';
  const text = `${permissions} SELECT * FROM permission w WHERE ${conditions.join(' AND ')}
    ORDER BY w.since ${direction}, w.id ${direction} LIMIT $${values.length}`;
  const name = `search-permissions-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const [rows, counts] = await Promise.all([
    run<Row>(s.pool, { name, text }, values),
    runOne<Record<PermissionList, number>>(s.pool, count, standing(s)),
  ]);
  const more = rows.length > limit;
  const found = rows.slice(0, limit).map(toPermission);
  if (backwards) found.reverse();
  const [first, last] = [found[0], found.at(-1)];
  return {
    permissions: found,
    next: last && (backwards || more) ? writeCursor(last) : null,
    previous: first && (backwards ? more : cursor !== null) ? writeCursor(first) : null,
    counts: counts ?? { active: 0, ending: 0, 'nearly-used': 0, replaced: 0, cancelled: 0, all: 0 },
  };
}

export async function readPermission(s: Services, allowanceId: string): Promise<PermissionView | null> {
  const row = await runOne<Row & ViewJson>(s.pool, readOne, [...standing(s), allowanceId]);
  if (!row) return null;
  return {
    ...toPermission(row),
    order: { id: row.order_id, number: String(row.number) },
    uses: (row.uses ?? []).map((use) => ({
      orderId: use.order,
      orderNumber: String(use.number),
      orderToken: orderToken(s.keys, use.order),
      amount: { minor: BigInt(use.amount), currency: use.currency },
      at: new Date(use.at),
      state: use.state,
      refusal: use.refusal,
    })),
    history: (row.history ?? []).map((event) => ({ ...event, at: new Date(event.at) })),
  };
}

/** `staffId` is the shopper's id of the person at the desk; who may not do it ends nothing. */
export async function cancelPermission(
  s: Services,
  { allowanceId, staffId }: { allowanceId: string; staffId: string },
): Promise<TurnedOff> {
  if (!(await staffMay(s, staffId, 'quick-pay.cancel'))) return { kind: 'none' };
  if ((await readPermission(s, allowanceId))?.status !== 'active') return { kind: 'none' };
  await noteAllowanceEvent(s, {
    allowanceId,
    kind: 'cancel-asked',
    source: 'staff',
    summary: 'Somebody at the desk asked to cancel it',
    data: { staff: staffId },
  });
  return turnOff(s, allowanceId, { why: 'staff', source: 'staff', summary: 'Cancelled at the desk' });
}

/** `month` is any moment of it, where the shop is. */
export async function quickPayFigures(s: Services, month: Date): Promise<QuickPayFigures> {
  const values = [s.env.paysera.environment, month, s.env.shopTimeZone];
  const [paid, refused] = await Promise.all([
    runOne<{ paid: number; without: number }>(s.pool, paidOfMonth, values),
    run<{ reason: string; count: number }>(s.pool, refusedOfMonth, values),
  ]);
  return { paid: paid?.paid ?? 0, withoutPin: paid?.without ?? 0, refused };
}

/** What every statement here begins with: environment, now, and when "soon" ends. */
const standing = (s: Services): unknown[] => [s.env.paysera.environment, s.clock.now(), new Date(s.clock.now().getTime() + soonMs)];

// What was asked for and never given is no permission. The ten seconds are the margin that the database keeps when a use is taken.
const permissions = `WITH permission AS (
    SELECT w.id, w.shopper_id, p.name, p.email, w.status, w.end_reason, w.weekly_minor, w.ceiling_minor, w.currency, w.wallet_id, w.order_id,
      coalesce(w.active_at, w.asked_at) AS since, w.valid_until, w.ended_at, w.tell_at, $3::timestamptz AS soon,
      greatest(0, w.weekly_minor - (SELECT coalesce(sum(u.amount_minor), 0) FROM allowance_use u WHERE u.allowance_id = w.id
        AND u.state <> 'given-back' AND u.at > $2::timestamptz - make_interval(secs => w.window_seconds + 10))) AS left_minor
    FROM allowance w JOIN shopper p ON p.id = w.shopper_id
    WHERE w.environment = $1 AND (w.status = 'active' OR (w.status = 'ended' AND w.end_reason NOT IN ('declined', 'not-granted', 'never-active')))
  )`;

const listConditions: Record<PermissionList, string> = {
  active: `w.status = 'active'`,
  ending: `w.status = 'active' AND w.valid_until <= w.soon`,
  'nearly-used': `w.status = 'active' AND w.left_minor * 5 <= w.weekly_minor`,
  replaced: `w.status = 'ended' AND w.end_reason = 'replaced'`,
  cancelled: `w.status = 'ended' AND w.end_reason <> 'replaced'`,
  all: 'true',
};

const count = {
  name: 'permissions-count',
  text: `${permissions} SELECT ${permissionLists.map((list) => `count(*) FILTER (WHERE ${listConditions[list]})::int AS "${list}"`).join(', ')} FROM permission w`,
};

const readOne = {
  name: 'permission-read',
  text: `${permissions} SELECT w.*, o.number,
      (SELECT json_agg(json_build_object('order', u.order_id, 'number', b.number, 'amount', u.amount_minor::text, 'currency', u.currency,
          'at', u.at, 'state', u.state, 'refusal', u.refusal) ORDER BY u.at DESC)
        FROM allowance_use u JOIN shop_order b ON b.id = u.order_id WHERE u.allowance_id = w.id) AS uses,
      (SELECT json_agg(json_build_object('at', e.at, 'kind', e.kind, 'source', e.source, 'summary', e.summary, 'data', e.data) ORDER BY e.id DESC)
        FROM allowance_event e WHERE e.allowance_id = w.id) AS history
    FROM permission w JOIN shop_order o ON o.id = w.order_id WHERE w.id = $4`,
};

const inMonth = (column: string) =>
  `${column} >= date_trunc('month', $2::timestamptz, $3) AND ${column} < date_trunc('month', $2::timestamptz, $3) + interval '1 month'`;
const paidOfMonth = {
  name: 'quick-pay-paid-of-month',
  text: `SELECT count(*)::int AS paid, count(*) FILTER (WHERE a.accepted_by = 'automatic')::int AS without
    FROM shop_order o JOIN attempt a ON a.order_id = o.id AND a.status = 'confirmed' WHERE o.environment = $1 AND ${inMonth('o.paid_at')}`,
};
const refusedOfMonth = {
  name: 'quick-pay-refused-of-month',
  text: `SELECT coalesce(u.refusal, a.pin_reason) AS reason, count(*)::int AS count
    FROM attempt a LEFT JOIN allowance_use u ON u.attempt_id = a.id
    WHERE a.environment = $1 AND ${inMonth('a.created_at')} AND coalesce(u.refusal, a.pin_reason) IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
};

type Row = {
  id: string;
  shopper_id: string;
  name: string | null;
  email: string | null;
  status: 'active' | 'ended';
  end_reason: EndReason | null;
  weekly_minor: string;
  left_minor: string;
  ceiling_minor: string;
  currency: string;
  wallet_id: string | null;
  order_id: string;
  since: Date;
  valid_until: Date;
  ended_at: Date | null;
  tell_at: Date | null;
};
type UseJson = { order: string; number: number; amount: string; currency: string; at: string; state: UseState; refusal: string | null };
type ViewJson = { number: number; uses: UseJson[] | null; history: (Omit<PermissionEvent, 'at'> & { at: string })[] | null };

function toPermission(row: Row): PermissionRow {
  const amount = (minor: string): Money => ({ minor: BigInt(minor), currency: row.currency });
  return {
    allowanceId: row.id,
    customer: { shopperId: row.shopper_id, name: row.name, email: row.email },
    status: row.status,
    why: row.end_reason,
    weekly: amount(row.weekly_minor),
    left: amount(row.left_minor),
    ceiling: amount(row.ceiling_minor),
    since: row.since,
    validUntil: row.valid_until,
    endedAt: row.ended_at,
    walletId: row.wallet_id === null ? null : Number(row.wallet_id),
    untold: row.tell_at !== null,
  };
}

function writeCursor({ since, allowanceId }: PermissionRow): string {
  return Buffer.from(`${since.getTime()} ${allowanceId}`).toString('base64url');
}

function readCursor(text: string | undefined): { since: Date; id: string } | null {
  const parts = /^(\d{1,15}) (alw_[0-9a-z]{1,40})$/.exec(Buffer.from(text ?? '', 'base64url').toString());
  return parts?.[1] && parts[2] ? { since: new Date(Number(parts[1])), id: parts[2] } : null;
}
