'use server';
import { startSignIn } from '#app/_auth/start-sign-in.ts';

export async function connectPayseraWallet(form: FormData): Promise<void> {
  await startSignIn(form.get('returnTo'));
}
