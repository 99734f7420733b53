// Status as chips, number and e-mail as a search: links and a form, all of it in the address.
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '#app/_ui/class-names.ts';
import { shortOrderStatusWords } from '#app/_ui/order-status.tsx';
import { type OrderStatus, orderStatuses } from '#lib/orders/order-status.ts';
import { type OrdersQuery, ordersPath } from './orders-query.ts';

const statuses = Object.keys(orderStatuses) as OrderStatus[];

export function OrdersFilter({ query }: { query: OrdersQuery }): ReactNode {
  const { status, text } = query;
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <nav aria-label="Status">
        <ul className="flex flex-wrap gap-1.5">
          <Chip href={ordersPath({ text })} chosen={!status}>
            All
          </Chip>
          {statuses.map((candidate) => (
            <Chip key={candidate} href={ordersPath({ status: candidate, text })} chosen={status === candidate}>
              {shortOrderStatusWords[candidate]}
            </Chip>
          ))}
        </ul>
      </nav>
      <form action="/admin/orders" className="relative w-full sm:w-72">
        {status && <input type="hidden" name="status" value={status} />}
        <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-soft" strokeWidth={1.75} />
        <input
          type="search"
          name="text"
          defaultValue={text}
          aria-label="Search by order number or e-mail"
          placeholder="Order number or e-mail"
          autoComplete="off"
          className="min-h-8 w-full rounded-control border border-line-strong bg-paper-raised py-1 pr-2.5 pl-8 text-13 transition-colors placeholder:text-ink-soft hover:border-ink"
        />
      </form>
    </div>
  );
}

function Chip({ href, chosen, children }: { href: string; chosen: boolean; children: ReactNode }): ReactNode {
  return (
    <li>
      <a
        href={href}
        aria-current={chosen ? 'true' : undefined}
        className={classNames(
          'inline-flex min-h-8 items-center rounded-full border px-3 font-semibold transition-colors',
          chosen ? 'border-accent bg-accent-surface text-accent' : 'border-line text-ink-soft hover:border-line-strong hover:text-ink',
        )}
      >
        {children}
      </a>
    </li>
  );
}
