import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { readDraft } from '#app/_auth/fresh-sign-in.ts';
import { requireStaff } from '#app/_auth/session.ts';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { planReview, type ReviewPlan } from '#lib/checkout/decide-review.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import type { Verdict } from '#lib/payments/judge-review.ts';
import { readTruth } from '#lib/reconciliation/read-truth.ts';
import { services } from '#lib/services.ts';
import { BackLink } from '../../../back-link.tsx';
import { DeskFrame } from '../../../desk-frame.tsx';
import { Fact, FactList } from '../../../fact-list.tsx';
import { SignInAgain } from '../../../sign-in-again.tsx';
import { hindranceWords, reviewWords, statementWords, transactionWords } from '../review-words.ts';
import { TruthPanel } from '../truth-panel.tsx';
import { DecideForm } from './decide-form.tsx';

type Props = { params: Promise<{ orderId: string }> };

export const metadata: Metadata = { title: 'Decide about a payment' };

/** What can be seen at this moment, and which of the two decisions it leaves open. Asks Paysera; the press asks once more. */
export default async function ReviewPage({ params }: Props): Promise<ReactNode> {
  const { orderId } = await params;
  const path = `/admin/orders/${encodeURIComponent(orderId)}/review`;
  const staff = await requireStaff('payments.decide', path);
  const s = services();
  const order = await readOrder(s, orderId);
  if (!order) notFound();
  const [plan, truth, draft] = await Promise.all([planReview(s, orderId), readTruth(s, orderId), readDraft(staff, path)]);
  return (
    <DeskFrame staff={staff} section="orders">
      <BackLink href={`/admin/orders/${orderId}`}>Order {order.number}</BackLink>
      <DeskHeading
        title={`What became of ${formatMoney(order.total)}?`}
        intro={`Order ${order.number}, ${order.email}. Its goods stay held until this is decided.`}
      />
      {plan ? (
        <div className="grid max-w-[56rem] gap-8">
          <Notice size="desk" tone="warning" title="Why this needs a person">
            {reviewWords(plan.reason)}
          </Notice>
          <TruthPanel truth={truth} orderId={orderId} />
          <Seen plan={plan} />
          <SignInAgain staff={staff} draft={draft} />
          <div className="grid items-start gap-5 md:grid-cols-2">
            <Way
              title="The money is here"
              text="The order becomes paid: it is booked, the goods are sold, and the receipt goes out. If that was wrong, it can be given back afterwards."
              verdict={plan.book}
            >
              <DecideForm orderId={orderId} way="book" label={`Book ${formatMoney(order.total)}`} draft={draft} />
            </Way>
            <Way
              title="No money came"
              text="The order ends and its goods can be sold again. What Paysera may still hold is let go first. Should it say later that money came, you hear of it under Reconciliation."
              verdict={plan.giveBack}
            >
              <DecideForm orderId={orderId} way="give-back" label="End the order, goods back" draft={draft} />
            </Way>
          </div>
        </div>
      ) : (
        <Notice size="desk" title="Nothing to decide">
          No payment of this order needs a person. It may have been decided, or Paysera has said meanwhile what became of it.
        </Notice>
      )}
    </DeskFrame>
  );
}

function Seen({ plan: { claimed, evidence } }: { plan: ReviewPlan }): ReactNode {
  return (
    <FactList title="What can be seen now">
      <Fact name="Our confirmation">{claimed ? 'Was sent, or may have been' : 'Was never sent'}</Fact>
      <Fact name="Paysera’s transaction">{transactionWords(evidence.transaction)}</Fact>
      <Fact name="The wallet’s statements">{statementWords(evidence.statement)}</Fact>
    </FactList>
  );
}

function Way({ title, text, verdict, children }: { title: string; text: string; verdict: Verdict; children: ReactNode }): ReactNode {
  return (
    <section className="grid gap-3 rounded-card border border-line bg-paper-raised p-4">
      <h2 className="text-14 font-semibold">{title}</h2>
      <p className="text-ink-soft">{text}</p>
      {verdict.allowed ? children : <p className="font-semibold">Not possible now: {hindranceWords[verdict.why]}</p>}
    </section>
  );
}
