// The click on Pay: one live attempt, one transaction at Paysera, its key stored before any browser hears of it.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Grant } from '../allowances/grant.ts';
import { type Diary, openDiary } from '../audit/diary.ts';
import { runOne } from '../db/statement.ts';
import type { AttemptStatus } from '../payments/attempt-status.ts';
import { abandon, storeKey } from '../payments/transition-attempt.ts';
import type { Services } from '../services.ts';
import { askPaysera } from './ask-paysera.ts';
import { failpoint } from './failpoint.ts';
import type { Language } from './place-order.ts';
import { type OrderedLine, transactionRequest } from './transaction-request.ts';

export type PayFor = {
  orderId: string;
  language: Language;
  /** A permission that the shopper chose to give with this purchase; taken only for an order of this shopper. */
  grant?: Grant | null;
  shopperId?: string | null;
};
export type Pay =
  | { kind: 'redirect'; url: string }
  | { kind: 'paid' }
  | { kind: 'finishing' }
  | { kind: 'ended' }
  | { kind: 'unavailable'; code: string };

const firstLookMs = 20;
const longestLookMs = 250;

export async function payForOrder(s: Services, { orderId, language }: PayFor): Promise<Pay> {
  const claim = randomUUID();
  const giveUpAt = performance.now() + s.timing.callMs + s.timing.firstPollMs;
  for (let lookMs = firstLookMs; ; lookMs = Math.min(lookMs * 2, longestLookMs)) {
    const taken = await takeUp(s, orderId, claim);
    if (!taken) return { kind: 'ended' };
    if (taken.mine) return create(s, { ...taken, orderId, claim, language });
    const answer = answerFor(s, taken, language);
    if (answer) return answer;
    // Another tab is creating the transaction at this moment: its key will be ours too.
    if (performance.now() >= giveUpAt) return { kind: 'unavailable', code: 'PW-16' };
    await pause(lookMs);
  }
}

/** Null while a create request of another click is on its way. */
function answerFor(
  s: Services,
  { order_status, closing, attempt_status, transaction_key, provider_status }: Taken,
  language: Language,
): Pay | null {
  if (order_status === 'paid' || order_status === 'refunded') return { kind: 'paid' };
  if (order_status !== 'pending') return { kind: 'ended' };
  switch (attempt_status) {
    case 'creating':
      return closing ? { kind: 'ended' } : null;
    case 'created':
      if (closing) return { kind: 'ended' };
      // Already approved: Paysera's page would show no form.
      if (provider_status === 'reserved' || provider_status === 'waiting_registration' || provider_status === 'waiting_password')
        return { kind: 'finishing' };
      return { kind: 'redirect', url: s.paysera.pages.confirmTransaction(transaction_key as string, language).href };
    case 'confirming':
    case 'confirmed':
    case 'releasing':
    case 'review':
      return { kind: 'finishing' };
    default:
      return { kind: 'ended' };
  }
}

async function create(s: Services, taken: Taken & { orderId: string; claim: string; language: Language }): Promise<Pay> {
  const { orderId, claim, language } = taken;
  const attemptId = taken.attempt_id as string;
  const ids = { attemptId, orderId };
  const diary = openDiary(s, { ...ids, source: 'shopper' });
  await failpoint('before-create', attemptId);
  const request = transactionRequest(s, {
    ...ids,
    lines: taken.lines ?? [],
    orderNumber: taken.number,
    amount: { minor: BigInt(taken.amount), currency: taken.currency },
  });
  const answer = await askPaysera(s, diary, 'create', () => s.paysera.transactions.create(request));
  await failpoint('after-create', attemptId);
  if (answer.kind === 'failed') {
    // Sent or not: without its key nobody can ever pay this transaction, so giving it up loses nothing.
    await abandon(s, { ...ids, which: { claim }, reason: answer.reason }, diary);
    return { kind: 'unavailable', code: answer.code };
  }
  const transaction = answer.value;
  const stored = await storeKey(
    s,
    { ...ids, claim, transactionKey: transaction.key, providerStatus: transaction.status, nextReadAt: firstReading(s) },
    diary,
  );
  await failpoint('after-store-key', attemptId);
  if (!stored) {
    // We were away so long that the attempt was given up. Nobody has seen this key: take the transaction back.
    await revokeUnseen(s, diary, transaction.key);
    return { kind: 'unavailable', code: 'PW-16' };
  }
  return { kind: 'redirect', url: s.paysera.pages.confirmTransaction(transaction.key, language).href };
}

async function revokeUnseen(s: Services, diary: Diary, transactionKey: string): Promise<void> {
  await askPaysera(s, diary, 'revoke', () => s.paysera.transactions.revoke(transactionKey));
}

function firstReading(s: Services): Date {
  return new Date(s.clock.now().getTime() + s.timing.firstPollMs);
}

type Taken = {
  mine: boolean;
  order_status: string;
  closing: boolean;
  number: number;
  attempt_id: string | null;
  attempt_status: AttemptStatus | null;
  transaction_key: string | null;
  provider_status: string | null;
  amount: string;
  currency: string;
  /** Only for the click that creates the transaction. */
  lines: OrderedLine[] | null;
};

async function takeUp(s: Services, orderId: string, claim: string): Promise<Taken | null> {
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
      UPDATE attempt a SET creation_claim = $2, creation_started_at = $3, next_read_at = $4, updated_at = $3 FROM live, open
      WHERE a.id = live.id AND a.status = 'creating' AND a.creation_claim IS NULL RETURNING a.id, a.amount_minor, a.currency
    ), forgotten AS (
      UPDATE attempt a SET status = 'abandoned', reason = 'unreachable', next_read_at = NULL, updated_at = $3 FROM live
      WHERE a.id = live.id AND a.status = 'creating' AND a.creation_started_at < $7 RETURNING a.id
    ), fresh AS (
      INSERT INTO attempt (id, order_id, environment, number, status, project_id, amount_minor, currency, creation_claim, creation_started_at, next_read_at, created_at, updated_at)
      SELECT $5, open.id, open.environment, 1 + (SELECT coalesce(max(number), 0) FROM attempt WHERE order_id = open.id), 'creating', $6,
        open.total_minor, open.currency, $2, $3, $4, $3, $3
      FROM open WHERE NOT EXISTS (SELECT FROM live)
      ON CONFLICT DO NOTHING RETURNING id, amount_minor, currency
    ), mine AS (
      SELECT * FROM claimed UNION ALL SELECT * FROM fresh
    )
    SELECT mine.id IS NOT NULL AS mine, locked.status AS order_status, locked.close_as IS NOT NULL AS closing, locked.number, coalesce(mine.id, live.id) AS attempt_id,
      CASE WHEN mine.id IS NULL AND live.id IS NULL AND EXISTS (SELECT FROM open) THEN 'creating' ELSE live.status END AS attempt_status,
      live.transaction_key, live.provider_status, locked.total_minor::text AS amount, locked.currency,
      CASE WHEN mine.id IS NOT NULL THEN (
        SELECT json_agg(json_build_object('title', title, 'option', option, 'picture', picture ->> 'name', 'unit_price', unit_price_minor::text, 'quantity', quantity)
          ORDER BY position) FROM order_line WHERE order_id = locked.id
      ) END AS lines
    FROM locked LEFT JOIN live ON true LEFT JOIN mine ON true`,
};
