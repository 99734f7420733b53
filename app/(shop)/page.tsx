// The catalogue. Nothing personal is on it, so it is made once and kept for everybody until a product changes.
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { isBuilding } from '#app/_cache/is-building.ts';
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
  const shelves = kinds
    .map((shelf) => ({ ...shelf, products: products.filter((product) => product.kind === shelf.kind) }))
    .filter((shelf) => shelf.products.length > 0);
  return (
    <ShopFrame>
      <div className="mb-8 flex flex-wrap items-end justify-between gap-x-12 gap-y-4 sm:mb-12">
        <h1 className="max-w-[18ch] font-display text-36 font-medium tracking-tight sm:text-48">Made slowly, a short walk from the sea</h1>
        <nav aria-label="Shelves">
          <ul className="-mx-2 flex flex-wrap gap-x-1 sm:gap-x-2">
            {shelves.map(({ kind, title }) => (
              <li key={kind}>
                <a href={`#${kind}`} className="inline-flex min-h-11 items-center px-2 text-ink-soft no-underline hover:text-accent">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div className="grid gap-16 sm:gap-24">
        {shelves.map(({ kind, title, products: onShelf }, index) => (
          <section key={kind} id={kind} aria-labelledby={`${kind}-title`} className="scroll-mt-8">
            <h2 id={`${kind}-title`} className="mb-6 font-display text-22 font-medium">
              {title}
            </h2>
            <ProductGrid products={onShelf} eager={index === 0 ? picturesInFirstView : 0} />
          </section>
        ))}
      </div>
    </ShopFrame>
  );
}
