import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { requireShopper } from '#app/_auth/session.ts';
import { ButtonLink } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ShopHeading } from '#app/_ui/heading.tsx';
import { listOrdersOfShopper } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { ShopFrame } from '../_frame/shop-frame.tsx';
import { AccountTabs } from './account-tabs.tsx';
import { OrderCard } from './order-card.tsx';

export const metadata: Metadata = { title: 'Your orders', robots: { index: false } };

export default async function AccountPage(): Promise<ReactNode> {
  const shopper = await requireShopper('/account');
  const s = services();
  const orders = await listOrdersOfShopper(s, shopper.id);
  return (
    <ShopFrame>
      <ShopHeading title="Your account" intro={shopper.name ?? shopper.email ?? undefined} />
      <AccountTabs current="orders" />
      <h2 className="sr-only">Your orders</h2>
      {orders.length === 0 ? (
        <EmptyState title="No orders yet" action={<ButtonLink href="/">Browse the shop</ButtonLink>}>
          What you order while signed in will be listed here. An order you placed as a guest stays at the link you were given.
        </EmptyState>
      ) : (
        <ul className="grid gap-4">
          {orders.map((order) => (
            <li key={order.id}>
              <OrderCard order={order} timeZone={s.env.shopTimeZone} />
            </li>
          ))}
        </ul>
      )}
    </ShopFrame>
  );
}
