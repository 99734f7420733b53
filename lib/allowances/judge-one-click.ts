// Before a button is drawn: what would happen at a click, said truly. What we can reckon ourselves we say; Paysera's own yes or no only
// decides between "now" and "with PIN", and its figure never leaves this file.
import { hasEnough } from '../accounts/has-enough.ts';
import { openDiary } from '../audit/diary.ts';
import { askPaysera } from '../checkout/ask-paysera.ts';
import { mayAsk } from '../checkout/rate-limit.ts';
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';
import { readActiveAllowance, type StoredAllowance } from './allowance-store.ts';
import { fits, leftOf } from './limits.ts';
import { type Look, lookAtPermission, lookerAt } from './look-at-permission.ts';
import { readQuickPaySettings } from './quick-pay-settings.ts';

export type PinReason =
  | { kind: 'over-weekly' | 'over-ceiling'; by: Money }
  /** The wallet has too little money; only said where its owner allowed us to ask. */
  | { kind: 'cannot-cover' }
  | { kind: 'sign-in-again' }
  /** Looked at so often that Paysera is not asked again at once. */
  | { kind: 'asked-often' };
export type OneClick =
  | { kind: 'now'; amount: Money; allowanceId: string; leftAfter: Money }
  /** `reason` is null where Paysera said no and the reason is none of ours to tell. */
  | { kind: 'pin'; amount: Money; reason: PinReason | null }
  /** No permission, another currency, or one-click switched off. */
  | { kind: 'none' };
export type Person = {
  shopperId: string;
  /** When this browser's session was opened. */
  signedInAt: Date;
};

export type ToJudge = Person & {
  total: Money;
  /** One that this page has begun already. */
  look?: () => Promise<Look>;
};

export async function judgeOneClick(s: Services, { shopperId, signedInAt, total, look }: ToJudge): Promise<OneClick> {
  if (!(await readUsable(s, shopperId, total.currency))) return { kind: 'none' };
  const { standing } = await (look ? look() : lookAtPermission(s, shopperId));
  if (standing?.allowance.weekly.currency !== total.currency) return { kind: 'none' };
  const { allowance, checked } = standing;
  const withPin = (reason: PinReason | null): OneClick => ({ kind: 'pin', amount: total, reason });
  const refusal = refusalOf(s, allowance, { signedInAt, total });
  if (refusal) return withPin(refusal);
  if (checked.kind === 'unreachable') return withPin(checked.asked ? null : { kind: 'asked-often' });
  if (!(await mayAsk(s, lookerAt(allowance.id)))) return withPin({ kind: 'asked-often' });
  if (!(await doesCover(s, allowance, total))) {
    const enough = await hasEnough(s, { shopperId, total, walletId: allowance.walletId });
    return withPin(enough === false ? { kind: 'cannot-cover' } : null);
  }
  const left = leftOf(allowance.weekly, allowance.uses, allowance.windowSeconds, s.clock.now());
  return { kind: 'now', amount: total, allowanceId: allowance.id, leftAfter: { minor: left.minor - total.minor, currency: left.currency } };
}

/** The shopper's permission, where it may be used for this currency at all. */
export async function readUsable(s: Services, shopperId: string, currency: string): Promise<StoredAllowance | null> {
  const { oneClick } = await readQuickPaySettings(s);
  const allowance = oneClick ? await readActiveAllowance(s, shopperId) : null;
  return allowance?.weekly.currency === currency ? allowance : null;
}

const signedInForMs = 24 * 3600 * 1000;

/** What we know ourselves that speaks against a click; null when nothing does. */
export function refusalOf(
  s: Services,
  allowance: StoredAllowance,
  { signedInAt, total }: { signedInAt: Date; total: Money },
): Exclude<PinReason, { kind: 'cannot-cover' | 'asked-often' }> | null {
  const now = s.clock.now();
  const ageMs = now.getTime() - signedInAt.getTime();
  // A moment that is still to come is no sign-in either.
  if (!(ageMs >= -60_000 && ageMs <= signedInForMs)) return { kind: 'sign-in-again' };
  const left = leftOf(allowance.weekly, allowance.uses, allowance.windowSeconds, now);
  const within = fits(total, { ceiling: allowance.ceiling, left });
  return within.kind === 'within' ? null : within;
}

/** Yes or no: Paysera's figure counts the balance, and must not become known to anybody. */
async function doesCover(s: Services, { walletId }: StoredAllowance, total: Money): Promise<boolean> {
  const diary = openDiary(s, { source: 'button' });
  const answer = await askPaysera(s, diary, 'limit', () =>
    s.paysera.allowances.limit(walletId as number, total.currency, { timeoutMs: s.timing.shortCallMs }),
  );
  return answer.kind === 'answered' && answer.value.currency === total.currency && answer.value.minor >= total.minor;
}
