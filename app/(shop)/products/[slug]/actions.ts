'use server';
// "Buy now" on a product page: with one press for whoever allowed it, else by way of cart and checkout.
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { walletLanguage } from '#app/_server/wallet-language.ts';
import { findCart } from '#lib/carts/cart-store.ts';
import { addToCart } from '#lib/carts/change-cart.ts';
import { orderOneThing } from '#lib/checkout/order-one-thing.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { services } from '#lib/services.ts';
import { renewScarce } from '../../_catalogue/renew-scarce.ts';
import { payPlaced, postedClick, requireClicker } from '../../_one-click/pay-click.ts';
import { cartToken, keepCartToken } from '../../cart/cart-cookie.ts';
import type { BuyState } from './buy-state.ts';

const wanted = z.object({
  slug: z.string().regex(/^[a-z0-9-]{1,80}$/),
  variantId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  quantity: z.coerce.number().int().min(1).max(99),
});

export async function buyNow(_before: BuyState, form: FormData): Promise<BuyState> {
  const fields = Object.fromEntries(form);
  const goods = wanted.safeParse(fields);
  if (!goods.success) redirect('/cart?refused=unknown');
  const click = postedClick.safeParse(fields);
  if (!click.success) return throughCheckout(goods.data);

  const { slug, variantId, quantity } = goods.data;
  const clicker = await requireClicker(`/products/${slug}`);
  const { shopper } = clicker;
  const acceptLanguage = (await headers()).get('accept-language');
  const ordered = await orderOneThing(services(), {
    ...click.data,
    variantId,
    quantity,
    shopperId: shopper.id,
    email: shopper.email ?? '',
    language: walletLanguage(acceptLanguage),
  });
  if ('cartToken' in ordered && ordered.cartToken) await renewScarce(ordered.cartToken);
  switch (ordered.kind) {
    case 'placed':
      return payPlaced(clicker, ordered, click.data, acceptLanguage);
    case 'being-paid':
      return redirect(`/orders/${ordered.token}`);
    case 'total-changed':
      return { kind: 'total-changed', shown: formatMoney(ordered.shown), now: formatMoney(ordered.now) };
    case 'sold-out':
    case 'being-freed':
      return { kind: ordered.kind };
    case 'unknown':
    case 'empty':
    case 'invalid':
      return { kind: 'unknown' };
  }
}

async function throughCheckout({ variantId, quantity }: z.output<typeof wanted>): Promise<never> {
  const [s, token] = [services(), await cartToken()];
  const result = await addToCart(s, { token, variantId, quantity });
  if (result.kind === 'refused') {
    const lines = (await findCart(s, token))?.lines ?? [];
    // Nothing is left beside what lies in the cart already, perhaps held by its own order: that is what was meant.
    if (lines.some((line) => line.variantId === variantId && line.quantity >= quantity)) redirect('/checkout');
    redirect(`/cart?${new URLSearchParams({ refused: result.reason, available: String(result.available) })}`);
  }
  await keepCartToken(result.token);
  redirect('/checkout');
}
