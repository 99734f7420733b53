// Pages that say how few are left say it anew after an order; the others need no renewing at each sale.
import { renewProduct } from '#app/_cache/renew-product.ts';
import { findCart } from '#lib/carts/cart-store.ts';
import { services } from '#lib/services.ts';
import { FEW_LEFT } from './stock-words.ts';

export async function renewScarce(cartToken: string): Promise<void> {
  const cart = await findCart(services(), cartToken);
  for (const line of cart?.lines ?? []) if (line.onShelf <= FEW_LEFT) renewProduct(line.slug);
}
