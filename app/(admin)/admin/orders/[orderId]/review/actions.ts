'use server';
import { notFound, redirect } from 'next/navigation';
import type { FormState } from '#app/_auth/form-state.ts';
import { requireFreshStaff } from '#app/_auth/fresh-sign-in.ts';
import { decideReview } from '#lib/checkout/decide-review.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { hindranceWords } from '../review-words.ts';

export async function decide(_before: FormState, form: FormData): Promise<FormState> {
  const text = (name: string) => String(form.get(name) ?? '');
  const orderId = text('orderId');
  const way = text('way') === 'book' ? 'book' : 'give-back';
  const staff = await requireFreshStaff('payments.decide', `/admin/orders/${encodeURIComponent(orderId)}/review`, form);
  const s = services();
  if (!(await readOrder(s, orderId))) notFound();
  const name = `reason-${way}`;
  const typed = { [name]: text(name) };
  const decided = await decideReview(s, { orderId, staffId: staff.shopper.id, way, reason: text(name) });
  if (decided.kind === 'contradicted') {
    const verdict = way === 'book' ? decided.plan.book : decided.plan.giveBack;
    const why = verdict.allowed
      ? 'Paysera was told to let it go, and still holds it. Press again in a moment.'
      : hindranceWords[verdict.why];
    return { tone: 'refused', message: `Nothing was decided. ${why}`, fields: {}, typed };
  }
  if (decided.kind !== 'refused') redirect(`/admin/orders/${orderId}?asked=${decided.kind}`);
  if (decided.reason === 'reason')
    return {
      tone: 'refused',
      message: 'Nothing was decided yet. See the marked field.',
      fields: { reason: 'Write why, in at most 200 characters.' },
      typed,
    };
  return { tone: 'refused', message: 'Only the owner decides about money.', fields: {}, typed };
}
