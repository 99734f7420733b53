// Inside checkout nothing leads astray: the shop's name, a way back, and what is being paid for.
import type { ReactNode } from 'react';
import { preloadDisplayFont } from '#app/_ui/preload-fonts.ts';
import { BackIcon } from './icons.tsx';
import { shopName } from './shop-facts.ts';
import { SkipLink } from './skip-link.tsx';

type Props = { children: ReactNode; back: { href: string; label: string } };

export function CheckoutFrame({ children, back }: Props): ReactNode {
  preloadDisplayFont();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b border-line">
        <div className="shop-column grid h-16 grid-cols-[1fr_auto_1fr] items-center gap-4">
          <a
            href={back.href}
            className="no-print inline-flex min-h-11 items-center gap-2 justify-self-start text-14 text-ink-soft no-underline hover:text-ink"
          >
            <BackIcon />
            {back.label}
          </a>
          <a href="/" className="inline-flex min-h-11 items-center font-display text-22 font-medium tracking-tight no-underline">
            {shopName()}
          </a>
        </div>
      </header>
      <main id="content" className="shop-column flex-1 pb-24 pt-8 sm:pt-12">
        {children}
      </main>
    </div>
  );
}
