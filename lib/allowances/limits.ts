// What is left of a limit: reckoned from what was granted and our own uses. Paysera's own figure counts the balance too and tells
// nobody. Pure.
import { type Money, money } from '../money/money.ts';

export const weekSeconds = 7 * 24 * 3600;

/**
 * Paysera counts a use from its own moment of reserving, up to one call later than ours; so ours stays in the window a little longer,
 * and a button never promises what Paysera would refuse. The trigger of the database says the same.
 */
export const windowMarginSeconds = 10;

export type UseState = 'held' | 'paid' | 'given-back';
export type CountedUse = { amount: Money; at: Date; state: UseState };

/** Uses that still count against the limit at `now`: what was given back never does. */
export function usesInWindow<Use extends CountedUse>(uses: readonly Use[], windowSeconds: number, now: Date): Use[] {
  const since = now.getTime() - (windowSeconds + windowMarginSeconds) * 1000;
  return uses.filter((use) => use.state !== 'given-back' && use.at.getTime() > since);
}

/** Never below nothing, even where a limit was used beyond itself. */
export function leftOf(limit: Money, uses: readonly CountedUse[], windowSeconds: number, now: Date): Money {
  const used = usesInWindow(uses, windowSeconds, now).reduce((sum, use) => sum + use.amount.minor, 0n);
  return money(used < limit.minor ? limit.minor - used : 0n, limit.currency);
}

/** When the oldest use leaves the window and its amount can be used again; null when none is in it. */
export function nextFreeAt(uses: readonly CountedUse[], windowSeconds: number, now: Date): Date | null {
  const counted = usesInWindow(uses, windowSeconds, now).map((use) => use.at.getTime());
  return counted.length === 0 ? null : new Date(Math.min(...counted) + (windowSeconds + windowMarginSeconds) * 1000);
}

export type WithinLimits = { kind: 'within' } | { kind: 'over-ceiling' | 'over-weekly'; by: Money };

/** Whether a purchase fits. The ceiling is named first: waiting does not help against it. */
export function fits(total: Money, permission: { ceiling: Money; left: Money }): WithinLimits {
  const over = (limit: Money) => money(total.minor - limit.minor, total.currency);
  if (total.minor > permission.ceiling.minor) return { kind: 'over-ceiling', by: over(permission.ceiling) };
  if (total.minor > permission.left.minor) return { kind: 'over-weekly', by: over(permission.left) };
  return { kind: 'within' };
}
