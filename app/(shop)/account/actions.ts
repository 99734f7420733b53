'use server';
import { redirect } from 'next/navigation';
import { endSession } from '#app/_auth/start-sign-in.ts';

export async function signOut(): Promise<void> {
  await endSession();
  redirect('/');
}
