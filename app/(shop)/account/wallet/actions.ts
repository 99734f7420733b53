'use server';
import { redirect } from 'next/navigation';
import { requireShopper } from '#app/_auth/session.ts';
import { endSession, startSignIn } from '#app/_auth/start-sign-in.ts';
import { disconnectWallet } from '#lib/accounts/disconnect-wallet.ts';
import { services } from '#lib/services.ts';
import { putAwayCartOf } from '../../cart/cart-of-person.ts';

export async function connectAgain(): Promise<void> {
  await startSignIn('/account/wallet');
}

export async function disconnect(): Promise<void> {
  const shopper = await requireShopper('/account/wallet');
  const { kind } = await disconnectWallet(services(), shopper.id);
  if (kind !== 'disconnected') redirect('/account/wallet?answer=unavailable');
  // Signed out with it, on every device.
  await putAwayCartOf(shopper);
  await endSession();
  redirect('/sign-in?answer=disconnected');
}
