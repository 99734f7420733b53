// Header of one line, the page, and a quiet footer. Checkout has its own, smaller frame.
import type { ReactNode } from 'react';
import { preloadDisplayFont } from '#app/_ui/preload-fonts.ts';
import { CartCount } from './cart-count.tsx';
import { AccountIcon, CartIcon, SearchIcon } from './icons.tsx';
import { shopName } from './shop-facts.ts';
import { SkipLink } from './skip-link.tsx';

type Props = { children: ReactNode; cartCount?: number; searched?: string };

const headerLink =
  'inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-control px-2 text-16 no-underline transition-colors hover:text-accent';

export function ShopFrame({ children, cartCount, searched }: Props): ReactNode {
  preloadDisplayFont();
  return (
    <div className="flex min-h-dvh flex-col max-md:has-data-buy-bar:pb-20">
      <SkipLink />
      <header className="no-print border-b border-line">
        <div className="shop-column flex h-16 items-center gap-2 sm:gap-4">
          <a href="/" className="mr-auto inline-flex min-h-11 items-center font-display text-22 font-medium tracking-tight no-underline">
            {shopName()}
          </a>
          <search className="hidden w-full max-w-72 sm:block">
            <form action="/search" className="flex items-center">
              <label htmlFor="header-search" className="sr-only">
                Search the shop
              </label>
              <span className="pointer-events-none -mr-9 ml-3 inline-flex w-6 text-ink-soft">
                <SearchIcon />
              </span>
              <input
                id="header-search"
                name="q"
                type="search"
                defaultValue={searched}
                placeholder="Search"
                autoComplete="off"
                maxLength={80}
                className="min-h-11 w-full rounded-control border border-line bg-transparent pl-11 pr-3 text-16 transition-colors placeholder:text-ink-soft hover:border-line-strong focus:border-line-strong"
              />
            </form>
          </search>
          <nav aria-label="Shop" className="-mr-2.5 flex items-center md:-mr-2">
            <a href="/search" className={`${headerLink} sm:hidden`}>
              <SearchIcon />
              <span className="sr-only">Search</span>
            </a>
            <a href="/account" className={headerLink}>
              <AccountIcon />
              <span className="sr-only md:not-sr-only">Account</span>
            </a>
            <a href="/cart" className={headerLink}>
              <span className="relative inline-flex">
                <CartIcon />
                <CartCount known={cartCount} />
              </span>
              <span className="sr-only md:not-sr-only md:ml-1">Cart</span>
            </a>
          </nav>
        </div>
      </header>
      <main id="content" className="shop-column flex-1 pb-24 pt-8 sm:pt-12">
        {children}
      </main>
      <footer className="no-print border-t border-line">
        <div className="shop-column flex flex-wrap justify-between gap-x-12 gap-y-2 py-8 text-14 text-ink-soft">
          <p>{shopName()}, Tilžės g. 7, Klaipėda. Open Tuesday to Saturday, 10 to 18.</p>
          <p>Prices include VAT. You pay from your Paysera wallet.</p>
        </div>
      </footer>
    </div>
  );
}
