'use server';
// "Pay €18.40": the order is written, with prices from the database, before Paysera is asked for anything.
import { refresh } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { currentShopper } from '#app/_auth/session.ts';
import { addressOf } from '#app/_server/address-of.ts';
import { walletLanguage } from '#app/_server/wallet-language.ts';
import { findCart } from '#lib/carts/cart-store.ts';
import { mayOrder } from '#lib/checkout/limit-orders.ts';
import { payForOrder } from '#lib/checkout/pay-for-order.ts';
import { type NotPlacedAnew, placeAnew } from '#lib/checkout/place-anew.ts';
import { readEmail } from '#lib/checkout/read-email.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { correctEmail } from '#lib/orders/correct-email.ts';
import { keepOrder } from '#lib/orders/keep-order.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { renewScarce } from '../_catalogue/renew-scarce.ts';
import { type Choice, comesTooLate, postedChoice, readChoice, typedChoice } from '../_quick-pay/read-choice.ts';
import { cartToken } from '../cart/cart-cookie.ts';
import { payAnswerPath } from '../orders/[token]/pay/pay-answer.ts';
import type { CheckoutState, Refused } from './checkout-state.ts';

const posted = z.object({
  email: z.string().trim().max(254),
  cartVersion: z.coerce.number().int().nonnegative(),
  shownTotalMinor: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
  ...postedChoice,
});

export async function placeAndPay(_before: CheckoutState, form: FormData): Promise<CheckoutState> {
  const [shopper, token] = [await currentShopper(), await cartToken()];
  const asked = posted.safeParse(Object.fromEntries(form));
  if (!token || !asked.success) redirect('/cart');
  const s = services();
  const cart = await findCart(s, token);
  if (!cart || cart.lines.length === 0) redirect('/cart');
  const shopperId = shopper?.id ?? null;
  const choice = await readChoice(s, { posted: asked.data, shopperId, total: cart.total });
  const typed = { ...typedChoice(asked.data), email: asked.data.email };
  const wrong = whatIsWrong(asked.data.email, choice);
  if (wrong) {
    if (wrong.kind !== 'choice-gone') return { ...wrong, typed };
    refresh();
    return { ...wrong, typed: { ...typed, quickPay: 'once' } };
  }

  const asks = await headers();
  if (!(await mayOrder(s, { shopperId, address: addressOf(asks) }))) return { kind: 'too-many', typed };
  const language = walletLanguage(asks.get('accept-language'));
  const placed = await placeAnew(s, { cartToken: token, ...asked.data, shopperId, language });
  if (placed.kind === 'being-paid') redirect(`/orders/${placed.token}`);
  if (placed.kind !== 'placed') {
    if (placed.kind !== 'invalid') refresh();
    return { ...refusalOf(placed), typed };
  }
  const grant = choice.kind === 'grant' ? choice.grant : null;
  if (placed.resumed) {
    // It may have been placed before this browser signed in: then it is this shopper's from now on.
    if (shopperId !== null) await keepOrder(s, { orderId: placed.orderId, shopperId, cartToken: token });
    await correctEmail(s, { orderId: placed.orderId, cartToken: token, shopperId, email: asked.data.email });
    const order = await readOrder(s, placed.orderId);
    const isOthers = grant !== null && order?.shopperId !== shopperId;
    if (order && (isOthers || comesTooLate(order, asked.data, grant))) {
      refresh();
      return { kind: isOthers ? 'choice-not-theirs' : 'choice-too-late', typed: { ...typed, quickPay: 'once' } };
    }
  }
  await renewScarce(token);
  return redirect(payAnswerPath(placed.token, await payForOrder(s, { orderId: placed.orderId, language, grant, shopperId })));
}

/** Before anything is written: all that has to be changed, at once. */
function whatIsWrong(email: string, choice: Choice): Refused | null {
  const address = readEmail(email);
  const fields = {
    ...(address.kind === 'invalid' ? { email: address.reason } : {}),
    ...(choice.kind === 'invalid' ? choice.fields : {}),
  };
  if (Object.keys(fields).length > 0) return { kind: 'invalid', fields };
  if (choice.kind === 'gone' || choice.kind === 'signed-out')
    return { kind: 'choice-gone', why: choice.kind === 'gone' ? 'changed' : 'signed-out' };
  return null;
}

function refusalOf(placed: NotPlacedAnew): Refused {
  switch (placed.kind) {
    case 'empty':
      return redirect('/cart');
    case 'invalid':
      return { kind: 'invalid', fields: { email: placed.reason } };
    case 'total-changed':
      // The same total from another version: the things changed, their sum did not.
      if (placed.now.minor === placed.shown.minor) return { kind: 'out-of-date' };
      return { kind: 'total-changed', shown: formatMoney(placed.shown), now: formatMoney(placed.now) };
    case 'being-freed':
      return { kind: 'being-freed' };
    case 'sold-out':
      return { kind: 'sold-out', lines: placed.lines.map(({ title, option }) => (option ? `${title}, ${option}` : title)) };
  }
}
