import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ButtonLink } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ShopFrame } from '#app/(shop)/_frame/shop-frame.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound(): ReactNode {
  return (
    <ShopFrame>
      <h1 className="mb-8 font-display text-28 font-medium tracking-tight sm:text-36">There is no such page</h1>
      <EmptyState
        title="The address may be old or cut short"
        action={
          <>
            <ButtonLink href="/">Browse the shop</ButtonLink>
            <ButtonLink href="/search" tone="secondary">
              Search
            </ButtonLink>
          </>
        }
      >
        <p>If it is the address of an order, open it once more from where you kept it: each sign of it counts.</p>
      </EmptyState>
    </ShopFrame>
  );
}
