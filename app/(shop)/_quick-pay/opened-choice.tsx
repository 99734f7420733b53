// In place of the choice where the payment is open at Paysera already: what it was opened with, and how to choose anew.
import type { ReactNode } from 'react';
import { momentWords } from '#app/_ui/date-time.tsx';
import { formatMoney } from '#lib/money/format-money.ts';
import type { OrderView } from '#lib/orders/order-store.ts';

type Props = { order: OrderView; shopperId: string | null; timeZone: string };

export function OpenedChoice({ order, shopperId, timeZone }: Props): ReactNode {
  const { token, number } = order;
  // What somebody else permits with an order of theirs is not told to who shares their browser.
  const grant = order.shopperId === shopperId ? order.grant : null;
  return (
    <section aria-labelledby="quick-pay-opened" className="grid gap-1 border-l-3 border-line-strong pl-5">
      <h3 id="quick-pay-opened" className="font-semibold">
        {grant ? 'Quick pay is part of this payment' : 'This payment is for just this time'}
      </h3>
      <p className="text-ink-soft">
        {grant
          ? `Paysera asks on its page for up to ${formatMoney(grant.weekly)} a week, until ${momentWords(grant.until, timeZone, 'date')}. Decline it there if you have changed your mind, and you pay all the same.`
          : 'It is open at Paysera already, so quick pay can no longer be added to it.'}{' '}
        To choose again,{' '}
        <a href={`/orders/${token}`} className="link">
          cancel order {number} on its page
        </a>{' '}
        and start anew.
      </p>
    </section>
  );
}
