// Status as chips, number and e-mail as a search: links and a form, all of it in the address.
import type { ReactNode } from 'react';
import { shortOrderStatusWords } from '#app/_ui/order-status.tsx';
import { type OrderStatus, orderStatuses } from '#lib/orders/order-status.ts';
import { Chip, Chips } from '../chip.tsx';
import { SearchBox } from '../search-box.tsx';
import { type OrdersQuery, ordersPath } from './orders-query.ts';

const statuses = Object.keys(orderStatuses) as OrderStatus[];

export function OrdersFilter({ query, attention }: { query: OrdersQuery; attention: number }): ReactNode {
  const { status, text } = query;
  const keep = { status, attention: query.attention ? '1' : undefined };
  return (
    <div className="no-print mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <Chips label="Status">
        <Chip href={ordersPath({ text })} chosen={!status && !query.attention}>
          All
        </Chip>
        <Chip href={ordersPath({ attention: true, text })} chosen={query.attention === true}>
          Needs attention
          <span className={attention > 0 ? 'ml-1.5 text-danger tabular-nums' : 'ml-1.5 tabular-nums'}>{attention}</span>
        </Chip>
        {statuses.map((candidate) => (
          <Chip key={candidate} href={ordersPath({ status: candidate, text })} chosen={status === candidate}>
            {shortOrderStatusWords[candidate]}
          </Chip>
        ))}
      </Chips>
      <SearchBox
        action="/admin/orders"
        name="text"
        text={text}
        label="Search by order number or e-mail"
        placeholder="Order number or e-mail"
        keep={keep}
      />
    </div>
  );
}
