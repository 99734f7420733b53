// The click on Pay: one live attempt, one transaction at Paysera, its key stored before any browser hears of it.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Grant, grantStands } from '../allowances/grant.ts';
import { readQuickPaySettings } from '../allowances/quick-pay-settings.ts';
import { type Diary, openDiary } from '../audit/diary.ts';
import { formatMoney } from '../money/format-money.ts';
import { abandon, storeKey } from '../payments/transition-attempt.ts';
import type { Services } from '../services.ts';
import { askPaysera } from './ask-paysera.ts';
import { failpoint } from './failpoint.ts';
import type { Language } from './place-order.ts';
import { type Taken, takeUp } from './take-up-attempt.ts';
import { transactionRequest } from './transaction-request.ts';

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

export async function payForOrder(s: Services, input: PayFor): Promise<Pay> {
  const opened = await openTransaction(s, { ...input, useAllowance: false });
  return opened.kind === 'open' ? { kind: 'redirect', url: pinPage(s, opened.transactionKey, input.language) } : opened;
}

/** Paysera's page for this transaction: where its payer approves it by PIN. */
export function pinPage(s: Services, transactionKey: string, language: Language): string {
  return s.paysera.pages.confirmTransaction(transactionKey, language).href;
}

export type Opened =
  /** The transaction of the order's live attempt; nobody has approved it yet, as far as we know. */
  { kind: 'open'; attemptId: string; transactionKey: string; useAllowance: boolean } | Exclude<Pay, { kind: 'redirect' }>;

/** `useAllowance`: a permission may accept the transaction, where this click is the one that makes it. */
export async function openTransaction(s: Services, input: Omit<PayFor, 'language'> & { useAllowance: boolean }): Promise<Opened> {
  const { orderId, useAllowance, shopperId = null } = input;
  const grant = input.grant && grantStands(await readQuickPaySettings(s), input.grant, s.clock.now()) ? input.grant : null;
  const claim = randomUUID();
  const giveUpAt = performance.now() + s.timing.callMs + s.timing.firstPollMs;
  for (let lookMs = firstLookMs; ; lookMs = Math.min(lookMs * 2, longestLookMs)) {
    const taken = await takeUp(s, { orderId, claim, grant, shopperId, useAllowance });
    if (!taken) return { kind: 'ended' };
    if (taken.mine) return create(s, { ...taken, orderId, claim, grant });
    const answer = answerFor(taken);
    if (answer) return answer;
    // Another tab is creating the transaction at this moment: its key will be ours too.
    if (performance.now() >= giveUpAt) return { kind: 'unavailable', code: 'PW-16' };
    await pause(lookMs);
  }
}

/** Null while a create request of another click is on its way. */
function answerFor(taken: Taken): Opened | null {
  const { order_status, closing, attempt_id, attempt_status, transaction_key, provider_status, holding, doubted, use_allowance } = taken;
  if (order_status === 'paid' || order_status === 'refunded') return { kind: 'paid' };
  if (order_status !== 'pending') return { kind: 'ended' };
  switch (attempt_status) {
    case 'creating':
      return closing ? { kind: 'ended' } : null;
    case 'created':
      if (closing) return { kind: 'ended' };
      // Already approved, or about to be by the shopper's own click: Paysera's page would show no form.
      // And while nobody knows what has become of it, nobody is sent there.
      if (holding || doubted) return { kind: 'finishing' };
      if (provider_status === 'reserved' || provider_status === 'waiting_registration' || provider_status === 'waiting_password')
        return { kind: 'finishing' };
      return { kind: 'open', attemptId: attempt_id as string, transactionKey: transaction_key as string, useAllowance: use_allowance };
    case 'confirming':
    case 'confirmed':
    case 'releasing':
    case 'review':
      return { kind: 'finishing' };
    default:
      return { kind: 'ended' };
  }
}

async function create(s: Services, taken: Taken & { orderId: string; claim: string; grant: Grant | null }): Promise<Opened> {
  const { orderId, claim } = taken;
  const attemptId = taken.attempt_id as string;
  const ids = { attemptId, orderId };
  const diary = openDiary(s, { ...ids, source: 'shopper' });
  await failpoint('before-create', attemptId);
  const request = transactionRequest(s, {
    ...ids,
    lines: taken.lines ?? [],
    orderNumber: taken.number,
    amount: { minor: BigInt(taken.amount), currency: taken.currency },
    useAllowance: taken.use_allowance,
    grant: taken.grant_id ? taken.grant : null,
  });
  if (taken.grant_id && taken.grant) noteGrant(diary, taken.grant_id, taken.grant);
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
  return { kind: 'open', attemptId, transactionKey: transaction.key, useAllowance: taken.use_allowance };
}

function noteGrant(diary: Diary, allowanceId: string, { weekly, ceiling, until }: Grant): void {
  diary.note('allowance-asked', `Quick pay asked for with it: ${formatMoney(weekly)} a week, ${formatMoney(ceiling)} a purchase`, {
    allowance: allowanceId,
    weekly: `${weekly.minor}`,
    ceiling: `${ceiling.minor}`,
    currency: weekly.currency,
    until: until.toISOString(),
  });
}

async function revokeUnseen(s: Services, diary: Diary, transactionKey: string): Promise<void> {
  await askPaysera(s, diary, 'revoke', () => s.paysera.transactions.revoke(transactionKey));
}

function firstReading(s: Services): Date {
  return new Date(s.clock.now().getTime() + s.timing.firstPollMs);
}
