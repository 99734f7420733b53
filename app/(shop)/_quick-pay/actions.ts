'use server';
// "Turn off": one press, true at once. The permission is that of whoever is signed in; no form can name another.
import { redirect } from 'next/navigation';
import { requireShopper } from '#app/_auth/session.ts';
import { turnOffQuickPay } from '#lib/allowances/turn-off-quick-pay.ts';
import { services } from '#lib/services.ts';

export async function turnOff(form: FormData): Promise<void> {
  const from = form.get('from') === 'cart' ? '/cart' : '/account/quick-pay';
  const shopper = await requireShopper(from);
  await turnOffQuickPay(services(), { shopperId: shopper.id, by: 'shopper' });
  // What happened the page reads from the books; the address only says that it was asked for just now.
  redirect(`${from}?quickPay=turned-off`);
}
