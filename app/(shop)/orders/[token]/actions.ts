'use server';
import { notFound, redirect } from 'next/navigation';
import { cancelOrder as cancel } from '#lib/checkout/cancel-order.ts';
import { services } from '#lib/services.ts';
import { orderIdOfLink } from './order-of-link.ts';

/** The shopper changes their mind. Whether money is held is decided by the use case, and the page says how it went. */
export async function cancelOrder(form: FormData): Promise<void> {
  const token = String(form.get('token'));
  const orderId = orderIdOfLink(token);
  if (orderId === null) notFound();
  await cancel(services(), { orderId, by: 'shopper' });
  redirect(`/orders/${token}`);
}
