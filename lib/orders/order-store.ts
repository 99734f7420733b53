// Reads orders for pages: one order for whoever has its link, a shopper's own, and the desk's view with its diary. Only those of this
// environment: one that was paid at the sandbox is no order of the real shop.
import type { Picture } from '../catalog/catalog-store.ts';
import { run, runOne } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import type { AttemptStatus } from '../payments/attempt-status.ts';
import { type PaymentView, paymentView } from '../payments/payment-view.ts';
import type { Services } from '../services.ts';
import { orderToken } from './order-link.ts';
import type { OrderStatus } from './order-status.ts';

export type OrderLine = {
  title: string;
  option: string | null;
  picture: Picture;
  unitPrice: Money;
  quantity: number;
  lineTotal: Money;
  slug: string;
};
export type OrderAttempt = {
  id: string;
  status: AttemptStatus;
  providerStatus: string | null;
  walletId: number | null;
  transactionKeySet: boolean;
  updatedAt: Date;
};
/** `declined` is the shopper's own choice at Paysera; `not-paid`: its purchase came to nothing, and with it the permission. */
export type GrantOutcome = 'waiting' | 'active' | 'declined' | 'not-paid' | 'never-active' | 'wrong-wallet' | 'ended';
export type OrderView = {
  id: string;
  number: string;
  token: string;
  status: OrderStatus;
  email: string;
  placedAt: Date;
  paidAt: Date | null;
  expiresAt: Date;
  lines: OrderLine[];
  total: Money;
  shopperId: string | null;
  attempt: OrderAttempt | null;
  payment: PaymentView;
  /** How it was approved; null as long as it was not. */
  way: 'pin' | 'allowance' | null;
  /** Until then a one-click can be undone, by the server's clock; null when it cannot. */
  undoUntil: Date | null;
  /** Of an order whose money was taken, or is held, without a PIN. */
  quickPay: { weekly: Money; leftBefore: Money; leftAfter: Money } | null;
  /** Why a one-click went to the PIN page: a word of `WithPinReason`, and by how much it was over a limit. */
  pinReason: { kind: string; by: Money | null } | null;
  /** The permission that was asked for with this purchase, and what became of it. */
  grant: { outcome: GrantOutcome; weekly: Money; ceiling: Money; until: Date } | null;
};
export type StaffAttempt = OrderAttempt & {
  number: number;
  amount: Money;
  reason: string | null;
  createdAt: Date;
  nextReadAt: Date | null;
  reserveUntil: Date | null;
};
export type TimelineEntry = { at: Date; kind: string; source: string; summary: string; data: Record<string, unknown> };
export type LedgerLine = { account: string; kind: string; amount: Money; at: Date };
export type StaffOrderView = OrderView & { attempts: StaffAttempt[]; timeline: TimelineEntry[]; ledger: LedgerLine[] };

export async function readOrder(s: Services, orderId: string): Promise<OrderView | null> {
  const row = await runOne<OrderJson>(s.pool, readOne, [orderId, s.env.paysera.environment]);
  return row && toOrder(s, row);
}

const mostOfShopper = 200;

export async function listOrdersOfShopper(s: Services, shopperId: string): Promise<OrderView[]> {
  const rows = await run<OrderJson>(s.pool, readOfShopper, [shopperId, mostOfShopper]);
  return rows.map((row) => toOrder(s, row));
}

export async function readOrderForStaff(s: Services, orderId: string): Promise<StaffOrderView | null> {
  const row = await runOne<OrderJson & StaffJson>(s.pool, readForStaff, [orderId, s.env.paysera.environment]);
  if (!row) return null;
  return {
    ...toOrder(s, row),
    attempts: (row.all_attempts ?? []).map((attempt) => ({
      ...toAttempt(attempt),
      number: attempt.number,
      amount: { minor: BigInt(attempt.amount), currency: attempt.currency },
      reason: attempt.reason,
      createdAt: new Date(attempt.created_at),
      nextReadAt: attempt.next_read_at ? new Date(attempt.next_read_at) : null,
      reserveUntil: attempt.reserve_until ? new Date(attempt.reserve_until) : null,
    })),
    timeline: (row.timeline ?? []).map((entry) => ({ ...entry, at: new Date(entry.at) })),
    ledger: (row.ledger ?? []).map((entry) => ({
      account: entry.account,
      kind: entry.kind,
      amount: { minor: BigInt(entry.amount), currency: entry.currency },
      at: new Date(entry.at),
    })),
  };
}

type LineJson = { slug: string; title: string; option: string | null; picture: Picture; unit: string; quantity: number; total: string };
type AttemptJson = {
  id: string;
  status: AttemptStatus;
  provider_status: string | null;
  reason: string | null;
  wallet_id: number | null;
  has_key: boolean;
  updated_at: string;
  accepted_by: string | null;
  hold_until: string | null;
  pin_reason: string | null;
  pin_over: string | null;
  use: { state: string; amount: string; left: string; weekly: string } | null;
  grant: { status: 'asked' | 'active' | 'ended'; reason: string | null; weekly: string; ceiling: string; until: string } | null;
};
type StaffAttemptJson = AttemptJson & {
  number: number;
  amount: string;
  currency: string;
  created_at: string;
  next_read_at: string | null;
  reserve_until: string | null;
};
type OrderJson = {
  id: string;
  number: number;
  status: OrderStatus;
  email: string;
  placed_at: Date;
  paid_at: Date | null;
  expires_at: Date;
  close_as: string | null;
  total_minor: string;
  currency: string;
  shopper_id: string | null;
  lines: LineJson[] | null;
  attempt: AttemptJson | null;
};
type StaffJson = {
  all_attempts: StaffAttemptJson[] | null;
  timeline: (Omit<TimelineEntry, 'at'> & { at: string })[] | null;
  ledger: { account: string; kind: string; amount: string; currency: string; at: string }[] | null;
};

const attemptFields = `'id', a.id, 'status', a.status, 'provider_status', a.provider_status, 'reason', a.reason, 'wallet_id', a.wallet_id,
  'has_key', a.transaction_key IS NOT NULL, 'updated_at', a.updated_at, 'accepted_by', a.accepted_by, 'hold_until', a.hold_until,
  'pin_reason', a.pin_reason, 'pin_over', a.pin_over_minor::text,
  'use', (SELECT json_build_object('state', u.state, 'amount', u.amount_minor::text, 'left', u.left_before_minor::text, 'weekly', w.weekly_minor::text)
    FROM allowance_use u JOIN allowance w ON w.id = u.allowance_id WHERE u.attempt_id = a.id),
  'grant', (SELECT json_build_object('status', w.status, 'reason', w.end_reason, 'weekly', w.weekly_minor::text, 'ceiling', w.ceiling_minor::text,
    'until', w.valid_until) FROM allowance w WHERE w.attempt_id = a.id)`;

/** The attempt a page speaks of: the one that took the money, else the newest. */
const columns = `o.id, o.number, o.status, o.email, o.placed_at, o.paid_at, o.expires_at, o.close_as, o.total_minor::text AS total_minor, o.currency, o.shopper_id,
  (SELECT json_agg(json_build_object('slug', l.slug, 'title', l.title, 'option', l.option, 'picture', l.picture, 'unit', l.unit_price_minor::text,
      'quantity', l.quantity, 'total', l.line_total_minor::text) ORDER BY l.position) FROM order_line l WHERE l.order_id = o.id) AS lines,
  (SELECT json_build_object(${attemptFields}) FROM attempt a WHERE a.order_id = o.id
    ORDER BY (a.status = 'confirmed') DESC, a.number DESC LIMIT 1) AS attempt`;

const readOne = { name: 'read-order', text: `SELECT ${columns} FROM shop_order o WHERE o.id = $1 AND o.environment = $2` };
const readOfShopper = {
  name: 'read-orders-of-shopper',
  text: `SELECT ${columns} FROM shop_order o WHERE o.shopper_id = $1 ORDER BY o.placed_at DESC LIMIT $2`,
};
const readForStaff = {
  name: 'read-order-for-staff',
  text: `SELECT ${columns},
    (SELECT json_agg(json_build_object(${attemptFields}, 'number', a.number, 'amount', a.amount_minor::text, 'currency', a.currency,
        'created_at', a.created_at, 'next_read_at', a.next_read_at, 'reserve_until', a.reserve_until) ORDER BY a.number)
      FROM attempt a WHERE a.order_id = o.id) AS all_attempts,
    (SELECT json_agg(json_build_object('at', e.at, 'kind', e.kind, 'source', e.source, 'summary', e.summary, 'data', e.data) ORDER BY e.at, e.id)
      FROM (SELECT * FROM audit_event WHERE order_id = o.id ORDER BY id DESC LIMIT 500) e) AS timeline,
    (SELECT json_agg(json_build_object('account', g.account, 'kind', g.kind, 'amount', g.amount_minor::text, 'currency', g.currency, 'at', g.at) ORDER BY g.id)
      FROM ledger_entry g WHERE g.order_id = o.id) AS ledger
    FROM shop_order o WHERE o.id = $1 AND o.environment = $2`,
};

function toOrder(s: Services, row: OrderJson): OrderView {
  const { currency } = row;
  const now = s.clock.now();
  const undoUntil = undoEnd(row.attempt, now);
  return {
    id: row.id,
    number: String(row.number),
    token: orderToken(s.keys, row.id),
    status: row.status,
    email: row.email,
    placedAt: row.placed_at,
    paidAt: row.paid_at,
    expiresAt: row.expires_at,
    lines: (row.lines ?? []).map((line) => ({
      slug: line.slug,
      title: line.title,
      option: line.option,
      picture: line.picture,
      unitPrice: { minor: BigInt(line.unit), currency },
      quantity: line.quantity,
      lineTotal: { minor: BigInt(line.total), currency },
    })),
    total: { minor: BigInt(row.total_minor), currency },
    shopperId: row.shopper_id,
    attempt: row.attempt && toAttempt(row.attempt),
    payment: paymentView({
      order: { status: row.status, closing: row.close_as !== null, overdue: row.expires_at <= now },
      attempt: row.attempt && {
        status: row.attempt.status,
        providerStatus: row.attempt.provider_status,
        reason: row.attempt.reason,
        holding: undoUntil !== null,
      },
    }),
    undoUntil,
    ...quickPayOf(row.attempt, currency),
  };
}

/** The end of the seconds in which a one-click can be undone, while they last. */
function undoEnd(attempt: AttemptJson | null, now: Date): Date | null {
  const end = attempt?.status === 'created' && attempt.hold_until ? new Date(attempt.hold_until) : null;
  return end && end > now ? end : null;
}

function quickPayOf(attempt: AttemptJson | null, currency: string): Pick<OrderView, 'way' | 'quickPay' | 'pinReason' | 'grant'> {
  if (!attempt) return { way: null, quickPay: null, pinReason: null, grant: null };
  const amount = (minor: string): Money => ({ minor: BigInt(minor), currency });
  const { use, grant } = attempt;
  const used = use !== null && use.state !== 'given-back' && (attempt.accepted_by ?? 'automatic') === 'automatic';
  return {
    way: attempt.accepted_by === null ? null : attempt.accepted_by === 'automatic' ? 'allowance' : 'pin',
    quickPay: used
      ? {
          weekly: amount(use.weekly),
          leftBefore: amount(use.left),
          leftAfter: { minor: BigInt(use.left) - BigInt(use.amount), currency },
        }
      : null,
    pinReason:
      attempt.pin_reason === null ? null : { kind: attempt.pin_reason, by: attempt.pin_over === null ? null : amount(attempt.pin_over) },
    grant: grant && {
      outcome: outcomeOf(grant),
      weekly: amount(grant.weekly),
      ceiling: amount(grant.ceiling),
      until: new Date(grant.until),
    },
  };
}

function outcomeOf({ status, reason }: NonNullable<AttemptJson['grant']>): GrantOutcome {
  if (status !== 'ended') return status === 'active' ? 'active' : 'waiting';
  if (reason === 'not-granted') return 'not-paid';
  return reason === 'declined' || reason === 'never-active' || reason === 'wrong-wallet' ? reason : 'ended';
}

function toAttempt(attempt: AttemptJson): OrderAttempt {
  return {
    id: attempt.id,
    status: attempt.status,
    providerStatus: attempt.provider_status,
    walletId: attempt.wallet_id,
    transactionKeySet: attempt.has_key,
    updatedAt: new Date(attempt.updated_at),
  };
}
