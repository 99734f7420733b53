// Undo: while the money of a one-click is only held, the shopper takes it back. Against a confirmation at the same moment there is one
// winner, the first of two statements that both expect the attempt as it was.
import { openDiary } from '../audit/diary.ts';
import { failpoint } from '../checkout/failpoint.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { readOrder } from '../orders/order-store.ts';
import { readLiveAttempt } from '../payments/attempt-store.ts';
import { letGo, nothingSeen } from '../payments/transition-attempt.ts';
import type { Services } from '../services.ts';

export type Undone =
  | { kind: 'undone' }
  /** The seconds are over, or the order was never held. */
  | { kind: 'too-late' }
  /** Undone here; Paysera has not said yet that the money is free. */
  | { kind: 'checking' };

/** `orderId` comes from the order's link: whoever has it may undo, as they may cancel. */
export async function undoPayment(s: Services, { orderId, by }: { orderId: string; by: 'shopper' }): Promise<Undone> {
  const attempt = await readLiveAttempt(s, orderId);
  if (attempt?.environment === s.env.paysera.environment && attempt.status === 'created' && attempt.holdUntil) {
    const diary = openDiary(s, { orderId, attemptId: attempt.id, source: by });
    diary.note('attempt-releasing', 'Undone by the shopper while the money was only held', { reason: 'undone' });
    const nextReadAt = s.clock.now();
    await failpoint('before-undo', attempt.id);
    await letGo(
      s,
      { attemptId: attempt.id, orderId },
      nothingSeen,
      { reason: 'undone', closeAs: 'cancelled', nextReadAt, whileHeld: true },
      diary,
    );
    await failpoint('after-undo', attempt.id);
  }
  const now = await readLiveAttempt(s, orderId);
  if (now?.status === 'releasing' && now.reason === 'undone') await refreshOrder(s, orderId, by);
  return answer(s, orderId);
}

async function answer(s: Services, orderId: string): Promise<Undone> {
  // The attempt first: one that ends between the two looks ends together with its order.
  const attempt = await readLiveAttempt(s, orderId);
  const order = await readOrder(s, orderId);
  if (order?.status === 'cancelled' && order.payment.reason !== null) return { kind: 'undone' };
  return attempt?.status === 'releasing' && attempt.reason === 'undone' ? { kind: 'checking' } : { kind: 'too-late' };
}
