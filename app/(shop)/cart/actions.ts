'use server';
// What a shopper does to the cart. Every answer is a redirect, so that the same forms work without JavaScript.
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { putInCart as add, setQuantity as set } from '#lib/carts/change-cart.ts';
import { services } from '#lib/services.ts';
import { payClick, postedClick, requireClicker } from '../_one-click/pay-click.ts';
import { cartToken, keepCartToken } from './cart-cookie.ts';

const count = z.coerce.number().int().max(99);
const variantId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const addition = z.object({ variantId, quantity: count.min(1) });
const seenCart = z.object({ cartVersion: z.coerce.number().int().nonnegative() });
const change = z.object({ variantId, quantity: count.min(0), slug: z.string().regex(/^[a-z0-9-]{1,80}$/), had: count.min(1) });

export async function addToCart(form: FormData): Promise<void> {
  const token = await cartToken();
  const asked = addition.safeParse(Object.fromEntries(form));
  if (!asked.success) redirect('/cart?refused=unknown');
  const result = await add(services(), { token, ...asked.data });
  if (result.kind === 'refused') redirect(`/cart?${new URLSearchParams({ refused: result.reason, available: String(result.available) })}`);
  await keepCartToken(result.token);
  redirect('/cart');
}

export async function setQuantity(form: FormData): Promise<void> {
  const token = await cartToken();
  const asked = change.safeParse(Object.fromEntries(form));
  if (!token || !asked.success) redirect('/cart?refused=unknown');
  const { variantId, quantity, slug, had } = asked.data;
  const result = await set(services(), { token, variantId, quantity });
  if (result.kind === 'refused') redirect(`/cart?${new URLSearchParams({ refused: result.reason, available: String(result.available) })}`);
  await keepCartToken(result.token);
  redirect(quantity === 0 ? `/cart?${new URLSearchParams({ removed: variantId, of: slug, quantity: String(had) })}` : '/cart');
}

/** The cart paid with one press, at the total that the button said: another one charges nothing, and both are told. */
export async function payCart(form: FormData): Promise<void> {
  const fields = Object.fromEntries(form);
  const [token, click, seen] = [await cartToken(), postedClick.safeParse(fields), seenCart.safeParse(fields)];
  if (!token || !click.success || !seen.success) redirect('/cart');
  const clicker = await requireClicker('/cart');
  const cart = { token, version: seen.data.cartVersion };
  const refused = await payClick(clicker, cart, click.data, (await headers()).get('accept-language'));
  switch (refused.kind) {
    case 'total-changed':
      return redirect(`/cart?${new URLSearchParams({ refused: 'total-changed', was: String(refused.shown.minor) })}`);
    case 'sold-out':
      return redirect('/cart?refused=too-few');
    case 'being-freed':
      return redirect('/cart?refused=being-freed');
    case 'invalid':
      return redirect('/checkout');
    case 'empty':
      return redirect('/cart');
  }
}
