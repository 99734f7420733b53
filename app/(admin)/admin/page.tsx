import { redirect } from 'next/navigation';
import { requireStaff } from '#app/_auth/session.ts';

export default async function DeskPage(): Promise<never> {
  await requireStaff('orders.read');
  redirect('/admin/orders');
}
