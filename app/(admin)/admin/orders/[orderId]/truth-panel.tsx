// What we asked, what Paysera says at this moment and what we recorded, side by side; asked for by a link, since each look is a call.
import type { ReactNode } from 'react';
import { buttonClass } from '#app/_ui/button.tsx';
import { StatusBadge } from '#app/_ui/status-badge.tsx';
import { formatMoney } from '#lib/money/format-money.ts';
import type { Truth } from '#lib/reconciliation/read-truth.ts';

const differenceWords: Record<string, string> = {
  status: 'The status differs',
  behind: 'We are behind',
  amount: 'The amount differs',
  currency: 'The currency differs',
  project: 'Another project',
  parameters: 'Another order',
  payments: 'Not one payment',
  beneficiary: 'Another wallet receives it',
  key: 'Another transaction',
  forgotten: 'Paysera does not know it',
};

export function TruthPanel({ truth, orderId }: { truth: Truth | null; orderId: string }): ReactNode {
  return (
    <section aria-labelledby="truth" className="min-w-0">
      <h2 id="truth" className="mb-2 flex flex-wrap items-center gap-3 text-14 font-semibold">
        Compared with Paysera
        {truth && <Verdict truth={truth} />}
      </h2>
      {truth ? (
        <Sides truth={truth} />
      ) : (
        <a href={`/admin/orders/${orderId}?compare=1#truth`} className={buttonClass({ tone: 'secondary', size: 'desk' }, 'no-print')}>
          Compare with Paysera now
        </a>
      )}
    </section>
  );
}

function Verdict({ truth }: { truth: Truth }): ReactNode {
  if (truth.paysera.kind === 'not-asked' && !truth.differs) return <StatusBadge tone="warning">Not compared</StatusBadge>;
  if (truth.differs) return <StatusBadge tone="danger">{differenceWords[truth.differs] ?? truth.differs}</StatusBadge>;
  return <StatusBadge tone="positive">All three agree</StatusBadge>;
}

function Sides({ truth: { asked, paysera, recorded, differs } }: { truth: Truth }): ReactNode {
  const said: [string, string][] =
    paysera.kind === 'not-asked'
      ? [['Answer', paysera.why]]
      : [
          ['Status', paysera.status.replaceAll('_', ' ')],
          ['Amount', paysera.amount ? formatMoney(paysera.amount) : '–'],
          ['Project', paysera.projectId ?? '–'],
          ['Payer’s wallet', paysera.payerWalletId?.toString() ?? '–'],
        ];
  return (
    <div className="grid divide-line rounded-card border border-line bg-paper-raised max-sm:divide-y sm:grid-cols-3 sm:divide-x">
      <Side
        title="We asked"
        facts={[
          ['Amount', formatMoney(asked.amount)],
          ['Project', asked.projectId],
          ['To wallet', asked.walletId],
        ]}
      />
      <Side title="Paysera says" facts={said} marked={differs !== null} />
      <Side
        title="We recorded"
        facts={[
          ['Order', recorded.orderStatus],
          ['Attempt', recorded.attemptStatus],
          ['Seen last', recorded.providerStatus?.replaceAll('_', ' ') ?? '–'],
          ['Amount', formatMoney(recorded.amount)],
        ]}
      />
    </div>
  );
}

function Side({ title, facts, marked = false }: { title: string; facts: [string, string][]; marked?: boolean }): ReactNode {
  return (
    <div className="min-w-0 px-4 py-3">
      <h3 className="mb-1.5 text-12 font-semibold text-ink-soft">{title}</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd className={marked ? 'break-words text-danger' : 'break-words'}>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
