import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { listOpenRequests } from '#lib/orders/refund-request-store.ts';
import { countAttention, searchOrders } from '#lib/orders/search-orders.ts';
import { readReconciliation } from '#lib/reconciliation/report.ts';
import { services } from '#lib/services.ts';
import { DeskFrame } from '../desk-frame.tsx';
import { PageTurner } from '../page-turner.tsx';
import { OrdersFilter } from './orders-filter.tsx';
import { ordersPath, readOrdersQuery } from './orders-query.ts';
import { OrdersTable } from './orders-table.tsx';
import { ReconciliationTile } from './reconciliation-tile.tsx';
import { WaitingRefunds } from './waiting-refunds.tsx';

export const metadata: Metadata = { title: 'Orders' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrdersPage({ searchParams }: Props): Promise<ReactNode> {
  const query = readOrdersQuery(await searchParams);
  const staff = await requireStaff('orders.read', ordersPath(query));
  const s = services();
  const [found, attention, report, requests] = await Promise.all([
    searchOrders(s, query),
    countAttention(s),
    readReconciliation(s),
    listOpenRequests(s),
  ]);
  const { after: _after, before: _before, ...filters } = query;
  const only = found.orders.length === 1 ? found.orders[0] : undefined;
  // Typing a number and pressing Enter is asking for that order, not for a list of one.
  if (only && query.text === only.number && !query.status) redirect(`/admin/orders/${only.id}`);
  return (
    <DeskFrame staff={staff} section="orders">
      <DeskHeading
        title="Orders"
        intro={`Times in ${s.env.shopTimeZone}`}
        aside={<ReconciliationTile report={report} now={s.clock.now()} />}
      />
      <WaitingRefunds requests={requests} timeZone={s.env.shopTimeZone} now={s.clock.now()} />
      <OrdersFilter query={query} attention={attention} />
      <OrdersTable orders={found.orders} query={query} timeZone={s.env.shopTimeZone} now={s.clock.now()} />
      <PageTurner
        newer={found.previous && ordersPath({ ...filters, before: found.previous })}
        older={found.next && ordersPath({ ...filters, after: found.next })}
      />
    </DeskFrame>
  );
}
