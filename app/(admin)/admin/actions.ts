'use server';
import { redirect } from 'next/navigation';
import { endSession } from '#app/_auth/start-sign-in.ts';

/** Open to everybody who has a session to end, whatever their role has become meanwhile. */
export async function signOut(): Promise<void> {
  await endSession();
  redirect('/sign-in?returnTo=/admin/orders');
}
