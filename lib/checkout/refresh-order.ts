import { readLiveAttempt } from '../payments/attempt-store.ts';
import type { Services } from '../services.ts';
import { endOrderWhenDue } from './end-order.ts';
import { type Refreshed, refreshAttempt, type Source } from './refresh-attempt.ts';

/** Asks Paysera about the attempt of this order that is not at rest; without one there is nothing to ask. */
export async function refreshOrder(s: Services, orderId: string, source: Source): Promise<Refreshed | { kind: 'nothing-to-ask' }> {
  const attempt = await readLiveAttempt(s, orderId);
  if (!attempt) return { kind: 'nothing-to-ask' };
  const refreshed = await refreshAttempt(s, attempt.id, source);
  await endOrderWhenDue(s, orderId);
  return refreshed;
}
