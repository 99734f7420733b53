'use server';
import { notFound, redirect } from 'next/navigation';
import type { FormState } from '#app/_auth/form-state.ts';
import { requireFreshStaff } from '#app/_auth/fresh-sign-in.ts';
import { changeStaff, type StaffChanged } from '#lib/accounts/change-staff.ts';
import { readStaffRole } from '#lib/accounts/permissions.ts';
import { services } from '#lib/services.ts';

const path = '/admin/settings/staff';
const refusals: Record<Extract<StaffChanged, { kind: 'refused' }>['reason'], string> = {
  'not-allowed': 'Only an owner changes who works at the desk.',
  self: 'You cannot change what you may do yourself; another owner can.',
  unknown: 'Nobody is known by this. Write the e-mail of somebody who has signed in here, or their user id at Paysera.',
  'last-owner': 'This is the last owner. Name another one first.',
};

export async function saveStaffMember(_before: FormState, form: FormData): Promise<FormState> {
  const text = (name: string) => String(form.get(name) ?? '');
  const staff = await requireFreshStaff('staff.edit', path, form);
  const role = readStaffRole(text('role'));
  if (!role && text('role') !== 'none') notFound();
  const changed = await changeStaff(services(), { who: text('who'), role, staffId: staff.shopper.id });
  if (changed.kind !== 'refused') redirect(`${path}?answered=${changed.kind}`);
  const typed = { who: text('who'), role: text('role') };
  return { tone: 'refused', message: 'Nothing was changed.', fields: { who: refusals[changed.reason] }, typed };
}
