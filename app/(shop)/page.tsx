// The catalogue. Nothing personal is on it, so it is made once and kept for everybody until a product changes.
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { isBuilding } from '#app/_cache/is-building.ts';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { listProducts } from '#lib/catalog/catalog-store.ts';
import { services } from '#lib/services.ts';
import { kinds } from './_catalogue/kinds.ts';
import { ProductGrid } from './_catalogue/product-grid.tsx';
import { shopName } from './_frame/shop-facts.ts';
import { ShopFrame } from './_frame/shop-frame.tsx';

export const dynamic = 'force-static';
// A sale changes what is in stock without touching the product: a minute late is soon enough for a shelf.
export const revalidate = 60;

export function generateMetadata(): Metadata {
  return { title: { absolute: `${shopName()}: ceramics, linen, coffee and paper` } };
}

const picturesInFirstView = 4;

export default async function CataloguePage(): Promise<ReactNode> {
  const products = isBuilding() ? [] : await listProducts(services());
  return (
    <ShopFrame>
      <div className="shelves">
        <div className="mb-8 flex flex-wrap items-end justify-between gap-x-12 gap-y-4 sm:mb-12">
          <h1 className="max-w-[18ch] font-display text-36 font-medium tracking-tight sm:text-48">
            Made slowly, a short walk from the sea
          </h1>
          {products.length > 0 && <Shelves filled={kinds.filter(({ kind }) => products.some((product) => product.kind === kind))} />}
        </div>
        {products.length > 0 ? (
          <ProductGrid products={products} eager={picturesInFirstView} />
        ) : (
          <EmptyState title="The shelves are being filled">Nothing is on sale just now. Please look in again a little later.</EmptyState>
        )}
      </div>
    </ShopFrame>
  );
}

/** Links to parts of the same page: the address names the shelf, and style alone puts the others away (globals.css). */
function Shelves({ filled }: { filled: typeof kinds }): ReactNode {
  return (
    <nav aria-label="Shelves" className="-mx-2.5">
      {filled.map(({ kind }) => (
        <span key={kind} id={kind} className="absolute top-0" />
      ))}
      <ul className="flex flex-wrap">
        {[{ kind: 'all', title: 'All' }, ...filled].map(({ kind, title }) => (
          <li key={kind}>
            <a href={`#${kind}`} className="inline-flex min-h-11 items-center px-2.5 text-ink-soft no-underline hover:text-accent">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
