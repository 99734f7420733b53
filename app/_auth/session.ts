// Who is asking: read from the database at each request, once per request, and never from anything a browser could have written.
import { cookies } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { mayDo, type Permission, type StaffRole } from '#lib/accounts/permissions.ts';
import { findSession, type LiveSession } from '#lib/accounts/session-store.ts';
import type { Shopper } from '#lib/accounts/shopper-store.ts';
import { services } from '#lib/services.ts';
import { SESSION_COOKIE } from './auth-cookies.ts';

export type Staff = { shopper: Shopper; role: StaffRole; signedInAt: Date };

export const currentSession = cache(async (): Promise<LiveSession | null> => {
  const token = (await cookies()).get(SESSION_COOKIE)?.value;
  return token ? findSession(services(), token) : null;
});

export async function currentShopper(): Promise<Shopper | null> {
  return (await currentSession())?.shopper ?? null;
}

/** Sends whoever is not signed in to do so, and back to `returnTo` afterwards. */
export async function requireShopper(returnTo: string): Promise<Shopper> {
  return (await currentShopper()) ?? (await askToSignIn(returnTo));
}

/**
 * For every page of the desk and inside every one of its actions. Someone signed in without the right sees what they would see
 * if the page did not exist: the desk tells nobody what it could do.
 */
export async function requireStaff(permission: Permission, returnTo = '/admin/orders'): Promise<Staff> {
  const session = await currentSession();
  if (!session) return askToSignIn(returnTo);
  if (!session.role || !mayDo(session.role, permission)) notFound();
  return { shopper: session.shopper, role: session.role, signedInAt: session.createdAt };
}

async function askToSignIn(returnTo: string): Promise<never> {
  const hadOne = (await cookies()).has(SESSION_COOKIE);
  redirect(`/sign-in?${new URLSearchParams({ ...(hadOne ? { error: 'ended' } : {}), returnTo })}`);
}
