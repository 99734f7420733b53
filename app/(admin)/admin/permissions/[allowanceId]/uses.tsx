// What the permission was used for, each use with its order.
import type { ReactNode } from 'react';
import { type Column, DataTable } from '#app/_ui/data-table.tsx';
import { Money } from '#app/_ui/money.tsx';
import { StatusBadge } from '#app/_ui/status-badge.tsx';
import type { StaffUse } from '#lib/allowances/permissions-for-staff.ts';
import { DeskTime } from '../../desk-time.tsx';
import { refusalText } from '../permission-words.ts';

const states = {
  held: { tone: 'waiting', words: 'Held' },
  paid: { tone: 'positive', words: 'Paid' },
  'given-back': { tone: 'neutral', words: 'Given back' },
} as const;

export function Uses({ uses, ...time }: { uses: StaffUse[]; timeZone: string; now: Date }): ReactNode {
  const columns: Column<StaffUse>[] = [
    {
      key: 'order',
      head: 'Order',
      cell: ({ orderId, orderNumber }) => (
        <a href={`/admin/orders/${orderId}`} className="link tabular-nums">
          {orderNumber}
        </a>
      ),
    },
    { key: 'at', head: 'When', className: 'w-full', cell: ({ at }) => <DeskTime at={at} {...time} /> },
    {
      key: 'state',
      head: 'State',
      cell: ({ state, refusal }) => (
        <span title={refusal ? refusalText(refusal) : undefined}>
          <StatusBadge tone={states[state].tone}>{states[state].words}</StatusBadge>
        </span>
      ),
    },
    {
      key: 'why',
      head: 'Why',
      from: 'sm',
      cell: ({ refusal }) => (refusal ? <span className="whitespace-nowrap">{refusalText(refusal)}</span> : '–'),
    },
    { key: 'amount', head: 'Amount', align: 'right', cell: ({ amount }) => <Money amount={amount} /> },
  ];
  return (
    <section aria-labelledby="uses" className="min-w-0">
      <h2 id="uses" className="mb-1 text-14 font-semibold">
        Used for
      </h2>
      <div className="-mx-4 overflow-x-auto">
        <DataTable
          caption="Uses of this permission, newest first"
          columns={columns}
          rows={uses}
          rowKey={({ orderId, at }) => `${orderId} ${at.getTime()}`}
          empty={<p className="px-4 pt-1 text-ink-soft">Nothing yet.</p>}
        />
      </div>
    </section>
  );
}
