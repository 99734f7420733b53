// Above the list: refunds that one person asked for and another one has to agree to. Nothing where nothing waits.
import type { ReactNode } from 'react';
import { Notice } from '#app/_ui/notice.tsx';
import { formatMoney } from '#lib/money/format-money.ts';
import type { RefundRequest } from '#lib/orders/refund-request-store.ts';
import { DeskTime } from '../desk-time.tsx';

export function WaitingRefunds({ requests, ...time }: { requests: RefundRequest[]; timeZone: string; now: Date }): ReactNode {
  if (requests.length === 0) return null;
  return (
    <div className="mb-5">
      <Notice
        size="desk"
        tone="warning"
        title={requests.length === 1 ? 'A refund waits for a second person' : `${requests.length} refunds wait for a second person`}
      >
        <ul className="mt-1 grid gap-1">
          {requests.map(({ id, orderId, orderNumber, amount, askedBy, expiresAt }) => (
            <li key={id}>
              <a href={`/admin/orders/${orderId}`} className="link tabular-nums">
                Order {orderNumber}
              </a>
              , <span className="money">{formatMoney(amount)}</span>, asked by {askedBy.name}; ends <DeskTime at={expiresAt} {...time} />
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
