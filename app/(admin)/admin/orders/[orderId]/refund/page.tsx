import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { readDraft } from '#app/_auth/fresh-sign-in.ts';
import { requireStaff } from '#app/_auth/session.ts';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { planRefund, type RefundPlan } from '#lib/checkout/refund-order.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { isUsable, readSecondPerson } from '#lib/orders/refund-request-store.ts';
import { services } from '#lib/services.ts';
import { BackLink } from '../../../back-link.tsx';
import { DeskFrame } from '../../../desk-frame.tsx';
import { SignInAgain } from '../../../sign-in-again.tsx';
import { DecideRequest } from './decide-request.tsx';
import { RefundForm } from './refund-form.tsx';
import { SecondPerson } from './second-person.tsx';

type Props = { params: Promise<{ orderId: string }> };

export const metadata: Metadata = { title: 'Give money back' };

/** Says what giving back will do before it is done: Paysera is asked which of the two ways is left. */
export default async function RefundPage({ params }: Props): Promise<ReactNode> {
  const { orderId } = await params;
  const staff = await requireStaff('orders.refund', `/admin/orders/${encodeURIComponent(orderId)}/refund`);
  const s = services();
  const order = await readOrder(s, orderId);
  if (!order) notFound();
  const [plan, second, draft] = await Promise.all([
    planRefund(s, orderId),
    readSecondPerson(s, orderId),
    readDraft(staff, `/admin/orders/${orderId}/refund`),
  ]);
  const time = { timeZone: s.env.shopTimeZone, now: s.clock.now() };
  const needed = second.needed && plan.kind !== 'record' && 'amount' in plan;
  const { request } = second;
  const waits = needed && request?.status === 'open';
  const agreed = needed && request !== null && isUsable(request, time.now);
  // What was agreed to stands in the form already.
  const askedFor = agreed ? { reason: request.reason, returnGoods: request.returnGoods ? 'on' : '' } : null;
  return (
    <DeskFrame staff={staff} section="orders">
      <BackLink href={`/admin/orders/${orderId}`}>Order {order.number}</BackLink>
      <DeskHeading
        title={`Give ${formatMoney(order.total)} back`}
        intro={`Order ${order.number}, ${order.email}. The whole amount; Paysera gives nothing back in parts after it was taken.`}
      />
      <div className="grid max-w-[36rem] gap-5">
        {needed && <SecondPerson request={request} {...time} />}
        {waits && request && <DecideRequest request={request} own={request.askedBy.id === staff.shopper.id} staff={staff} draft={draft} />}
        <Said plan={plan} lacksSecond={needed && !agreed} shopWallet={s.env.paysera.walletId.toString()} orderNumber={order.number} />
        {'amount' in plan && !waits && (
          <>
            <SignInAgain staff={staff} draft={draft} />
            <RefundForm
              orderId={orderId}
              amount={formatMoney(plan.amount)}
              byHand={plan.kind === 'manual'}
              asks={needed && !agreed}
              draft={draft ?? askedFor}
            />
          </>
        )}
      </div>
    </DeskFrame>
  );
}

type SaidProps = { plan: RefundPlan; lacksSecond: boolean; shopWallet: string; orderNumber: string };

function Said({ plan, lacksSecond, shopWallet, orderNumber }: SaidProps): ReactNode {
  switch (plan.kind) {
    case 'cancel-payment':
      return (
        <Notice size="desk" title="Paysera can still give it back">
          The payment is cancelled at Paysera, and the money returns to the customer’s wallet at once. The order will be “Given back”.
        </Notice>
      );
    case 'record':
      return (
        <Notice size="desk" tone="warning" title="Paysera has given it back already">
          Only our books do not say so yet. Nothing more moves; the order will be “Given back”.
        </Notice>
      );
    case 'manual':
      // Nobody is told how to move money that a second person has not agreed to.
      if (lacksSecond)
        return (
          <Notice size="desk" tone="warning" title="It will be a transfer by hand">
            Paysera gives this payment back no more. Transfer nothing yet: once a second person has agreed, this page says how.
          </Notice>
        );
      return (
        <Notice size="desk" tone="warning" title="Not refundable through Paysera’s API">
          <p>This payment is done, and a done payment is not given back by Paysera. You can transfer the money yourself:</p>
          <ol className="mt-2 list-decimal pl-5">
            <li>
              Sign in at Paysera and transfer {formatMoney(plan.amount)} from wallet {shopWallet} to{' '}
              {plan.walletId === null ? 'the customer’s wallet' : `wallet ${plan.walletId}`}.
            </li>
            <li>Write “Order {orderNumber}” as its details.</li>
            <li>Come back and record it here with the reference of the transfer.</li>
          </ol>
        </Notice>
      );
    case 'unreachable':
      return (
        <Notice size="desk" tone="warning" title="Paysera could not be asked">
          Without its answer nobody knows which way is left ({plan.code}). Reload in a moment; nothing was changed.
        </Notice>
      );
    case 'none':
      return (
        <Notice size="desk" title="Nothing to give back here">
          {reasons[plan.reason]}
        </Notice>
      );
  }
}

const reasons = {
  'not-paid': 'This order is not paid.',
  already: 'The money of this order was given back before.',
  differs: 'Paysera says something else than we recorded. Look at Reconciliation first: money is not moved on a guess.',
} as const;
