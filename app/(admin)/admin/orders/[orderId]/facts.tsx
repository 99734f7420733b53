// Who ordered, what happened when, and the money as the ledger has it.
import type { ReactNode } from 'react';
import { Money } from '#app/_ui/money.tsx';
import type { StaffOrderView } from '#lib/orders/order-store.ts';
import { DeskTime } from '../../desk-time.tsx';
import { Fact } from '../../fact-list.tsx';
import { QuickPayFacts } from './quick-pay-facts.tsx';

type Props = { order: StaffOrderView; receipt: string | null; timeZone: string; now: Date };

export function Facts({ order, receipt, ...time }: Props): ReactNode {
  return (
    <div className="grid gap-x-10 gap-y-8 sm:grid-cols-2">
      <section aria-labelledby="order-facts">
        <h2 id="order-facts" className="mb-2 text-14 font-semibold">
          Order
        </h2>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
          <Fact name="Customer">
            <a href={`/admin/orders?text=${encodeURIComponent(order.email)}`} className="link break-words">
              {order.email}
            </a>
          </Fact>
          <Fact name="Signed in">{order.shopperId ? 'Yes, with Paysera' : 'No, as a guest'}</Fact>
          {/* What ended unpaid is held no more. */}
          {(order.paidAt || order.status === 'pending') && (
            <Fact name={order.paidAt ? 'Paid' : 'Held until'}>
              <DeskTime at={order.paidAt ?? order.expiresAt} {...time} />
            </Fact>
          )}
          <QuickPayFacts order={order} />
          {receipt && (
            <Fact name="Receipt">
              <a href={`/admin/mailbox/${receipt}`} className="link">
                Open the letter
              </a>
            </Fact>
          )}
          <Fact name="Their page">
            <a href={`/orders/${order.token}`} className="link">
              Open as the customer sees it
            </a>
          </Fact>
          <Fact name="Id">
            <code className="font-mono text-12 break-all">{order.id}</code>
          </Fact>
        </dl>
      </section>
      <section aria-labelledby="ledger">
        <h2 id="ledger" className="mb-2 text-14 font-semibold">
          Ledger
        </h2>
        {order.ledger.length === 0 ? (
          <p className="text-ink-soft">No money has moved.</p>
        ) : (
          <ul className="grid gap-1.5">
            {order.ledger.map((entry) => (
              <li key={`${entry.at.getTime()} ${entry.account} ${entry.kind}`} className="flex justify-between gap-6">
                <span>
                  {entry.account} <span className="text-ink-soft">{entry.kind}</span>
                </span>
                <Money amount={entry.amount} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
