'use server';
import { redirect } from 'next/navigation';
import { requireShopper } from '#app/_auth/session.ts';
import { startSignIn } from '#app/_auth/start-sign-in.ts';
import { disconnectWallet } from '#lib/accounts/disconnect-wallet.ts';
import { services } from '#lib/services.ts';

export async function connectAgain(): Promise<void> {
  await startSignIn('/account/wallet');
}

export async function disconnect(): Promise<void> {
  const shopper = await requireShopper('/account/wallet');
  const { kind } = await disconnectWallet(services(), shopper.id);
  redirect(kind === 'disconnected' ? '/sign-in?answer=disconnected' : '/account/wallet?answer=unavailable');
}
