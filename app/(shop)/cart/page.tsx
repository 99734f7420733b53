import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { currentShopper } from '#app/_auth/session.ts';
import { ButtonLink } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ShopHeading } from '#app/_ui/heading.tsx';
import { Money } from '#app/_ui/money.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { type Cart, findCart } from '#lib/carts/cart-store.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { ShopFrame } from '../_frame/shop-frame.tsx';
import { drawOneClick } from '../_one-click/draw-one-click.ts';
import { cartToken } from './cart-cookie.ts';
import { CartLines } from './cart-lines.tsx';
import { CartNews, type CartNewsQuery } from './cart-news.tsx';
import { CartQuickPay } from './cart-quick-pay.tsx';
import { OneClickCart } from './one-click.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Cart' };

export default async function CartPage({
  searchParams,
}: {
  searchParams: Promise<CartNewsQuery & { quickPay?: string }>;
}): Promise<ReactNode> {
  const query = await searchParams;
  const cart = await findCart(services(), await cartToken());
  const filled = cart !== null && cart.lines.length > 0;
  return (
    <ShopFrame cartCount={cart?.itemCount ?? 0}>
      <ShopHeading title={filled ? 'Cart' : 'Your cart is empty'} />
      <div className="mb-6 empty:hidden">
        <CartNews query={query} total={filled ? cart.total : null} />
      </div>
      {filled ? <FilledCart cart={cart} turnedOff={query.quickPay === 'turned-off'} /> : <EmptyCart />}
    </ShopFrame>
  );
}

function EmptyCart(): ReactNode {
  return (
    <EmptyState title="Nothing in it yet" action={<ButtonLink href="/">Browse the shop</ButtonLink>}>
      <p>What you put here stays for 30 days, also when you close the browser.</p>
    </EmptyState>
  );
}

function FilledCart({ cart, turnedOff }: { cart: Cart; turnedOff: boolean }): ReactNode {
  const blocked = cart.lines.some((line) => line.quantity > line.available);
  return (
    <div className="grid items-start gap-x-[clamp(2rem,6vw,6rem)] gap-y-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <CartLines lines={cart.lines} />
      <aside aria-label="Total" className="grid gap-5 lg:sticky lg:top-8">
        {cart.unpaidOrderId && <UnpaidOrder orderId={cart.unpaidOrderId} />}
        <dl className="grid gap-3">
          <div className="flex justify-between text-ink-soft">
            <dt>Collect in the shop</dt>
            <dd>Free</dd>
          </div>
          <div className="flex items-baseline justify-between border-t border-line pt-4">
            <dt className="font-semibold">
              Total <span className="font-normal text-ink-soft">incl. VAT</span>
            </dt>
            <dd className="text-28 font-semibold">
              <Money amount={cart.total} />
            </dd>
          </div>
        </dl>
        {blocked ? <Notice tone="warning">Change the lines marked on this page to go on.</Notice> : <Pay cart={cart} />}
        <CartQuickPay justNow={turnedOff} />
      </aside>
    </div>
  );
}

/** In one press for whoever allowed it, and by way of checkout for everybody. */
async function Pay({ cart }: { cart: Cart }): Promise<ReactNode> {
  const placed = cart.unpaidIsCurrent && cart.unpaidOrderId ? await readOrder(services(), cart.unpaidOrderId) : null;
  if (placed && !placed.payment.canPay) return null;
  // What waits to be paid already has its own transaction at Paysera, which no permission was thought of for.
  const click = placed ? null : await drawOneClick(cart.total);
  return (
    <>
      {click && <OneClickCart click={click} cartVersion={cart.version} />}
      <ButtonLink href="/checkout" wide tone={click ? 'secondary' : 'primary'}>
        <span>
          Checkout · <Money amount={cart.total} />
        </span>
      </ButtonLink>
      {!click && <p className="text-14 text-ink-soft">No account needed. You pay from your Paysera wallet on the next page.</p>}
    </>
  );
}

async function UnpaidOrder({ orderId }: { orderId: string }): Promise<ReactNode> {
  const order = await readOrder(services(), orderId);
  if (!order) return null;
  // Whose session is over may not be who looks at this now: the link of the order is theirs.
  if (order.shopperId !== null && order.shopperId !== (await currentShopper())?.id)
    return (
      <Notice
        title="These things are in an order"
        action={
          <a href="/sign-in?returnTo=/cart" className="link inline-flex min-h-11 items-center">
            Connect your wallet to see it
          </a>
        }
      >
        It was placed from this browser, in an account that is not connected here at present.
      </Notice>
    );
  if (!order.payment.canPay)
    return (
      <Notice
        title="These things are being paid"
        action={
          <a href={`/orders/${order.token}`} className="link inline-flex min-h-11 items-center">
            See the order
          </a>
        }
      >
        You placed an order for this cart. Its own page says how the payment stands.
      </Notice>
    );
  return (
    <Notice
      title="These things wait to be paid"
      action={
        <a href={`/orders/${order.token}/pay`} className="link inline-flex min-h-11 items-center">
          Go on with the payment
        </a>
      }
    >
      You placed an order for this cart and have not paid it yet.
    </Notice>
  );
}
