'use server';
import { notFound, redirect } from 'next/navigation';
import { requireShopper } from '#app/_auth/session.ts';
import { keepOrder as keep } from '#lib/orders/keep-order.ts';
import { services } from '#lib/services.ts';
import { cartToken } from '../../../cart/cart-cookie.ts';
import { orderIdOfLink } from '../order-of-link.ts';

/** A guest's order goes into the account of whoever placed or paid it and has signed in since. */
export async function keepOrder(form: FormData): Promise<void> {
  const token = String(form.get('token'));
  const orderId = orderIdOfLink(token);
  if (orderId === null) notFound();
  const shopper = await requireShopper(`/orders/${token}`);
  await keep(services(), { orderId, shopperId: shopper.id, cartToken: await cartToken() });
  redirect(`/orders/${token}`);
}
