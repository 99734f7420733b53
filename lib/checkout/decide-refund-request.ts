// The second person's word on a refund above the shop's limit, and the first one's to take it back. Agreed, it is given back at once where
// Paysera still can; otherwise the agreement stands for some days, and whoever makes the transfer records it.
import { staffMay } from '../accounts/staff-store.ts';
import { openDiary, writeDiary } from '../audit/diary.ts';
import { decideRequest, readRequest } from '../orders/refund-request-store.ts';
import type { Services } from '../services.ts';
import { type Refunded, refundOrder } from './refund-order.ts';

export type DecideRefundRequest = { requestId: string; staffId: string; as: 'agreed' | 'declined' | 'withdrawn'; reason: string };
export type RequestDecided =
  | { kind: 'agreed'; refunded: Refunded }
  | { kind: 'declined' | 'withdrawn' }
  /** It was decided, taken back, or has run out meanwhile. */
  | { kind: 'gone' }
  | { kind: 'refused'; reason: 'not-allowed' | 'own' | 'reason' };

const longestReason = 200;
const words = {
  agreed: 'A second person agreed to give the money back',
  declined: 'A second person declined to give the money back',
  withdrawn: 'The request to give the money back was taken back',
} as const;

export async function decideRefundRequest(s: Services, input: DecideRefundRequest): Promise<RequestDecided> {
  const { requestId, staffId, as } = input;
  const reason = input.reason.trim();
  if (!(await staffMay(s, staffId, as === 'withdrawn' ? 'orders.refund' : 'refunds.agree')))
    return { kind: 'refused', reason: 'not-allowed' };
  if ((as === 'declined' && reason === '') || reason.length > longestReason) return { kind: 'refused', reason: 'reason' };
  const request = await readRequest(s, requestId);
  if (!request) return { kind: 'gone' };
  if ((request.askedBy.id === staffId) !== (as === 'withdrawn')) return { kind: 'refused', reason: 'own' };
  const { orderId } = request;
  const diary = openDiary(s, { orderId, source: 'staff' });
  diary.note(`refund-${as}`, words[as], { staff: staffId, asked: request.askedBy.id, ...(reason === '' ? {} : { reason }) });
  const decided = await decideRequest(s, { requestId, staffId, as, reason: reason === '' ? null : reason }, diary);
  diary.take();
  if (!decided) return { kind: 'gone' };
  await writeDiary(s, diary);
  if (as !== 'agreed') return { kind: as };
  // In the name of whoever asked, as they asked: should this process die here, anyone with the right presses once more.
  const refunded = await refundOrder(s, {
    orderId,
    staffId: request.askedBy.id,
    reason: request.reason,
    returnGoods: request.returnGoods,
    reference: null,
  });
  return { kind: 'agreed', refunded };
}
