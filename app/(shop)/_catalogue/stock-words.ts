// How much is left, in words. Few are counted out loud, since that changes what a person does; many are not.
import type { Product } from '#lib/catalog/catalog-store.ts';

export const FEW_LEFT = 5;

export function stockWords(available: number): string {
  if (available <= 0) return 'Sold out';
  if (available > FEW_LEFT) return 'In stock';
  return available === 1 ? 'The last one' : `Only ${available} left`;
}

export function isSoldOut(product: Product): boolean {
  return product.variants.every((variant) => variant.available <= 0);
}
