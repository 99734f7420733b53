// Before money or power moves: who presses must have signed in minutes ago in this browser. Otherwise the press does nothing but lead
// through sign-in and back to the same page, with what was typed. It is never sent by itself afterwards, so nothing is sent twice.
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import type { FreshPermission } from '#lib/accounts/permissions.ts';
import { isFreshSignIn } from '#lib/accounts/session-limits.ts';
import { services } from '#lib/services.ts';
import { cookieAttributes, DRAFT_COOKIE, DRAFT_MAX_AGE_SECONDS } from './auth-cookies.ts';
import { type Draft, openDraft, sealDraft } from './draft.ts';
import { requireStaff, type Staff } from './session.ts';

/** Inside an action. `returnTo` is the page its form stands on. */
export async function requireFreshStaff(permission: FreshPermission, returnTo: string, form: FormData): Promise<Staff> {
  const staff = await requireStaff(permission, returnTo);
  const s = services();
  const jar = await cookies();
  if (isFreshSignIn(staff.signedInAt, s.clock.now())) {
    if (jar.has(DRAFT_COOKIE)) jar.set({ ...cookieAttributes, name: DRAFT_COOKIE, value: '', maxAge: 0 });
    return staff;
  }
  const value = sealDraft(s, { shopperId: staff.shopper.id, path: returnTo }, form);
  if (value) jar.set({ ...cookieAttributes, name: DRAFT_COOKIE, value, maxAge: DRAFT_MAX_AGE_SECONDS });
  redirect(`/sign-in?${new URLSearchParams({ error: 'fresh', returnTo })}`);
}

/** For the page of such a form: what its person typed before they were sent to sign in once more. */
export async function readDraft(staff: Staff, path: string): Promise<Draft | null> {
  return openDraft(services(), { shopperId: staff.shopper.id, path }, (await cookies()).get(DRAFT_COOKIE)?.value);
}

/** Whether pressing now would ask to sign in first: the button may say so before. */
export function mustSignInFirst(staff: Staff): boolean {
  return !isFreshSignIn(staff.signedInAt, services().clock.now());
}
