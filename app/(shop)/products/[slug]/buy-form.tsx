// Which size, how many, into the cart. A plain form: without JavaScript it posts and the cart opens all the same.
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '#app/_ui/button.tsx';
import { Money } from '#app/_ui/money.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { Product, Variant } from '#lib/catalog/catalog-store.ts';
import { isSoldOut, stockWords } from '../../_catalogue/stock-words.ts';
import { addToCart } from '../../cart/actions.ts';
import { BuyNow } from './buy-now.tsx';
import { KeptForYou } from './kept-for-you.tsx';

const mostAtOnce = 10;

// The bar on a phone shows the price of the size that is chosen, by style alone: written out, since class names are found by reading.
const shownWhenChosen = [
  'group-has-[[data-choice="0"]:checked]:inline',
  'group-has-[[data-choice="1"]:checked]:inline',
  'group-has-[[data-choice="2"]:checked]:inline',
  'group-has-[[data-choice="3"]:checked]:inline',
];

export function BuyForm({ product }: { product: Product }): ReactNode {
  if (isSoldOut(product)) return <SoldOut product={product} />;
  const { variants } = product;
  const chosen = variants.findIndex((variant) => variant.available > 0);
  const most = Math.min(mostAtOnce, Math.max(...variants.map((variant) => variant.available)));
  return (
    <form action={addToCart} className="group grid gap-6">
      <p className="money text-28 font-semibold">
        <ChosenPrice variants={variants} />
        <span className="ml-2 text-14 font-normal text-ink-soft">incl. VAT</span>
      </p>
      {variants.length > 1 ? (
        <Sizes variants={variants} chosen={chosen} />
      ) : (
        <input type="hidden" name="variantId" value={variants[0]?.id} />
      )}
      {variants.length === 1 && <p className="text-14 text-ink-soft">{stockWords(variants[0]?.available ?? 0)}</p>}
      <div
        data-buy-bar
        className="flex items-end gap-3 border-line bg-paper max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-10 max-md:border-t max-md:px-5 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))] max-md:pt-3"
      >
        <label className="grid gap-1.5">
          <span className="sr-only text-14 font-semibold md:not-sr-only">Quantity</span>
          <select
            name="quantity"
            defaultValue="1"
            className="min-h-12 rounded-control border border-line-strong bg-paper-raised px-3 text-16 hover:border-ink"
          >
            {Array.from({ length: most }, (_, index) => index + 1).map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </label>
        <SubmitButton wide pendingLabel="Adding…">
          <span>
            Add to cart
            <span className="money md:hidden">
              {' · '}
              <ChosenPrice variants={variants} />
            </span>
          </span>
        </SubmitButton>
      </div>
      <BuyNow slug={product.slug} />
      <ul className="grid gap-1 text-14 text-ink-soft">
        <li>Collect in the shop in Klaipėda from the next working day.</li>
        <li>Pay from your Paysera wallet; no account here is needed.</li>
      </ul>
    </form>
  );
}

function ChosenPrice({ variants }: { variants: Variant[] }): ReactNode {
  const [only] = variants;
  if (variants.length === 1 && only) return <Money amount={only.price} />;
  return variants.map((variant, index) => (
    <span key={variant.id} className={`hidden ${shownWhenChosen[index] ?? ''}`}>
      <Money amount={variant.price} />
    </span>
  ));
}

function Sizes({ variants, chosen }: { variants: Variant[]; chosen: number }): ReactNode {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-14 font-semibold">Size</legend>
      {variants.map((variant, index) => (
        <label
          key={variant.id}
          className="flex min-h-14 items-center gap-3 rounded-control border border-line-strong bg-paper-raised px-4 transition-colors hover:border-ink has-checked:border-accent has-checked:ring-1 has-checked:ring-accent has-disabled:border-line has-disabled:bg-paper has-disabled:text-ink-soft"
        >
          <input
            type="radio"
            name="variantId"
            value={variant.id}
            data-choice={index}
            defaultChecked={index === chosen}
            disabled={variant.available <= 0}
            className="size-4 accent-accent"
          />
          <span className="font-semibold">{variant.name}</span>
          <span className="text-14 text-ink-soft">{stockWords(variant.available)}</span>
          <Money amount={variant.price} className="ml-auto" />
        </label>
      ))}
    </fieldset>
  );
}

function SoldOut({ product }: { product: Product }): ReactNode {
  const [variant] = product.variants;
  return (
    <div className="grid gap-6">
      {variant && (
        <p className="money text-28 font-semibold text-ink-soft">
          <Money amount={variant.price} />
        </p>
      )}
      <Button type="button" disabled wide>
        Sold out
      </Button>
      <KeptForYou slug={product.slug} variantId={variant?.id ?? ''}>
        We make these in small runs and put them back on the shelf when the next one is ready.
      </KeptForYou>
      <ButtonLink href={`/#${product.kind}`} tone="secondary">
        See what is on the shelf
      </ButtonLink>
    </div>
  );
}
