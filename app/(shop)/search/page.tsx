// Search by word. Its address holds the question, so that it can be kept and sent.
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ShopHeading } from '#app/_ui/heading.tsx';
import { searchProducts } from '#lib/catalog/catalog-store.ts';
import { services } from '#lib/services.ts';
import { kinds } from '../_catalogue/kinds.ts';
import { ProductGrid } from '../_catalogue/product-grid.tsx';
import { ShopFrame } from '../_frame/shop-frame.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Search' };

type Props = { searchParams: Promise<{ q?: string | string[] }> };

const longestQuestion = 80;

export default async function SearchPage({ searchParams }: Props): Promise<ReactNode> {
  const { q } = await searchParams;
  const asked = (typeof q === 'string' ? q : '').trim().slice(0, longestQuestion);
  const found = asked ? await searchProducts(services(), asked) : [];
  return (
    <ShopFrame searched={asked}>
      <ShopHeading
        title={asked ? `“${asked}”` : 'Search'}
        intro={asked && found.length > 0 ? (found.length === 1 ? 'One thing found.' : `${found.length} things found.`) : undefined}
      />
      <form action="/search" className="mb-10 flex gap-3 sm:hidden">
        <label htmlFor="page-search" className="sr-only">
          Search the shop
        </label>
        <input
          id="page-search"
          name="q"
          type="search"
          defaultValue={asked}
          maxLength={longestQuestion}
          autoComplete="off"
          className="min-h-12 w-full rounded-control border border-line-strong bg-paper-raised px-4 text-16"
        />
        <Button>Search</Button>
      </form>
      {found.length > 0 && <ProductGrid products={found} eager={4} />}
      {asked && found.length === 0 && (
        <EmptyState title="Nothing by that name" action={<ButtonLink href="/">Browse everything</ButtonLink>}>
          <p>Try a shorter word, such as “cup” or “linen”, or look along a shelf.</p>
        </EmptyState>
      )}
      {!asked && (
        <ul className="grid max-w-[36rem] border-t border-line">
          {kinds.map(({ kind, title }) => (
            <li key={kind} className="border-b border-line">
              <a href={`/#${kind}`} className="flex min-h-14 items-center font-display text-18 no-underline hover:text-accent">
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </ShopFrame>
  );
}
