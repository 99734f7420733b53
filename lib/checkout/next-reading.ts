// When to ask Paysera again by ourselves: soon at first, then in steps of a quarter of the attempt's age, so that a lost callback
// costs a shopper little and a forgotten order costs Paysera's rate limit less.
import type { Attempt } from '../payments/attempt-store.ts';
import { type Contradiction, type Doubt, noDoubt, waitInDoubt } from '../payments/doubt.ts';
import type { Services } from '../services.ts';

export function nextReading(s: Services, attempt: Attempt): Date {
  const now = s.clock.now().getTime();
  if (attempt.status === 'review') return new Date(now + s.timing.reviewPollMs);
  // What is held for an undo is taken up the moment its seconds are over, and not asked about before.
  const holdEnd = attempt.holdUntil?.getTime() ?? 0;
  if (attempt.status === 'created' && attempt.providerStatus === 'reserved' && holdEnd > now) return new Date(holdEnd);
  const ageMs = now - attempt.createdAt.getTime();
  const waitMs = Math.min(Math.max(ageMs / 4, s.timing.firstPollMs), s.timing.longestPollMs);
  const end = attempt.order.expiresAt.getTime();
  // The end of the order's time is looked at on time, not a back-off later.
  return new Date(end > now ? Math.min(now + waitMs, end) : now + waitMs);
}

/** After an answer that contradicts what we know. */
export function readingInDoubt(s: Services, attempt: Attempt, contradiction: Contradiction): Date {
  if (attempt.status === 'review') return nextReading(s, attempt);
  const now = s.clock.now();
  return new Date(now.getTime() + waitInDoubt(doubtOf(attempt, now), contradiction, s.timing));
}

export function doubtOf({ doubt }: Attempt, now: Date): Doubt {
  const since = (moment: Date | null) => (moment ? now.getTime() - moment.getTime() : 0);
  return doubt.count === 0 ? noDoubt : { count: doubt.count, forMs: since(doubt.since), forgottenForMs: since(doubt.forgottenSince) };
}
