'use server';
import { notFound, redirect } from 'next/navigation';
import type { FormState } from '#app/_auth/form-state.ts';
import { requireFreshStaff } from '#app/_auth/fresh-sign-in.ts';
import { decideRefundRequest, type RequestDecided } from '#lib/checkout/decide-refund-request.ts';
import { type Refunded, refundOrder } from '#lib/checkout/refund-order.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import type { Asked } from '../answer.tsx';

export async function giveBack(_before: FormState, form: FormData): Promise<FormState> {
  const text = (name: string) => String(form.get(name) ?? '');
  const orderId = text('orderId');
  const staff = await requireFreshStaff('orders.refund', `/admin/orders/${encodeURIComponent(orderId)}/refund`, form);
  const s = services();
  if (!(await readOrder(s, orderId))) notFound();
  const refunded = await refundOrder(s, {
    orderId,
    staffId: staff.shopper.id,
    reason: text('reason'),
    reference: text('reference') || null,
    returnGoods: text('returnGoods') === 'on',
  });
  if (refunded.kind === 'refunded' || refunded.kind === 'already') redirect(`/admin/orders/${orderId}?asked=${refunded.kind}`);
  if (refunded.kind === 'requested' || refunded.kind === 'requested-already') redirect(`/admin/orders/${orderId}?asked=${refunded.kind}`);
  const typed = { reason: text('reason'), reference: text('reference'), returnGoods: text('returnGoods') };
  const { message, fields } = refusalOf(refunded);
  return { tone: 'refused', message, fields, typed };
}

/** The second person agrees or declines; whoever asked takes it back. */
export async function decideOnRequest(_before: FormState, form: FormData): Promise<FormState> {
  const text = (name: string) => String(form.get(name) ?? '');
  const orderId = text('orderId');
  const as = oneOf(text('as'));
  const staff = await requireFreshStaff('refunds.agree', `/admin/orders/${encodeURIComponent(orderId)}/refund`, form);
  const s = services();
  if (!(await readOrder(s, orderId))) notFound();
  const decided = await decideRefundRequest(s, { requestId: text('requestId'), staffId: staff.shopper.id, as, reason: text('decision') });
  const refused = (message: string, fields: Record<string, string> = {}): FormState => ({
    tone: 'refused',
    message,
    fields,
    typed: { decision: text('decision') },
  });
  if (decided.kind !== 'refused') redirect(`/admin/orders/${orderId}?asked=${cameOf(decided)}`);
  if (decided.reason === 'reason')
    return refused('Nothing was decided yet. See the marked field.', { decision: 'Write why, in at most 200 characters.' });
  return refused(decided.reason === 'own' ? 'Another person has to agree or decline: not whoever asked.' : 'Only an owner decides this.');
}

function oneOf(as: string): 'agreed' | 'declined' | 'withdrawn' {
  return as === 'agreed' || as === 'withdrawn' ? as : 'declined';
}

function cameOf(decided: Exclude<RequestDecided, { kind: 'refused' }>): Asked {
  if (decided.kind !== 'agreed') return decided.kind === 'gone' ? 'request-gone' : decided.kind;
  switch (decided.refunded.kind) {
    case 'refunded':
    case 'already':
      return 'refunded';
    case 'transfer-first':
      return 'agreed-transfer';
    case 'finishing':
      return 'agreed-finishing';
    default:
      return 'agreed-not-done';
  }
}

function refusalOf(
  refunded: Exclude<Refunded, { kind: 'refunded' } | { kind: 'already' } | { kind: 'requested' } | { kind: 'requested-already' }>,
): {
  message: string;
  fields: Record<string, string>;
} {
  if (refunded.kind === 'unreachable')
    return { message: `Paysera could not be reached (${refunded.code}). Nothing was recorded; press again in a moment.`, fields: {} };
  if (refunded.kind === 'finishing')
    return {
      message: `Paysera was asked and its answer was lost (${refunded.code}). This is finished by itself, and nothing is given back twice.`,
      fields: {},
    };
  if (refunded.kind === 'transfer-first')
    return {
      message: 'Paysera gives this payment back no more. Transfer the money first, then write the transfer’s reference.',
      fields: { reference: 'Write the reference of the transfer you made.' },
    };
  switch (refunded.reason) {
    case 'reason':
      return { message: 'Nothing was recorded yet. See the marked field.', fields: { reason: 'Write why, in at most 200 characters.' } };
    case 'reference':
      return { message: 'Nothing was recorded yet. See the marked field.', fields: { reference: 'At most 200 characters.' } };
    case 'not-paid':
      return { message: 'This order is not paid, so there is nothing to give back.', fields: {} };
    case 'not-allowed':
      return { message: 'Only the owner gives money back.', fields: {} };
    case 'second-person':
      return { message: 'The shop’s rule changed this moment: it needs a second person now. Press again to ask for one.', fields: {} };
    case 'paysera':
      return { message: 'Paysera says something else than we recorded, so nothing was done. See Reconciliation.', fields: {} };
  }
}
