'use server';
import { redirect } from 'next/navigation';
import { currentShopper } from '#app/_auth/session.ts';
import { endSession } from '#app/_auth/start-sign-in.ts';
import { putAwayCartOf } from '../cart/cart-of-person.ts';

export async function signOut(): Promise<void> {
  await putAwayCartOf(await currentShopper());
  await endSession();
  redirect('/');
}
