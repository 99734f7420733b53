import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { currentShopper } from '#app/_auth/session.ts';
import { ShopHeading } from '#app/_ui/heading.tsx';
import { Money } from '#app/_ui/money.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { OrderView } from '#lib/orders/order-store.ts';
import { CheckoutFrame } from '../../../_frame/checkout-frame.tsx';
import { OrderSummary } from '../../../checkout/order-summary.tsx';
import { orderOfLink } from '../order-of-link.ts';
import { CannotCover } from './cannot-cover.tsx';
import { PayOwnOrder } from './pay-own-order.tsx';
import { pinWords } from './pin-words.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Pay', robots: { index: false } };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ problem?: string; pin?: string }> };

export default async function PayPage({ params, searchParams }: Props): Promise<ReactNode> {
  const order = await orderOfLink((await params).token);
  const { problem, pin } = await searchParams;
  if (!order.payment.canPay) redirect(`/orders/${order.token}`);
  const shopper = await currentShopper();
  const own = shopper?.id === order.shopperId ? shopper : null;
  return (
    <CheckoutFrame back={{ href: '/', label: 'Shop' }}>
      <ShopHeading title={`Pay order ${order.number}`} />
      <div className="grid items-start gap-x-[clamp(2rem,6vw,6rem)] gap-y-10 lg:grid-cols-[minmax(0,38rem)_minmax(20rem,25rem)] lg:justify-between">
        <div className="grid gap-6">
          {problem ? <NotSent code={problem} /> : pin !== undefined && <WithPin reason={own && order.pinReason} />}
          <div className="grid gap-2">
            <p className="text-36 font-semibold">
              <Money amount={order.total} />
            </p>
            <p>
              The next page is Paysera’s own. You confirm the amount there with your PIN and come back here. Pressing twice does not pay
              twice.
            </p>
          </div>
          {own && <CannotCover shopperId={own.id} total={order.total} />}
          <PayOwnOrder order={order} label={pin === undefined ? 'Pay' : 'Continue at Paysera:'} />
          <p className="text-14 text-ink-soft">
            Not now?{' '}
            <a href={`/orders/${order.token}`} className="link">
              The order’s own page
            </a>{' '}
            keeps it until you come back.
          </p>
        </div>
        <OrderSummary title="Your order" lines={order.lines} total={order.total} />
      </div>
    </CheckoutFrame>
  );
}

/** A one-click that was refused after all: why, in one sentence for its owner, before the same payment goes on with its PIN. */
function WithPin({ reason }: { reason: OrderView['pinReason'] }): ReactNode {
  return (
    <Notice title="This one needs your PIN" role="status">
      {pinWords(reason)} You were not charged.
    </Notice>
  );
}

function NotSent({ code }: { code: string }): ReactNode {
  return (
    <Notice tone="warning" title="Not sent. You were not charged." role="alert">
      Paysera could not be asked just now{/^[A-Z]{2}-\d{1,4}$/.test(code) && ` (code ${code})`}. The order is saved; try again in a moment.
    </Notice>
  );
}
