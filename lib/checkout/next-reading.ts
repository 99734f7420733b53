// When to ask Paysera again by ourselves: soon at first, then in steps of a quarter of the attempt's age, so that a lost callback
// costs a shopper little and a forgotten order costs Paysera's rate limit less.
import type { Attempt } from '../payments/attempt-store.ts';
import type { Services } from '../services.ts';

export function nextReading(s: Services, attempt: Attempt): Date | null {
  if (attempt.status === 'review') return null;
  const now = s.clock.now().getTime();
  // What is held for an undo is taken up the moment its seconds are over, and not asked about before.
  const holdEnd = attempt.holdUntil?.getTime() ?? 0;
  if (attempt.status === 'created' && attempt.providerStatus === 'reserved' && holdEnd > now) return new Date(holdEnd);
  const ageMs = now - attempt.createdAt.getTime();
  const waitMs = Math.min(Math.max(ageMs / 4, s.timing.firstPollMs), s.timing.longestPollMs);
  const end = attempt.order.expiresAt.getTime();
  // The end of the order's time is looked at on time, not a back-off later.
  return new Date(end > now ? Math.min(now + waitMs, end) : now + waitMs);
}
