// The whole checkout on one page: who, where, how much, pay. A guest pays like anybody else.
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { currentShopper } from '#app/_auth/session.ts';
import { ShopHeading } from '#app/_ui/heading.tsx';
import { Money } from '#app/_ui/money.tsx';
import { offerQuickPay } from '#lib/allowances/offer-quick-pay.ts';
import { type Cart, findCart } from '#lib/carts/cart-store.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import type { Money as Amount } from '#lib/money/money.ts';
import { type OrderView, readOrder } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { CheckoutFrame } from '../_frame/checkout-frame.tsx';
import { offerFields } from '../_quick-pay/offer-fields.ts';
import { OpenedChoice } from '../_quick-pay/opened-choice.tsx';
import { isOpenAtPaysera } from '../_quick-pay/read-choice.ts';
import { cartToken } from '../cart/cart-cookie.ts';
import { CannotCover } from '../orders/[token]/pay/cannot-cover.tsx';
import { CheckoutForm } from './checkout-form.tsx';
import { OrderSummary } from './order-summary.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Checkout' };

export default async function CheckoutPage(): Promise<ReactNode> {
  const s = services();
  const [cart, shopper] = [await findCart(s, await cartToken()), await currentShopper()];
  if (!cart || cart.lines.length === 0) redirect('/cart');
  const offer = await offerQuickPay(s, { shopperId: shopper?.id ?? null, total: cart.total });
  const opened = offer.kind === 'offer' ? await paymentOpenFor(cart) : null;
  return (
    <CheckoutFrame back={{ href: '/cart', label: 'Cart' }}>
      <ShopHeading title="Checkout" />
      <CheckoutForm
        cartVersion={cart.version}
        totalMinor={String(cart.total.minor)}
        total={formatMoney(cart.total)}
        email={shopper?.email ?? ''}
        emailHint={s.env.mail ? 'For your receipt. Nothing else.' : 'So that we can write to you about this order. Nothing else.'}
        summary={<OrderSummary title="Your order" lines={cart.lines} total={cart.total} />}
        collecting={<Collecting />}
        offer={offer.kind === 'offer' && !opened ? offerFields(offer, s.clock.now(), s.env.shopTimeZone) : null}
        paying={
          <>
            {opened && <OpenedChoice order={opened} shopperId={shopper?.id ?? null} timeZone={s.env.shopTimeZone} />}
            {shopper && <CannotCover shopperId={shopper.id} total={cart.total} />}
            <WalletCard total={cart.total} signedInAs={shopper?.name ?? shopper?.email ?? null} />
          </>
        }
      />
    </CheckoutFrame>
  );
}

/** The order of exactly these things whose payment waits at Paysera. */
async function paymentOpenFor({ unpaidOrderId, unpaidIsCurrent }: Cart): Promise<OrderView | null> {
  const order = unpaidOrderId && unpaidIsCurrent ? await readOrder(services(), unpaidOrderId) : null;
  return order && isOpenAtPaysera(order) ? order : null;
}

function Collecting(): ReactNode {
  return (
    <section aria-labelledby="collect-title" className="grid gap-2">
      <h2 id="collect-title" className="font-display text-22 font-medium">
        Collect in the shop
      </h2>
      <p>Tilžės g. 7, Klaipėda, from the next working day. Open Tuesday to Saturday, 10 to 18.</p>
    </section>
  );
}

function WalletCard({ total, signedInAs }: { total: Amount; signedInAs: string | null }): ReactNode {
  return (
    <div className="grid gap-2 rounded-card border border-line bg-paper-raised p-5 sm:p-6">
      <h3 className="font-semibold">{signedInAs ? `From the wallet of ${signedInAs}` : 'From your Paysera wallet'}</h3>
      <p>
        The next page is Paysera’s own. You confirm <Money amount={total} className="font-semibold" /> there with your PIN and come back
        here.
      </p>
      {!signedInAs && (
        <p className="text-14 text-ink-soft">
          You need no account here. If you want your orders kept together,{' '}
          <a href="/sign-in?returnTo=/checkout" className="link">
            connect your wallet
          </a>{' '}
          first.
        </p>
      )}
    </div>
  );
}
