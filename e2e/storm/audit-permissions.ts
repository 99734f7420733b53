// Holds permissions and their uses against Paysera's own count and against what their owners did, with plain SQL and arithmetic of its
// own, like auditor.ts. Its promises are Q1 to Q8 of README.md.
import type pg from 'pg';
import type { ProviderTransaction } from './auditor.ts';
import type { QuickPayNotes } from './quick-pay-notes.ts';

export type ProviderAllowance = {
  id: number;
  transaction_key: string;
  status: string;
  wallet?: number;
  limits?: { max_price: number }[];
  uses: { cents: number; transactionKey: string }[];
};

type Use = {
  order_id: string;
  state: string;
  amount: string;
  refusal: string | null;
  transaction_key: string | null;
  attempt_status: string;
  wallet_id: string;
  /** Of the permission it counts under here. */
  provider_id: string;
};
type Permission = {
  id: string;
  shopper_id: string;
  status: string;
  end_reason: string | null;
  provider_id: string | null;
  untold: boolean;
  attempt_status: string;
};

export type PermissionEvidence = { transactions: ProviderTransaction[]; allowances: ProviderAllowance[]; notes: QuickPayNotes };

export async function auditPermissions(database: pg.Client, evidence: PermissionEvidence): Promise<string[]> {
  const uses = await readUses(database);
  const permissions = await readPermissions(database);
  const orders = await readOrders(database);
  return [
    ...auditCounts(uses, evidence),
    ...auditLimits(uses, evidence),
    ...auditCharges(orders, evidence),
    ...auditUndone(orders, evidence),
    ...auditPromisedSeconds(orders, evidence),
    ...auditEnds(permissions, evidence),
    ...auditAnswers(evidence),
    ...auditCards(permissions, evidence),
  ];
}

/** Q1: a use of ours is one at Paysera and the other way round, for the same amount and the same wallet. */
function auditCounts(uses: Use[], { allowances }: PermissionEvidence): string[] {
  const found: string[] = [];
  const counted = new Map<string, { cents: bigint; wallet: string; id: string }>();
  for (const { id, wallet, uses: list } of allowances) {
    for (const { transactionKey, cents } of list) {
      if (counted.has(transactionKey)) found.push('Q1 Paysera counts one transaction twice');
      counted.set(transactionKey, { cents: BigInt(cents), wallet: String(wallet), id: String(id) });
    }
  }
  for (const use of uses) {
    const inReview = use.attempt_status === 'review';
    if (use.state === 'held' && !inReview) found.push(`L1 the use of order ${use.order_id} is still held`);
    const theirs = use.transaction_key === null ? undefined : counted.get(use.transaction_key);
    if (use.transaction_key !== null) counted.delete(use.transaction_key);
    if (inReview) continue;
    if (use.state === 'given-back' && theirs) found.push(`Q1 the use of order ${use.order_id} was given back, and Paysera counts it`);
    if (use.state !== 'given-back' && !theirs) found.push(`Q1 the use of order ${use.order_id} counts here, and not at Paysera`);
    if (use.state !== 'given-back' && theirs && (theirs.cents !== BigInt(use.amount) || theirs.wallet !== use.wallet_id))
      found.push(`Q1 the use of order ${use.order_id} is another one at Paysera`);
    if (use.state !== 'given-back' && theirs && theirs.id !== use.provider_id)
      found.push(`Q1 the use of order ${use.order_id} counts under ${use.provider_id} here, and under ${theirs.id} at Paysera`);
  }
  for (const key of counted.keys()) found.push(`Q1 Paysera counts a use of …${key.slice(-4)} that is not written down here`);
  return found;
}

/** Q2: nothing above what was granted, by the chosen amounts; and what the shop counts itself, Paysera never has to refuse. */
function auditLimits(uses: Use[], { allowances, transactions, notes }: PermissionEvidence): string[] {
  const found: string[] = [];
  const orderOf = new Map(transactions.map((one) => [one.transaction_key, one.payments[0]?.parameters?.order ?? 'nobody']));
  for (const allowance of allowances) {
    const grant = notes.grants.get(orderOf.get(allowance.transaction_key) ?? '');
    const total = allowance.uses.reduce((sum, use) => sum + BigInt(use.cents), 0n);
    if (allowance.status !== 'new' && allowance.status !== 'deleted' && !grant) found.push('Q2 a permission nobody chose was given');
    if (!grant) continue;
    if ((allowance.limits ?? []).some((limit) => BigInt(limit.max_price) !== BigInt(grant.weekly)))
      found.push(`Q2 asked for ${JSON.stringify(allowance.limits)}, chosen were ${grant.weekly}`);
    if (total > BigInt(grant.weekly)) found.push(`Q2 ${total} were used of a permission for ${grant.weekly}`);
    for (const { cents } of allowance.uses)
      if (BigInt(cents) > BigInt(grant.ceiling)) found.push(`Q2 ${cents} at once, above the ceiling of ${grant.ceiling}`);
  }
  for (const { refusal, order_id } of uses)
    if (refusal === 'limits_exceeded') found.push(`Q2 Paysera had to refuse order ${order_id}, which the shop had let through`);
  for (const { orders, covers } of notes.races) {
    const reserved = transactions.filter((one) => isAutomatic(one) && orders.includes(one.payments[0]?.parameters?.order ?? ''));
    if (reserved.length > covers) found.push(`Q2 ${reserved.length} orders were reserved by a permission for ${covers}`);
  }
  return found;
}

/** Q3: without a PIN nothing is charged but to the owner of the order, who clicked, on the wallet that is theirs. */
function auditCharges(orders: Map<string, Order>, { transactions, notes }: PermissionEvidence): string[] {
  const found: string[] = [];
  for (const transaction of transactions.filter(isAutomatic)) {
    const order = transaction.payments[0]?.parameters?.order ?? 'nobody';
    const owner = notes.owners.get(order);
    const clicked = notes.clicks.some((one) => one.orderId === order && one.shopperId === owner && one.fresh);
    if (!owner || !clicked) found.push(`Q3 order ${order} was charged without the click of its owner`);
    if (owner && notes.wallets.get(owner) !== transaction.wallet) found.push(`Q3 order ${order} was charged to a wallet of somebody else`);
    if (owner && orders.get(order)?.shopper_id !== owner) found.push(`Q3 order ${order} no longer belongs to who placed it`);
  }
  return found;
}

/** Q4: who was told that it is undone keeps the money; who was told that it is too late was not undone. */
function auditUndone(orders: Map<string, Order>, { transactions, notes }: PermissionEvidence): string[] {
  const found: string[] = [];
  const kept = new Set(transactions.filter(({ status }) => status === 'confirmed').map((one) => one.payments[0]?.parameters?.order));
  for (const order of new Set(notes.undos.map(({ orderId }) => orderId))) {
    const told = notes.undos.filter(({ orderId }) => orderId === order);
    const undone = told.some(({ kind }) => kind === 'undone' || kind === 'checking');
    const { status, reason } = orders.get(order) ?? {};
    if (undone && (kept.has(order) || status !== 'cancelled')) found.push(`Q4 order ${order} was undone, and is ${status}`);
    if (told.every(({ kind }) => kind === 'too-late') && reason === 'undone')
      found.push(`Q4 order ${order} was undone, and its shopper was told that it is too late`);
  }
  return found;
}

/** Q5: the seconds for an undo are as long as was said. Paysera tells whole seconds. */
function auditPromisedSeconds(orders: Map<string, Order>, { transactions, notes }: PermissionEvidence): string[] {
  const found: string[] = [];
  const confirmedAt = new Map(transactions.map((one) => [one.payments[0]?.parameters?.order ?? '', one.confirmed_at]));
  for (const { orderId, untilMs } of notes.answers) {
    const seconds = confirmedAt.get(orderId);
    if (untilMs && seconds && seconds * 1000 + 1000 <= untilMs) found.push(`Q5 order ${orderId} was confirmed while it could be undone`);
  }
  for (const { orderId, kind, answeredAtMs, untilMs } of notes.undos)
    if (kind === 'too-late' && answeredAtMs < untilMs && orders.get(orderId)?.status === 'paid')
      found.push(`Q5 order ${orderId} could not be undone in the time that was promised`);
  for (const order of new Set(notes.undos.map(({ orderId }) => orderId))) {
    const told = notes.undos.filter(({ orderId }) => orderId === order);
    if (told.every(({ askedAtMs, untilMs }) => askedAtMs > untilMs) && told.some(({ kind }) => kind === 'undone'))
      found.push(`Q5 order ${order} was undone, though nobody asked before its time was over`);
  }
  return found;
}

/** Q6: what is active here is active at Paysera and the other way round; nothing asked for is left open, and no end untold. */
function auditEnds(permissions: Permission[], { allowances, notes }: PermissionEvidence): string[] {
  const found: string[] = [];
  const there = new Map(allowances.filter(({ status }) => status === 'active').map((one) => [String(one.id), one]));
  for (const { id, status, provider_id, shopper_id, untold, attempt_status, end_reason } of permissions) {
    const theirs = there.get(provider_id ?? '');
    if (status === 'active' && !theirs) found.push(`Q6 permission ${id} is active here, and not at Paysera`);
    if (status === 'ended' && theirs) found.push(`Q6 permission ${id} ended here (${end_reason}), and is active at Paysera`);
    if (status === 'active' && theirs && theirs.wallet !== notes.wallets.get(shopper_id))
      found.push(`Q6 permission ${id} is active on a wallet of somebody else`);
    if (status === 'asked' && attempt_status !== 'review') found.push(`L1 permission ${id} is still asked for`);
    if (untold) found.push(`L1 Paysera was not told that permission ${id} has ended`);
    if (provider_id) there.delete(provider_id);
  }
  for (const id of there.keys()) found.push(`Q6 permission ${id} is active at Paysera, and unknown here`);
  return found;
}

/** Q7: nobody but the owner, and not after a day without signing in, was told that an order is paid without a PIN. */
function auditAnswers({ notes }: PermissionEvidence): string[] {
  const found: string[] = [];
  for (const { orderId, shopperId, fresh, kind } of notes.answers) {
    const owner = notes.owners.get(orderId);
    if (owner !== shopperId && kind !== 'ended') found.push(`Q7 a stranger's click on order ${orderId} was answered with "${kind}"`);
    if (!fresh && kind === 'held') found.push(`Q7 order ${orderId} was reserved without signing in again`);
  }
  return found;
}

/** Q8: the card says what is left, by Paysera's count. */
function auditCards(permissions: Permission[], { allowances, notes }: PermissionEvidence): string[] {
  const found: string[] = [];
  for (const { shopperId, left } of notes.cards) {
    const active = permissions.find((one) => one.shopper_id === shopperId && one.status === 'active');
    const theirs = allowances.find(({ id }) => String(id) === active?.provider_id);
    if ((left === null) !== !active)
      found.push(`Q8 the card of ${shopperId} says ${left}, its permission is ${active ? 'active' : 'not active'}`);
    const limit = theirs?.limits?.[0];
    if (left === null || !theirs || !limit) continue;
    const truly = theirs.uses.reduce((rest, use) => rest - BigInt(use.cents), BigInt(limit.max_price));
    if (BigInt(left) !== truly) found.push(`Q8 the card of ${shopperId} says that ${left} are left, at Paysera it is ${truly}`);
  }
  return found;
}

function isAutomatic({ type, status }: ProviderTransaction): boolean {
  return type === 'automatic' && (status === 'reserved' || status === 'confirmed');
}

type Order = { id: string; status: string; reason: string | null; shopper_id: string | null };

async function readOrders(database: pg.Client): Promise<Map<string, Order>> {
  const { rows } = await database.query<Order>('SELECT id, status, close_reason AS reason, shopper_id FROM shop_order');
  return new Map(rows.map((row) => [row.id, row]));
}

async function readUses(database: pg.Client): Promise<Use[]> {
  const { rows } = await database.query<Use>(
    `SELECT u.order_id, u.state, u.amount_minor::text AS amount, u.refusal, a.transaction_key, a.status AS attempt_status,
      w.wallet_id::text AS wallet_id, w.provider_id::text AS provider_id
     FROM allowance_use u JOIN attempt a ON a.id = u.attempt_id JOIN allowance w ON w.id = u.allowance_id`,
  );
  return rows;
}

async function readPermissions(database: pg.Client): Promise<Permission[]> {
  const { rows } = await database.query<Permission>(
    `SELECT w.id, w.shopper_id, w.status, w.end_reason, w.provider_id::text AS provider_id, w.tell_at IS NOT NULL AS untold, a.status AS attempt_status
     FROM allowance w JOIN attempt a ON a.id = w.attempt_id`,
  );
  return rows;
}
