// What just happened to the cart, told once at the top: something removed and how to have it back, or why nothing was added.
import type { ReactNode } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Money } from '#app/_ui/money.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { findProduct } from '#lib/catalog/catalog-store.ts';
import type { Money as Amount } from '#lib/money/money.ts';
import { services } from '#lib/services.ts';
import { addToCart } from './actions.ts';

export type CartNewsQuery = { removed?: string; of?: string; quantity?: string; refused?: string; available?: string; was?: string };

export async function CartNews({ query, total }: { query: CartNewsQuery; total: Amount | null }): Promise<ReactNode> {
  if (query.refused === 'total-changed') return <TotalChanged was={query.was} total={total} />;
  if (query.refused) return <Notice tone="warning">{refusalWords(query)}</Notice>;
  if (!query.removed || !query.of) return null;
  const product = await findProduct(services(), query.of);
  const variant = product?.variants.find(({ id }) => id === query.removed);
  if (!product || !variant) return null;
  return (
    <Notice>
      <form action={addToCart} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <p>
          {product.title}
          {variant.name && `, ${variant.name},`} is out of the cart.
        </p>
        <input type="hidden" name="variantId" value={variant.id} />
        <input type="hidden" name="quantity" value={query.quantity ?? 1} />
        <Button tone="quiet">Undo</Button>
      </form>
    </Notice>
  );
}

/** A one-click that met another total than its button said. */
function TotalChanged({ was, total }: { was: string | undefined; total: Amount | null }): ReactNode {
  const shown = total && was && /^\d{1,18}$/.test(was) ? { minor: BigInt(was), currency: total.currency } : null;
  if (!total || !shown || shown.minor === total.minor)
    return <Notice tone="warning">The cart changed in another window. Look at it once more. You were not charged.</Notice>;
  return (
    <Notice tone="warning" title="The total changed">
      It was <Money amount={shown} /> and is now <Money amount={total} className="font-semibold" />. You were not charged.
    </Notice>
  );
}

function refusalWords({ refused, available }: CartNewsQuery): string {
  if (refused === 'too-few') return 'Somebody was quicker: not enough is left. You were not charged.';
  if (refused === 'being-freed') return 'Paysera is still letting go of your earlier order. Try again in a moment. You were not charged.';
  if (refused === 'sold-out') return 'That is sold out, so it was not added.';
  if (refused === 'too-many') return `That is more than we have: ${Number(available) || 0} left. The cart is as it was.`;
  return 'That could not be added. The cart is as it was.';
}
