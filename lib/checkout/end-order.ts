// Brings an unpaid order to its end once that was asked for: what is live is let go first, and only then the goods go back.
import { sqlstateOf, sqlstates } from '../db/sqlstate.ts';
import { askForEnd, endOrder, findOrdersToEnd } from '../orders/close-order.ts';
import { readLiveAttempt } from '../payments/attempt-store.ts';
import type { Services } from '../services.ts';
import { failpoint } from './failpoint.ts';
import { refreshAttempt, type Source } from './refresh-attempt.ts';

export async function endOrderNow(s: Services, orderId: string, source: Source): Promise<void> {
  const attempt = await readLiveAttempt(s, orderId);
  if (attempt) await refreshAttempt(s, attempt.id, source);
  await endOrderWhenDue(s, orderId);
}

/** False when something is still live, or the order does not wait for an end. */
export async function endOrderWhenDue(s: Services, orderId: string): Promise<boolean> {
  await failpoint('before-end-order', orderId);
  try {
    return await endOrder(s, orderId);
  } catch (error) {
    // An attempt began at this very moment; the sweep comes back when that one is at rest.
    if (sqlstateOf(error) === sqlstates.untrueAtCommit) return false;
    throw error;
  } finally {
    await failpoint('after-end-order', orderId);
  }
}

/** For the sweep: orders whose time is over and that nothing can pay any more. @returns how many came to their end. */
export async function endDueOrders(s: Services, limit: number): Promise<number> {
  let ended = 0;
  const due = await findOrdersToEnd(s, limit);
  for (const order of due) {
    if (!order.closeAs) await askForEnd(s, { orderId: order.id, as: 'expired', reason: 'expired', source: 'sweep' });
    if (await endOrderWhenDue(s, order.id)) ended++;
  }
  return ended;
}
