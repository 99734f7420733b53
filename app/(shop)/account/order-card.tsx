// One order in the history: when, what, how much, and how it stands.
import type { ReactNode } from 'react';
import { DateTime } from '#app/_ui/date-time.tsx';
import { Money } from '#app/_ui/money.tsx';
import { OrderStatus } from '#app/_ui/order-status.tsx';
import { Picture } from '#app/_ui/picture.tsx';
import type { OrderView } from '#lib/orders/order-store.ts';

const SHOWN_PICTURES = 3; // as many as fit beside the total on a phone

export function OrderCard({ order, timeZone }: { order: OrderView; timeZone: string }): ReactNode {
  const hidden = order.lines.length - SHOWN_PICTURES;
  return (
    <article className="relative grid grid-cols-[minmax(0,1fr)] gap-4 rounded-card border border-line bg-paper-raised p-5 transition-colors hover:border-line-strong sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="grid gap-1">
          <h3 className="text-18 font-semibold">
            <a
              href={`/orders/${order.token}`}
              className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              Order {order.number}
            </a>
          </h3>
          <p className="text-14 text-ink-soft">
            <DateTime at={order.placedAt} timeZone={timeZone} />
          </p>
        </div>
        <OrderStatus status={order.status} />
      </div>
      <div className="flex items-end justify-between gap-4">
        <ul className="flex min-w-0 gap-2">
          {order.lines.slice(0, SHOWN_PICTURES).map((line) => (
            <li key={`${line.title} ${line.option}`} className="w-12 shrink-0 sm:w-14">
              <Picture picture={{ ...line.picture, alt: `${line.title}${line.option ? `, ${line.option}` : ''}` }} sizes="56px" />
            </li>
          ))}
          {hidden > 0 && <li className="self-center pl-1 text-14 text-ink-soft">+{hidden}</li>}
        </ul>
        <Money amount={order.total} className="text-18 font-semibold" />
      </div>
    </article>
  );
}
