// One order, whatever its state: what is known about the money first, then the next step, then what was bought.
import type { ReactNode } from 'react';
import { currentShopper } from '#app/_auth/session.ts';
import { ButtonLink } from '#app/_ui/button.tsx';
import { classNames } from '#app/_ui/class-names.ts';
import { DateTime } from '#app/_ui/date-time.tsx';
import { Money } from '#app/_ui/money.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { formatMoney } from '#lib/money/format-money.ts';
import type { OrderView } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { CheckoutFrame } from '../../_frame/checkout-frame.tsx';
import { OrderSummary } from '../../checkout/order-summary.tsx';
import { CancelButton } from './cancel-button.tsx';
import { KeepInAccount } from './keep/keep-in-account.tsx';
import { LiveStatus } from './live-status.tsx';
import { orderState } from './order-state.ts';
import { type OrderWords, orderWords } from './order-words.ts';
import { PayButton } from './pay/pay-button.tsx';
import { PrintButton } from './print-button.tsx';
import { GrantNews, WayOfPaying } from './quick-pay-facts.tsx';
import { StartAgainButton } from './start-again-button.tsx';
import { StatusMark } from './status-mark.tsx';
import { Undo } from './undo.tsx';

type Props = { order: OrderView; undoCameTooLate?: boolean };

export async function OrderPage({ order, undoCameTooLate = false }: Props): Promise<ReactNode> {
  const shopper = await currentShopper();
  const own = shopper !== null && shopper.id === order.shopperId;
  const { payment, token } = order;
  const words = orderWords(payment, formatMoney(order.total));
  return (
    <CheckoutFrame back={{ href: '/', label: 'Shop' }}>
      {payment.poll && <AskAgainWithoutScript />}
      <div className="grid items-start gap-x-[clamp(2rem,6vw,6rem)] gap-y-10 lg:grid-cols-[minmax(0,38rem)_minmax(20rem,25rem)] lg:justify-between">
        <div className="grid gap-8">
          {undoCameTooLate && <TooLate order={order} />}
          <LiveStatus
            token={token}
            state={orderState(order)}
            poll={payment.poll}
            quiet={payment.tier === 'held'}
            amount={formatMoney(order.total)}
          >
            <Status order={order} words={words} />
          </LiveStatus>
          <NextStep order={order} words={words} />
          {own && order.status === 'paid' && order.grant && (
            <div className="no-print empty:hidden">
              <GrantNews grant={order.grant} />
            </div>
          )}
          <Facts order={order} own={own} />
          <KeepInAccount order={order} />
        </div>
        <OrderSummary title="What you ordered" lines={order.lines} total={order.total} />
      </div>
    </CheckoutFrame>
  );
}

function Status({ order, words }: { order: OrderView; words: OrderWords }): ReactNode {
  return (
    <>
      <div className="flex items-center gap-3">
        <StatusMark tone={words.tone} busy={order.payment.poll && words.tone === 'waiting' && order.payment.tier !== 'held'} />
        <p className="text-ink-soft">Order {order.number}</p>
      </div>
      <h1 className="font-display text-28 font-medium tracking-tight sm:text-36">{words.title}</h1>
      <p className="text-28 font-semibold">
        <Money amount={order.total} className={classNames(order.status !== 'paid' && 'text-ink-soft')} />
      </p>
      <p className="max-w-[36rem] text-18">{words.text}</p>
    </>
  );
}

function NextStep({ order, words }: { order: OrderView; words: OrderWords }): ReactNode {
  const { payment, token, total, status } = order;
  return (
    <div className={classNames('no-print grid max-w-[26rem] content-start gap-3 empty:hidden', payment.poll && 'min-h-27')}>
      {payment.tier === 'held' && order.undoUntil && <Undo token={token} until={order.undoUntil} />}
      {payment.canPay && words.pay && <PayButton token={token} total={total} label={words.pay} />}
      {payment.tier === 'checking' && (
        <ButtonLink href={`/orders/${token}/return`} tone="secondary" wide>
          Check now
        </ButtonLink>
      )}
      {payment.canCancel && <CancelButton token={token} />}
      {(status === 'expired' || status === 'cancelled') && <StartAgainButton token={token} />}
      {status === 'paid' && (
        <div className="flex flex-wrap gap-3">
          <ButtonLink href="/">Continue shopping</ButtonLink>
          <PrintButton />
        </div>
      )}
    </div>
  );
}

function Facts({ order, own }: { order: OrderView; own: boolean }): ReactNode {
  const { shopTimeZone } = services().env;
  const facts: [string, ReactNode][] = [
    ['Ordered', <DateTime key="placed" at={order.placedAt} timeZone={shopTimeZone} />],
    ...(order.paidAt ? [['Paid', <DateTime key="paid" at={order.paidAt} timeZone={shopTimeZone} />] as [string, ReactNode]] : []),
    ...(order.payment.canPay
      ? [['Kept for you until', <DateTime key="until" at={order.expiresAt} timeZone={shopTimeZone} />] as [string, ReactNode]]
      : []),
    ...(order.paidAt && order.attempt?.walletId
      ? [
          ['From', own ? `Wallet ${order.attempt.walletId}` : `Wallet ···${String(order.attempt.walletId).slice(-3)}`] as [
            string,
            ReactNode,
          ],
        ]
      : []),
    ...(order.way !== null && (order.paidAt || order.payment.tier === 'held')
      ? [['How', <WayOfPaying key="way" order={order} own={own} />] as [string, ReactNode]]
      : []),
    ['E-mail', own ? order.email : maskedEmail(order.email)],
    // What was given back, cancelled or let go is not waiting in the shop.
    ...(order.status === 'pending' || order.status === 'paid'
      ? [['Collect', 'Tilžės g. 7, Klaipėda, from the next working day. Say the order’s number.'] as [string, ReactNode]]
      : []),
  ];
  return (
    <dl className="grid border-t border-line">
      {facts.map(([name, value]) => (
        <div key={name} className="grid gap-x-6 border-b border-line py-3 sm:grid-cols-[10rem_1fr]">
          <dt className="text-ink-soft">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Said only while it is true: the payment went on. */
function TooLate({ order }: { order: OrderView }): ReactNode {
  const { status, payment } = order;
  if (status !== 'paid' && payment.tier !== 'finishing' && payment.tier !== 'saving') return null;
  return (
    <Notice tone="warning" title="Too late to undo" role="alert">
      The time was over when you pressed. <Money amount={order.total} /> {status === 'paid' ? 'was paid' : 'is being paid'}. If you do not
      want it, tell the shop: it can give the money back.
    </Notice>
  );
}

/** Whoever holds the link sees enough to know it is theirs, and not enough to write to somebody else. */
function maskedEmail(email: string): string {
  const [name = '', host = ''] = email.split('@');
  return `${name.slice(0, 1)}•••@${host}`;
}

function AskAgainWithoutScript(): ReactNode {
  return (
    <noscript>
      <meta httpEquiv="refresh" content="5" />
    </noscript>
  );
}
