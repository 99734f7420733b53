// One price, or "from" the lowest where sizes differ.
import type { ReactNode } from 'react';
import { Money } from '#app/_ui/money.tsx';
import type { Product } from '#lib/catalog/catalog-store.ts';

export function ProductPrice({ product }: { product: Product }): ReactNode {
  const [first, ...others] = product.variants.map((variant) => variant.price);
  if (!first) return null;
  const lowest = others.reduce((low, price) => (price.minor < low.minor ? price : low), first);
  const differ = others.some((price) => price.minor !== first.minor);
  return (
    <span className="money">
      {differ && <span className="text-ink-soft">from </span>}
      <Money amount={lowest} />
    </span>
  );
}
