// The one click: a person decided, and the money is reserved under their permission. Called for a POST only; nothing here is done by a
// page that loads or a request that repeats. Whatever speaks against it, the same transaction goes on to Paysera's page and its PIN.
import { type Diary, openDiary, writeDiary } from '../audit/diary.ts';
import { askPaysera, type Failed } from '../checkout/ask-paysera.ts';
import { failpoint } from '../checkout/failpoint.ts';
import { openTransaction, type Pay, payForOrder, pinPage } from '../checkout/pay-for-order.ts';
import type { Language } from '../checkout/place-order.ts';
import { seenIn } from '../checkout/read-transaction.ts';
import { refreshAttempt } from '../checkout/refresh-attempt.ts';
import type { Money } from '../money/money.ts';
import { readLiveAttempt } from '../payments/attempt-store.ts';
import type { Services } from '../services.ts';
import { readActiveAllowance, type StoredAllowance } from './allowance-store.ts';
import { isClickKey } from './cart-of-click.ts';
import { type Checked, checkAllowance } from './check-allowance.ts';
import { type Person, readUsable, refusalOf } from './judge-one-click.ts';
import { makeSure } from './make-sure.ts';
import { giveBackUse, type KnownUse, notePinReason, readKnownUse, takeUse } from './take-use.ts';

export type WithPinReason =
  | 'over-weekly'
  | 'over-ceiling'
  | 'used-meanwhile'
  | 'cannot-cover'
  | 'ended'
  | 'changed'
  | 'sign-in-again'
  | 'unreachable'
  | null;
export type PayByAllowance = Person & {
  /** Placed by this shopper. */
  orderId: string;
  /** Made for each form that is drawn, 16 to 64 characters of A-Z a-z 0-9 _ and -: the same click never charges twice. */
  clickKey: string;
  language: Language;
  /** The button that was pressed said "with PIN": then a PIN it is, even where none would be needed any more. */
  saidPin?: boolean;
};
export type PaidByAllowance =
  /** Reserved; it is confirmed after `until` unless it is undone before. */
  | { kind: 'held'; until: Date }
  /** The same transaction goes on to Paysera's page. */
  | { kind: 'with-pin'; url: string; reason: WithPinReason }
  | Exclude<Pay, { kind: 'redirect' }>;

type Against = { reason: WithPinReason; over: Money | null };

export async function payByAllowance(s: Services, click: PayByAllowance): Promise<PaidByAllowance> {
  const order = await readKnownUse(s, click.orderId);
  // Somebody else's order is no order, for whoever asks.
  if (!order || (order.orderShopper !== null && order.orderShopper !== click.shopperId)) return { kind: 'ended' };
  if (order.use && order.use.state !== 'given-back') return answerOf(order.use);
  const allowance = await readUsable(s, click.shopperId, order.total.currency);
  const against = await whatSpeaksAgainst(s, click, order, allowance);
  if (!allowance || against) return withPin(s, click, against ?? { reason: null, over: null });
  const check = checkAllowance(s, allowance, 'click');
  if (click.saidPin) return withPin(s, click, { reason: reasonOf(await check), over: null });

  // Both at once: where it turns out to be no longer active, the transaction goes on to the PIN page like any other.
  const [checked, opened] = await Promise.all([
    check,
    openTransaction(s, { orderId: click.orderId, shopperId: click.shopperId, useAllowance: true }),
  ]);
  if (checked.kind !== 'active') return withPin(s, click, { reason: reasonOf(checked), over: null });
  if (opened.kind !== 'open') return opened.kind === 'finishing' ? answerAgain(s, click.orderId) : opened;
  // Begun before without a permission in mind: Paysera would not take one for it.
  if (!opened.useAllowance) return { kind: 'with-pin', url: pinPage(s, opened.transactionKey, click.language), reason: null };
  return reserve(s, click, allowance, { attemptId: opened.attemptId, transactionKey: opened.transactionKey, amount: order.total });
}

/** As far as we know ourselves. */
async function whatSpeaksAgainst(
  s: Services,
  click: PayByAllowance,
  order: KnownUse,
  allowance: StoredAllowance | null,
): Promise<Against | null> {
  const because = (reason: WithPinReason, over: Money | null = null): Against => ({ reason, over });
  if (order.orderShopper === null || !isClickKey(click.clickKey)) return because(null);
  if (!allowance) return because(await whyNone(s, click));
  const refusal = refusalOf(s, allowance, { signedInAt: click.signedInAt, total: order.total });
  return refusal && because(refusal.kind, 'by' in refusal ? refusal.by : null);
}

function reasonOf({ kind }: Checked): 'ended' | 'unreachable' | null {
  return kind === 'active' ? null : kind;
}

/** One that is there and may not be used, since the shop switched that off, has not ended. */
async function whyNone(s: Services, { shopperId }: Person): Promise<WithPinReason> {
  return (await readActiveAllowance(s, shopperId)) ? null : 'ended';
}

type Target = { attemptId: string; transactionKey: string; amount: Money };

async function reserve(s: Services, click: PayByAllowance, allowance: StoredAllowance, target: Target): Promise<PaidByAllowance> {
  const { attemptId, transactionKey, amount } = target;
  const ids = { attemptId, orderId: click.orderId };
  const diary = openDiary(s, { ...ids, source: 'shopper' });
  // So long nobody is sent to the PIN. It is confirmed by nobody before it is sure, and the seconds for an undo begin only then.
  const latest = new Date(s.clock.now().getTime() + s.timing.callMs + s.timing.shortCallMs);
  await failpoint('before-take-use', attemptId);
  const use = { ...ids, allowanceId: allowance.id, shopperId: click.shopperId, clickKey: click.clickKey, until: latest, amount };
  const left = await takeUse(s, use, diary);
  await failpoint('after-take-use', attemptId);
  if (left === null) return notTaken(s, click, allowance);
  const walletId = allowance.walletId as number;
  const answer = await askPaysera(s, diary, 'reserve', () => s.paysera.transactions.reserve(transactionKey, { by: 'allowance', walletId }));
  await failpoint('after-reserve', attemptId);
  if (answer.kind === 'answered' && answer.value.status === 'reserved') {
    const made = await makeSure(s, { ...ids, seen: seenIn(answer.value), known: false }, s.clock.now(), diary);
    await failpoint('after-keep-held', attemptId);
    if (made.kind === 'let-go') return changed(s, click, allowance, attemptId);
    if (made.kind === 'lost') return answerAgain(s, click.orderId);
    if (made.until > s.clock.now()) return { kind: 'held', until: made.until };
  } else if (answer.kind === 'failed' && isNo(answer)) {
    return refused(s, click, allowance, target, answer, diary);
  }
  // Nobody knows whether it arrived: only a reading tells, and until then nobody is sent to pay.
  await writeDiary(s, diary);
  await refreshAttempt(s, attemptId, 'shopper');
  return answerAgain(s, click.orderId);
}

/** Its permission lost its place in this very moment: the money is free again before anybody is sent to the PIN. */
async function changed(s: Services, click: PayByAllowance, allowance: StoredAllowance, attemptId: string): Promise<PaidByAllowance> {
  await refreshAttempt(s, attemptId, 'shopper');
  await checkAllowance(s, allowance, 'click');
  return withPin(s, click, { reason: 'changed', over: null });
}

/** Said no, or never sent. Not so when the transaction had moved on already: that may have been this very request. */
function isNo({ how, why }: Failed): boolean {
  return how === 'not-sent' || (how === 'refused' && why !== 'invalid_state');
}

const reasonsOfPaysera: Record<string, WithPinReason> = {
  limits_exceeded: 'used-meanwhile',
  not_enough_funds: 'cannot-cover',
  not_found: 'ended',
};

async function refused(
  s: Services,
  click: PayByAllowance,
  allowance: StoredAllowance,
  { attemptId, transactionKey }: Target,
  failed: Failed,
  diary: Diary,
): Promise<PaidByAllowance> {
  const reason = failed.how === 'not-sent' || failed.reason === 'busy' ? 'unreachable' : (reasonsOfPaysera[failed.why] ?? null);
  diary.note('allowance-refused', `Not without a PIN: ${failed.why}. The same transaction goes on to the PIN page`, {
    allowance: allowance.id,
    why: failed.why,
    reason,
  });
  const nextReadAt = new Date(s.clock.now().getTime() + s.timing.firstPollMs);
  await failpoint('before-give-back', attemptId);
  const given = await giveBackUse(s, { attemptId, orderId: click.orderId, refusal: failed.why, pinReason: reason, nextReadAt }, diary);
  await failpoint('after-give-back', attemptId);
  if (reason === 'ended') await checkAllowance(s, allowance, 'click');
  if (!given) return answerAgain(s, click.orderId);
  return { kind: 'with-pin', url: pinPage(s, transactionKey, click.language), reason };
}

/** Another click was faster, another device used up what was left, or another permission is the active one by now. */
async function notTaken(s: Services, click: PayByAllowance, pressedFor: StoredAllowance): Promise<PaidByAllowance> {
  const order = await readKnownUse(s, click.orderId);
  if (!order) return { kind: 'ended' };
  if (order.use && order.use.state !== 'given-back') return answerOf(order.use);
  const allowance = await readUsable(s, click.shopperId, order.total.currency);
  if (!allowance) return withPin(s, click, { reason: await whyNone(s, click), over: null });
  if (allowance.id !== pressedFor.id) return withPin(s, click, { reason: 'changed', over: null });
  const refusal = refusalOf(s, allowance, { signedInAt: click.signedInAt, total: order.total });
  return withPin(s, click, { reason: refusal?.kind === 'over-weekly' ? 'used-meanwhile' : null, over: null });
}

async function withPin(s: Services, click: PayByAllowance, { reason, over }: Against): Promise<PaidByAllowance> {
  const paid = await payForOrder(s, { orderId: click.orderId, language: click.language });
  if (paid.kind !== 'redirect') return paid.kind === 'finishing' ? answerAgain(s, click.orderId) : paid;
  const attempt = reason === null ? null : await readLiveAttempt(s, click.orderId);
  if (attempt && reason !== null) {
    const diary = openDiary(s, { orderId: click.orderId, attemptId: attempt.id, source: 'shopper' });
    diary.note('allowance-not-used', `Not without a PIN: ${reason}`, { reason, over: over && `${over.minor}` });
    await notePinReason(s, { attemptId: attempt.id, reason, over: over?.minor ?? null }, diary);
  }
  return { kind: 'with-pin', url: paid.url, reason };
}

async function answerAgain(s: Services, orderId: string): Promise<PaidByAllowance> {
  const order = await readKnownUse(s, orderId);
  if (!order) return { kind: 'ended' };
  if (order.orderStatus === 'paid' || order.orderStatus === 'refunded') return { kind: 'paid' };
  if (order.orderStatus !== 'pending') return { kind: 'ended' };
  return order.use ? answerOf(order.use) : { kind: 'finishing' };
}

function answerOf({ state, attemptStatus, providerStatus, holdUntil }: NonNullable<KnownUse['use']>): PaidByAllowance {
  if (state === 'paid' || attemptStatus === 'confirmed') return { kind: 'paid' };
  const held = attemptStatus === 'created' && providerStatus === 'reserved' && holdUntil !== null;
  return held ? { kind: 'held', until: holdUntil } : { kind: 'finishing' };
}
