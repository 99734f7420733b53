'use server';
// "Pay €18.40": the order is written, with prices from the database, before Paysera is asked for anything.
import { refresh } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { currentShopper } from '#app/_auth/session.ts';
import { renewProduct } from '#app/_cache/renew-product.ts';
import { findCart } from '#lib/carts/cart-store.ts';
import { payForOrder } from '#lib/checkout/pay-for-order.ts';
import { placeOrder } from '#lib/checkout/place-order.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { services } from '#lib/services.ts';
import { FEW_LEFT } from '../_catalogue/stock-words.ts';
import { cartToken } from '../cart/cart-cookie.ts';
import { payAnswerPath } from '../orders/[token]/pay/pay-answer.ts';
import type { CheckoutState } from './checkout-state.ts';
import { walletLanguage } from './wallet-language.ts';

const posted = z.object({
  email: z.string().trim().max(254),
  cartVersion: z.coerce.number().int().nonnegative(),
  shownTotalMinor: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
});

export async function placeAndPay(_before: CheckoutState, form: FormData): Promise<CheckoutState> {
  const [shopper, token] = [await currentShopper(), await cartToken()];
  const asked = posted.safeParse(Object.fromEntries(form));
  if (!token || !asked.success) redirect('/cart');
  const { email } = asked.data;
  const s = services();
  const language = walletLanguage((await headers()).get('accept-language'));
  const placed = await placeOrder(s, { cartToken: token, ...asked.data, shopperId: shopper?.id ?? null, language });
  switch (placed.kind) {
    case 'empty':
      return redirect('/cart');
    case 'invalid':
      return { kind: 'invalid-email', email, reason: placed.reason };
    case 'total-changed':
      refresh();
      // The same total from another version: the things changed, their sum did not.
      if (placed.now.minor === placed.shown.minor) return { kind: 'out-of-date', email };
      return { kind: 'total-changed', email, shown: formatMoney(placed.shown), now: formatMoney(placed.now) };
    case 'sold-out':
      refresh();
      return { kind: 'sold-out', email, lines: placed.lines.map(({ title, option }) => (option ? `${title}, ${option}` : title)) };
    case 'placed':
      await renewScarce(token);
      return redirect(payAnswerPath(placed.token, await payForOrder(s, { orderId: placed.orderId, language })));
  }
}

/** Pages that say how few are left say it anew; the others need no renewing at each sale. */
async function renewScarce(token: string): Promise<void> {
  const cart = await findCart(services(), token);
  for (const line of cart?.lines ?? []) if (line.available <= FEW_LEFT) renewProduct(line.slug);
}
