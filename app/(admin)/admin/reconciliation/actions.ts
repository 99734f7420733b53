'use server';
import { redirect } from 'next/navigation';
import { requireStaff } from '#app/_auth/session.ts';
import { repairDifference } from '#lib/reconciliation/repair-differences.ts';
import { reconcileNow } from '#lib/reconciliation/schedule.ts';
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
