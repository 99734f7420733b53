'use server';
import { notFound, redirect } from 'next/navigation';
import { requireStaff } from '#app/_auth/session.ts';
import { replayCallback as replay } from '#lib/callbacks/callback-store.ts';
import { services } from '#lib/services.ts';

export async function replayCallback(form: FormData): Promise<void> {
  const hash = String(form.get('hash') ?? '');
  const address = `/admin/callbacks/${encodeURIComponent(hash)}`;
  const staff = await requireStaff('callbacks.replay', address);
  if (!(await replay(services(), hash, staff.shopper.id))) notFound();
  redirect(`${address}?replayed=1`);
}
