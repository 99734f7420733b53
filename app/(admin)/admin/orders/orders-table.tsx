// The list itself: every row is one link, so the keyboard and the middle button work as on any other list of links.
import type { ReactNode } from 'react';
import { ButtonLink } from '#app/_ui/button.tsx';
import { type Column, DataTable } from '#app/_ui/data-table.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { Money } from '#app/_ui/money.tsx';
import { OrderStatus } from '#app/_ui/order-status.tsx';
import type { OrderRow } from '#lib/orders/search-orders.ts';
import { DeskTime } from '../desk-time.tsx';
import { type OrdersQuery, ordersPath } from './orders-query.ts';

type Props = { orders: OrderRow[]; query: OrdersQuery; timeZone: string; now: Date };

export function OrdersTable({ orders, query, timeZone, now }: Props): ReactNode {
  const columns: Column<OrderRow>[] = [
    {
      key: 'number',
      head: 'Order',
      cell: (order) => (
        <a
          href={`/admin/orders/${order.id}`}
          className="font-semibold tabular-nums after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {order.number}
        </a>
      ),
    },
    { key: 'placed', head: 'Placed', cell: (order) => <DeskTime at={order.placedAt} timeZone={timeZone} now={now} /> },
    {
      key: 'customer',
      head: 'Customer',
      from: 'sm',
      className: 'w-full max-w-0 truncate',
      cell: (order) => order.email,
    },
    { key: 'items', head: 'Items', align: 'right', from: 'md', cell: (order) => order.itemCount },
    { key: 'status', head: 'Status', cell: (order) => <OrderStatus status={order.status} short /> },
    { key: 'total', head: 'Total', align: 'right', cell: (order) => <Money amount={order.total} className="font-semibold" /> },
  ];
  return (
    // The link of a row covers it, so the row must be what it is positioned in.
    <div className="-mx-4 [&_tbody_tr]:relative">
      <DataTable
        caption="Orders, newest first"
        columns={columns}
        rows={orders}
        rowKey={(order) => order.id}
        empty={
          <div className="px-4">
            <NoOrders query={query} />
          </div>
        }
      />
    </div>
  );
}

function NoOrders({ query }: { query: OrdersQuery }): ReactNode {
  const filtered = query.status || query.text || query.attention;
  if (!filtered)
    return (
      <EmptyState
        title="No orders yet"
        action={
          <ButtonLink href="/" tone="secondary" size="desk">
            Open the shop
          </ButtonLink>
        }
      >
        The first one will be here the moment somebody presses Pay, before they have paid.
      </EmptyState>
    );
  if (query.attention && !query.text)
    return (
      <EmptyState title="Nothing needs attention">
        No payment waits for a person, none differs from Paysera, and no money has been held for longer than 15 minutes.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No order matches"
      action={
        <ButtonLink href={ordersPath({})} tone="secondary" size="desk">
          Show all orders
        </ButtonLink>
      }
    >
      {query.text ? `Nothing was found for “${query.text}”${query.status ? ' with this status' : ''}.` : 'No order has this status.'}
    </EmptyState>
  );
}
