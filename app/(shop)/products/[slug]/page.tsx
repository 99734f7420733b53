// One product: its pictures at the left, what is to be decided at the right. Prerendered like the catalogue.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { classNames } from '#app/_ui/class-names.ts';
import { Picture } from '#app/_ui/picture.tsx';
import { findProduct, type Product } from '#lib/catalog/catalog-store.ts';
import { services } from '#lib/services.ts';
import { kinds } from '../../_catalogue/kinds.ts';
import { ShopFrame } from '../../_frame/shop-frame.tsx';
import { BuyForm } from './buy-form.tsx';

export const dynamic = 'force-static';
export const revalidate = 60;

type Props = { params: Promise<{ slug: string }> };

/** None while building, where there is no database: each page is made at its first visit and kept. */
export function generateStaticParams(): { slug: string }[] {
  return [];
}

const productOf = cache(async (slug: string): Promise<Product> => {
  const product = /^[a-z0-9-]{1,80}$/.test(slug) ? await findProduct(services(), slug) : null;
  return product?.active ? product : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await productOf((await params).slug);
  return { title: product.title, description: product.summary };
}

export default async function ProductPage({ params }: Props): Promise<ReactNode> {
  const product = await productOf((await params).slug);
  const shelf = kinds.find(({ kind }) => kind === product.kind);
  return (
    <ShopFrame>
      <div className="grid items-start gap-x-[clamp(2rem,6vw,6rem)] gap-y-8 md:grid-cols-2 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <Pictures product={product} />
        <div className="grid gap-8 md:sticky md:top-8">
          <div className="grid gap-3">
            <a
              href={`/#${product.kind}`}
              className="-my-2.5 inline-flex min-h-11 items-center justify-self-start text-14 text-ink-soft no-underline hover:text-accent"
            >
              {shelf?.title}
            </a>
            <h1 className="font-display text-36 font-medium tracking-tight">{product.title}</h1>
            <p className="text-18 text-ink-soft">{product.summary}</p>
          </div>
          <BuyForm product={product} />
          <About product={product} />
        </div>
      </div>
    </ShopFrame>
  );
}

/** Beside each other to swipe through on a phone, one under the other where there is room. */
function Pictures({ product }: { product: Product }): ReactNode {
  const several = product.pictures.length > 1;
  return (
    <section
      aria-label="Pictures"
      tabIndex={several ? 0 : undefined}
      className={classNames(
        '-mx-5 grid snap-x max-md:-mt-8 snap-mandatory auto-cols-[100%] grid-flow-col gap-1 overflow-x-auto md:mx-0 md:auto-cols-auto md:grid-flow-row md:gap-4',
        several && 'max-md:auto-cols-[88%]',
      )}
    >
      {product.pictures.map((picture, index) => (
        <Picture
          key={picture.name}
          picture={picture}
          sizes="(min-width: 80rem) 42rem, (min-width: 48rem) 46vw, 100vw"
          eager={index === 0}
          className="snap-center max-md:rounded-none"
        />
      ))}
    </section>
  );
}

function About({ product }: { product: Product }): ReactNode {
  return (
    <div className="grid gap-6 border-t border-line pt-8">
      {product.description.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {product.details.length > 0 && (
        <ul className="grid text-14 text-ink-soft">
          {product.details.map((detail) => (
            <li key={detail} className="border-t border-line py-2 first:border-t-0">
              {detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
