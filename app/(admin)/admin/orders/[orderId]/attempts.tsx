// Every try to get the order paid: what we think of it, what Paysera said last, and when we ask again.
import type { ReactNode } from 'react';
import { type Column, DataTable } from '#app/_ui/data-table.tsx';
import { Money } from '#app/_ui/money.tsx';
import type { StaffAttempt } from '#lib/orders/order-store.ts';
import { attemptWords } from '../../attempt-words.ts';
import { DeskTime } from '../../desk-time.tsx';

type Props = { attempts: StaffAttempt[]; timeZone: string; now: Date };

export function Attempts({ attempts, ...time }: Props): ReactNode {
  const columns: Column<StaffAttempt>[] = [
    { key: 'number', head: 'No.', cell: ({ number }) => <span className="tabular-nums">{number}</span> },
    { key: 'started', head: 'Started', from: 'sm', cell: ({ createdAt }) => <DeskTime at={createdAt} {...time} /> },
    { key: 'ours', head: 'We recorded', cell: ({ status }) => <span className="whitespace-nowrap">{attemptWords[status]}</span> },
    {
      key: 'theirs',
      head: 'Paysera says',
      cell: ({ providerStatus }) =>
        providerStatus ? <span className="whitespace-nowrap">{providerStatus.replaceAll('_', ' ')}</span> : <None />,
    },
    { key: 'wallet', head: 'Wallet', from: 'sm', cell: ({ walletId }) => walletId ?? <None /> },
    {
      key: 'next',
      head: 'Asked again',
      from: 'md',
      cell: ({ nextReadAt }) => (nextReadAt ? <DeskTime at={nextReadAt} {...time} show="seconds" /> : <None />),
    },
    { key: 'amount', head: 'Amount', align: 'right', cell: ({ amount }) => <Money amount={amount} /> },
  ];
  const reasons = attempts.filter((attempt) => attempt.reason);
  return (
    <section aria-labelledby="attempts" className="min-w-0">
      <h2 id="attempts" className="mb-1 text-14 font-semibold">
        Payment attempts
      </h2>
      <div className="-mx-4">
        <DataTable
          caption="Payment attempts, oldest first"
          columns={columns}
          rows={attempts}
          rowKey={({ id }) => id}
          empty={<p className="px-4 text-ink-soft">Nobody has pressed Pay for this order yet.</p>}
        />
      </div>
      {reasons.map(({ id, number, reason }) => (
        <p key={id} className="mt-2 text-ink-soft">
          Attempt {number}: {reason}
        </p>
      ))}
    </section>
  );
}

const None = () => <span className="text-ink-soft">–</span>;
