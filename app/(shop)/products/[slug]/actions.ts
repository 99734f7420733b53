'use server';
// "Buy now" on a product page: with one press for whoever allowed it, else by way of cart and checkout.
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { cartOfClick } from '#lib/allowances/cart-of-click.ts';
import { addToCart } from '#lib/carts/change-cart.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { services } from '#lib/services.ts';
import { payClick, postedClick, requireClicker } from '../../_one-click/pay-click.ts';
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
  const { clickKey } = click.data;
  const filled = await cartOfClick(services(), { clickKey, shopperId: clicker.shopper.id, variantId, quantity });
  if (filled.kind === 'refused') return { kind: filled.reason };
  const refused = await payClick(clicker, filled, click.data, (await headers()).get('accept-language'));
  switch (refused.kind) {
    case 'total-changed':
      return { kind: 'total-changed', shown: formatMoney(refused.shown), now: formatMoney(refused.now) };
    case 'sold-out':
      return { kind: 'sold-out' };
    case 'empty':
    case 'invalid':
      return { kind: 'unknown' };
  }
}

async function throughCheckout({ variantId, quantity }: z.output<typeof wanted>): Promise<never> {
  const result = await addToCart(services(), { token: await cartToken(), variantId, quantity });
  if (result.kind === 'refused') redirect(`/cart?${new URLSearchParams({ refused: result.reason, available: String(result.available) })}`);
  await keepCartToken(result.token);
  redirect('/checkout');
}
