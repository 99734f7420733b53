import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { ButtonLink } from '#app/_ui/button.tsx';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { OrderStatus } from '#app/_ui/order-status.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { mayDo } from '#lib/accounts/permissions.ts';
import { readOrderForStaff } from '#lib/orders/order-store.ts';
import { readSecondPerson } from '#lib/orders/refund-request-store.ts';
import { findReceipt } from '#lib/outbox/mailbox-store.ts';
import { readTruth } from '#lib/reconciliation/read-truth.ts';
import { services } from '#lib/services.ts';
import { BackLink } from '../../back-link.tsx';
import { DeskFrame } from '../../desk-frame.tsx';
import { DeskTime } from '../../desk-time.tsx';
import { askPayseraNow } from './actions.ts';
import { Answer } from './answer.tsx';
import { Attempts } from './attempts.tsx';
import { Facts } from './facts.tsx';
import { Lines } from './lines.tsx';
import { reviewWords } from './review-words.ts';
import { Timeline } from './timeline.tsx';
import { TruthPanel } from './truth-panel.tsx';

type Props = { params: Promise<{ orderId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Order' };

export default async function OrderPage({ params, searchParams }: Props): Promise<ReactNode> {
  const { orderId } = await params;
  const staff = await requireStaff('orders.read', `/admin/orders/${encodeURIComponent(orderId)}`);
  const s = services();
  const order = await readOrderForStaff(s, orderId);
  if (!order) notFound();
  const { asked, compare } = await searchParams;
  const [truth, receipt] = await Promise.all([compare === '1' ? readTruth(s, orderId) : null, s.env.mail ? null : findReceipt(s, orderId)]);
  const { request } = order.status === 'paid' ? await readSecondPerson(s, orderId) : { request: null };
  const waiting = request?.status === 'open' ? request : null;
  const inReview = order.attempt?.status === 'review';
  const time = { timeZone: s.env.shopTimeZone, now: s.clock.now() };
  return (
    <DeskFrame staff={staff} section="orders">
      <BackLink href="/admin/orders">Orders</BackLink>
      <DeskHeading
        title={
          <span className="flex flex-wrap items-center gap-3">
            Order {order.number}
            <OrderStatus status={order.status} />
          </span>
        }
        intro={
          <>
            Placed <DeskTime at={order.placedAt} {...time} />
          </>
        }
        aside={
          order.attempt && (
            <div className="no-print flex flex-wrap gap-2">
              <form action={askPayseraNow}>
                <input type="hidden" name="orderId" value={order.id} />
                <SubmitButton tone="secondary" size="desk" pendingLabel="Asking Paysera…">
                  Ask Paysera now
                </SubmitButton>
              </form>
              {inReview && mayDo(staff.role, 'payments.decide') && (
                <ButtonLink href={`/admin/orders/${order.id}/review`} size="desk">
                  Decide…
                </ButtonLink>
              )}
              {order.status === 'paid' && mayDo(staff.role, 'orders.refund') && (
                <ButtonLink href={`/admin/orders/${order.id}/refund`} tone="danger" size="desk">
                  Give money back…
                </ButtonLink>
              )}
            </div>
          )
        }
      />
      <Answer asked={asked} status={order.status} />
      {waiting && (
        <div className="mb-5">
          <Notice
            size="desk"
            tone="warning"
            title="A refund waits for a second person"
            action={
              mayDo(staff.role, 'refunds.agree') && (
                <ButtonLink href={`/admin/orders/${order.id}/refund`} tone="secondary" size="desk">
                  Look at it
                </ButtonLink>
              )
            }
          >
            {waiting.askedBy.name} asked to give the money back: {waiting.reason}
          </Notice>
        </div>
      )}
      {inReview && (
        <div className="mb-5">
          <Notice size="desk" tone="warning" title="This payment needs a person">
            {reviewWords(order.attempts.find(({ status }) => status === 'review')?.reason ?? null)} The goods stay held until{' '}
            {mayDo(staff.role, 'payments.decide') ? 'you decide what became of the money.' : 'the owner decides what became of the money.'}
          </Notice>
        </div>
      )}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid content-start gap-8">
          <Lines lines={order.lines} total={order.total} />
          <Attempts attempts={order.attempts} {...time} />
          {order.attempt && <TruthPanel truth={truth} orderId={order.id} />}
          <Facts order={order} receipt={receipt} {...time} />
        </div>
        <Timeline events={order.timeline} {...time} />
      </div>
    </DeskFrame>
  );
}
