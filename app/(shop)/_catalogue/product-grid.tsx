// Products as pictures: two beside each other on a phone, four where there is room. The picture is what one looks at.
import type { ReactNode } from 'react';
import { Picture } from '#app/_ui/picture.tsx';
import type { Product } from '#lib/catalog/catalog-store.ts';
import { ProductPrice } from './product-price.tsx';
import { FEW_LEFT, isSoldOut, stockWords } from './stock-words.ts';

const sizes = '(min-width: 64rem) 18rem, (min-width: 48rem) 30vw, 45vw';

export function ProductGrid({ products, eager = 0 }: { products: Product[]; eager?: number }): ReactNode {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-8 md:grid-cols-3 md:gap-x-6 md:gap-y-12 lg:grid-cols-4 lg:gap-x-8">
      {products.map((product, index) => (
        <li key={product.id} data-kind={product.kind}>
          <ProductCard product={product} eager={index < eager} />
        </li>
      ))}
    </ul>
  );
}

function ProductCard({ product, eager }: { product: Product; eager: boolean }): ReactNode {
  const [picture] = product.pictures;
  const left = product.variants.reduce((sum, variant) => sum + variant.available, 0);
  return (
    <a href={`/products/${product.slug}`} className="group block rounded-control no-underline">
      {picture && <Picture picture={picture} sizes={sizes} eager={eager} className={isSoldOut(product) ? 'opacity-70' : undefined} />}
      <div className="mt-3 flex flex-wrap justify-between gap-x-4">
        <h2 className="text-16 font-semibold transition-colors group-hover:text-accent">{product.title}</h2>
        <ProductPrice product={product} />
      </div>
      {left <= FEW_LEFT && <span className="block text-14 text-ink-soft">{stockWords(left)}</span>}
    </a>
  );
}
