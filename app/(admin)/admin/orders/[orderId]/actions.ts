'use server';
import { notFound, redirect } from 'next/navigation';
import { requireStaff } from '#app/_auth/session.ts';
import { refreshOrder } from '#lib/checkout/refresh-order.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import type { Asked } from './answer.tsx';

export async function askPayseraNow(form: FormData): Promise<void> {
  const orderId = String(form.get('orderId') ?? '');
  await requireStaff('orders.refresh', `/admin/orders/${encodeURIComponent(orderId)}`);
  const s = services();
  if (!(await readOrder(s, orderId))) notFound();
  const answer = await refreshOrder(s, orderId, 'staff');
  const asked: Asked =
    answer.kind === 'read' ? (answer.moved ? 'moved' : 'unchanged') : answer.kind === 'unreachable' ? 'unreachable' : 'settled';
  redirect(`/admin/orders/${orderId}?asked=${asked}`);
}
