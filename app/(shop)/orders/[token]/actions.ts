'use server';
import { notFound, redirect } from 'next/navigation';
import { undoPayment as undo } from '#lib/allowances/undo-payment.ts';
import { cancelOrder as cancel } from '#lib/checkout/cancel-order.ts';
import { resumeOrder } from '#lib/checkout/resume-order.ts';
import { services } from '#lib/services.ts';
import { cartToken, keepCartToken } from '../../cart/cart-cookie.ts';
import { orderIdOfLink } from './order-of-link.ts';

/** The shopper changes their mind. Whether money is held is decided by the use case, and the page says how it went. */
export async function cancelOrder(form: FormData): Promise<void> {
  const token = String(form.get('token'));
  const orderId = orderIdOfLink(token);
  if (orderId === null) notFound();
  await cancel(services(), { orderId, by: 'shopper' });
  redirect(`/orders/${token}`);
}

/** A one-click is taken back while its money is only held. The server keeps the time; a press that came too late is told so. */
export async function undoPayment(form: FormData): Promise<void> {
  const token = String(form.get('token'));
  const orderId = orderIdOfLink(token);
  if (orderId === null) notFound();
  const undone = await undo(services(), { orderId, by: 'shopper' });
  redirect(undone.kind === 'too-late' ? `/orders/${token}?undo=too-late` : `/orders/${token}`);
}

/** An order that ended unpaid is laid into the cart again, as far as its things are still there. */
export async function startAgain(form: FormData): Promise<void> {
  const orderId = orderIdOfLink(String(form.get('token')));
  if (orderId === null) notFound();
  const resumed = await resumeOrder(services(), { orderId, cartToken: await cartToken() });
  if (resumed.kind === 'refused') redirect(resumed.reason === 'sold-out' ? '/cart?refused=sold-out&available=0' : '/cart');
  await keepCartToken(resumed.token);
  redirect('/cart');
}
