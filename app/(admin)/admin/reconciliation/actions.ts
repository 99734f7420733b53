'use server';
import { redirect } from 'next/navigation';
import type { FormState } from '#app/_auth/form-state.ts';
import { requireStaff } from '#app/_auth/session.ts';
import { repairDifference } from '#lib/reconciliation/repair-differences.ts';
import { reconcileNow } from '#lib/reconciliation/schedule.ts';
import { settleDifferences } from '#lib/reconciliation/settle-differences.ts';
import { services } from '#lib/services.ts';
import type { Answered } from './answer.tsx';

const path = '/admin/reconciliation';

export async function checkNow(): Promise<void> {
  const staff = await requireStaff('reconciliation.check', path);
  const answered: Answered = await reconcileNow(services(), staff.shopper.id);
  redirect(`${path}?answered=${answered}`);
}

export async function repair(form: FormData): Promise<void> {
  const staff = await requireStaff('reconciliation.check', path);
  const repaired = await repairDifference(services(), String(form.get('id') ?? ''), staff.shopper.id);
  const answered: Answered = repaired.kind;
  redirect(`${path}?answered=${answered}`);
}

/** Each `shown` is a difference's id and how it looked on the page. */
export async function settle(_before: FormState, form: FormData): Promise<FormState> {
  const staff = await requireStaff('reconciliation.settle', path);
  const reason = String(form.get('reason') ?? '');
  const shown = form.getAll('shown').map((one) => {
    const [id = '', look = ''] = String(one).split(' ');
    return { id, look };
  });
  const settled = await settleDifferences(services(), { shown, staffId: staff.shopper.id, reason });
  if (settled.kind === 'settled') redirect(`${path}?answered=${settled.count > 0 ? 'settled' : 'changed'}`);
  const fields: Record<string, string> = settled.reason === 'reason' ? { reason: 'Write why, in at most 200 characters.' } : {};
  return { tone: 'refused', message: 'Nothing was settled.', fields, typed: { reason } };
}
