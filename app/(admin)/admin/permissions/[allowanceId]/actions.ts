'use server';
import { notFound, redirect } from 'next/navigation';
import { requireFreshStaff } from '#app/_auth/fresh-sign-in.ts';
import { cancelPermission as cancel, readPermission } from '#lib/allowances/permissions-for-staff.ts';
import { services } from '#lib/services.ts';

export async function cancelPermission(form: FormData): Promise<void> {
  const allowanceId = String(form.get('allowanceId') ?? '');
  const address = `/admin/permissions/${encodeURIComponent(allowanceId)}`;
  const staff = await requireFreshStaff('quick-pay.cancel', address, form);
  const s = services();
  if (!(await readPermission(s, allowanceId))) notFound();
  const { kind } = await cancel(s, { allowanceId, staffId: staff.shopper.id });
  redirect(`${address}?answered=${kind}`);
}
