import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { requireShopper } from '#app/_auth/session.ts';
import { ButtonLink } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ShopHeading } from '#app/_ui/heading.tsx';
import { Money } from '#app/_ui/money.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { readQuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
import { readSpendingCard, type WaitingPermission } from '#lib/allowances/spending-card.ts';
import { findCart } from '#lib/carts/cart-store.ts';
import { services } from '#lib/services.ts';
import { ShopFrame } from '../../_frame/shop-frame.tsx';
import { EndedNotice } from '../../_quick-pay/ended-notice.tsx';
import { cartToken } from '../../cart/cart-cookie.ts';
import { AccountTabs } from '../account-tabs.tsx';
import { SpendingCard } from './spending-card.tsx';
import { Uses } from './uses.tsx';

export const metadata: Metadata = { title: 'Quick pay', robots: { index: false } };

type Props = { searchParams: Promise<{ quickPay?: string }> };

export default async function QuickPayPage({ searchParams }: Props): Promise<ReactNode> {
  const shopper = await requireShopper('/account/quick-pay');
  const s = services();
  const { card, ended, waiting } = await readSpendingCard(s, { shopperId: shopper.id });
  const settings = await readQuickPaySettings(s);
  const cart = await findCart(s, await cartToken());
  const justNow = (await searchParams).quickPay === 'turned-off';
  const { shopTimeZone: timeZone } = s.env;
  const cartIsFilled = (cart?.lines.length ?? 0) > 0;
  return (
    <ShopFrame cartCount={cart?.itemCount ?? 0}>
      <ShopHeading title="Your account" intro={shopper.name ?? shopper.email ?? undefined} />
      <AccountTabs current="quick-pay" />
      <div className="grid max-w-[40rem] gap-10">
        {waiting && <WaitingNotice waiting={waiting} />}
        {ended && !card && <EndedNotice ended={ended} timeZone={timeZone} justNow={justNow} />}
        {card && <SpendingCard card={card} settings={settings} timeZone={timeZone} now={s.clock.now()} cartIsFilled={cartIsFilled} />}
        {!card && !waiting && <Off offered={settings.offered} cartIsFilled={cartIsFilled} />}
        {card && <Uses uses={card.uses} timeZone={timeZone} />}
        {ended && card && <EndedNotice ended={ended} timeZone={timeZone} justNow={false} />}
      </div>
    </ShopFrame>
  );
}

function WaitingNotice({ waiting: { orderNumber, orderToken, weekly } }: { waiting: WaitingPermission }): ReactNode {
  return (
    <Notice
      tone="warning"
      title="Paysera has not answered yet"
      action={
        <a href="/account/quick-pay" className="link inline-flex min-h-11 items-center">
          Look again
        </a>
      }
    >
      You were asked for quick pay of <Money amount={weekly} /> a week with{' '}
      <a href={`/orders/${orderToken}`} className="link">
        order {orderNumber}
      </a>
      . Whether you gave it we do not know yet; until we do, every order asks for your PIN. We ask again by ourselves.
    </Notice>
  );
}

function Off({ offered, cartIsFilled }: { offered: boolean; cartIsFilled: boolean }): ReactNode {
  const action = cartIsFilled ? (
    <ButtonLink href="/checkout#quick-pay">Choose with the order in your cart</ButtonLink>
  ) : (
    <ButtonLink href="/">Browse the shop</ButtonLink>
  );
  return (
    <EmptyState title="Every order asks for your PIN" action={offered ? action : undefined}>
      {offered ? (
        <p>
          With quick pay you pay here without a PIN, inside limits you set: so much a week, until a day you choose. You allow it on the pay
          page, with your next order, and turn it off here in one press.
        </p>
      ) : (
        <p>The shop does not offer quick pay at present.</p>
      )}
    </EmptyState>
  );
}
