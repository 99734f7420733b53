import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { type Column, DataTable } from '#app/_ui/data-table.tsx';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { StatusBadge } from '#app/_ui/status-badge.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { mayDo } from '#lib/accounts/permissions.ts';
import { type Difference, listResolvedDifferences } from '#lib/reconciliation/difference-store.ts';
import { reconciliationHealth } from '#lib/reconciliation/health.ts';
import { listRuns, type ReconciliationRun, readReconciliation } from '#lib/reconciliation/report.ts';
import { listSettlements, type Settlement } from '#lib/reconciliation/settle-differences.ts';
import { services } from '#lib/services.ts';
import { DeskFrame } from '../desk-frame.tsx';
import { DeskTime } from '../desk-time.tsx';
import type { Raw } from '../read-query.ts';
import { checkNow } from './actions.ts';
import { Answer } from './answer.tsx';
import { DifferenceCard, differenceWords } from './difference-card.tsx';
import { SettleForm } from './settle-form.tsx';

export const metadata: Metadata = { title: 'Reconciliation' };

const runWords = { recent: 'Last two hours', older: 'One older hour', statements: 'Wallet statements' } as const;

export default async function ReconciliationPage({ searchParams }: { searchParams: Promise<Raw> }): Promise<ReactNode> {
  const staff = await requireStaff('reconciliation.read', '/admin/reconciliation');
  const s = services();
  const [report, resolved, settlements, runs, { answered }] = await Promise.all([
    readReconciliation(s),
    listResolvedDifferences(s),
    listSettlements(s),
    listRuns(s),
    searchParams,
  ]);
  const time = { timeZone: s.env.shopTimeZone, now: s.clock.now() };
  const health = reconciliationHealth(report, time.now);
  const maySettle = mayDo(staff.role, 'reconciliation.settle');
  const missing = report.differences.filter(({ kind }) => kind === 'missing-transaction');
  const mayCheck = mayDo(staff.role, 'reconciliation.check');
  return (
    <DeskFrame staff={staff} section="reconciliation">
      <DeskHeading
        title="Reconciliation"
        intro={
          <>
            {report.comparedToday} comparisons with Paysera in the last 24 hours; statements{' '}
            {report.statementsCheckedAt ? <DeskTime at={report.statementsCheckedAt} {...time} /> : 'not compared yet'}
          </>
        }
        aside={
          mayCheck && (
            <form action={checkNow}>
              <SubmitButton tone="secondary" size="desk" pendingLabel="Checking…">
                Check now
              </SubmitButton>
            </form>
          )
        }
      />
      <Answer answered={answered} />
      <div className="grid gap-8">
        <section aria-labelledby="open">
          <h2 id="open" className="mb-3 flex flex-wrap items-center gap-3 text-14 font-semibold">
            Differences
            <StatusBadge tone={health.tone}>{health.words}</StatusBadge>
          </h2>
          {report.lastFailure && <p className="mb-3 text-ink-soft">The last check was not finished: {report.lastFailure}</p>}
          {report.differences.length === 0 ? (
            <p className="text-ink-soft">Nothing is known to differ: what we asked, what Paysera says and what we recorded agree.</p>
          ) : (
            <ul className="grid gap-4">
              {missing.length > 1 && (
                <li className="rounded-card border border-warning bg-warning-surface px-4 py-3">
                  <p className="mb-2 font-semibold">{missing.length} payments that we recorded are not listed by Paysera</p>
                  <p className="mb-3">
                    {s.env.paysera.environment === 'local'
                      ? 'That is so when the data of the local Paysera was deleted and this database was kept: its payments are gone, the orders are not.'
                      : 'Ask Paysera before you explain it to yourself: payments do not leave its list.'}
                  </p>
                  {maySettle && (
                    <SettleForm shown={missing} summary={`Settle all ${missing.length}…`}>
                      One reason for all of them. The orders stay as they are; each stands below with who and why.
                    </SettleForm>
                  )}
                </li>
              )}
              {report.differences.map((difference) => (
                <DifferenceCard key={difference.id} difference={difference} {...time} mayRepair={mayCheck} maySettle={maySettle} />
              ))}
            </ul>
          )}
        </section>
        {settlements.length > 0 && (
          <section aria-labelledby="settled">
            <h2 id="settled" className="mb-1 text-14 font-semibold">
              Settled by hand
            </h2>
            <div className="-mx-4 overflow-x-auto">
              <DataTable
                caption="Differences that a person settled, newest first"
                columns={settlementColumns(time)}
                rows={settlements}
                rowKey={({ id }) => id}
                empty={null}
              />
            </div>
          </section>
        )}
        <section aria-labelledby="resolved">
          <h2 id="resolved" className="mb-1 text-14 font-semibold">
            Resolved
          </h2>
          <div className="-mx-4 overflow-x-auto">
            <DataTable
              caption="Differences that are gone, newest first"
              columns={resolvedColumns(time)}
              rows={resolved}
              rowKey={({ id }) => id}
              empty={<p className="px-4 pt-1 text-ink-soft">None was ever resolved.</p>}
            />
          </div>
        </section>
        <section aria-labelledby="runs">
          <h2 id="runs" className="mb-1 text-14 font-semibold">
            Checks
          </h2>
          <div className="-mx-4 overflow-x-auto">
            <DataTable
              caption="Comparisons with Paysera, newest first"
              columns={runColumns(time)}
              rows={runs}
              rowKey={({ id }) => id}
              empty={<p className="px-4 pt-1 text-ink-soft">None yet. The worker begins the first within a minute of its start.</p>}
            />
          </div>
        </section>
      </div>
    </DeskFrame>
  );
}

type Time = { timeZone: string; now: Date };

const orderColumn: Column<Pick<Difference, 'orderId' | 'orderNumber'>> = {
  key: 'order',
  head: 'Order',
  cell: ({ orderId, orderNumber }) =>
    orderId ? (
      <a href={`/admin/orders/${orderId}`} className="link tabular-nums">
        {orderNumber}
      </a>
    ) : (
      '–'
    ),
};

function resolvedColumns(time: Time): Column<Difference>[] {
  return [
    { key: 'kind', head: 'What', className: 'w-full', cell: ({ kind }) => differenceWords(kind) },
    orderColumn,
    { key: 'found', head: 'Found', from: 'sm', cell: ({ foundAt }) => <DeskTime at={foundAt} {...time} /> },
    { key: 'resolved', head: 'Gone', cell: ({ resolvedAt }) => resolvedAt && <DeskTime at={resolvedAt} {...time} /> },
  ];
}

const stateNow = { stays: 'Differs as before', changed: 'Changed since', gone: 'Gone' } as const;

function settlementColumns(time: Time): Column<Settlement>[] {
  return [
    { key: 'kind', head: 'What', cell: ({ kind }) => <span className="whitespace-nowrap">{differenceWords(kind)}</span> },
    orderColumn,
    { key: 'why', head: 'Why', className: 'w-full', cell: ({ reason }) => <span className="block min-w-40 break-words">{reason}</span> },
    { key: 'by', head: 'By', from: 'sm', cell: ({ by }) => <span className="whitespace-nowrap">{by}</span> },
    { key: 'at', head: 'When', from: 'sm', cell: ({ at }) => <DeskTime at={at} {...time} /> },
    { key: 'now', head: 'Now', from: 'md', cell: ({ now }) => <span className="whitespace-nowrap">{stateNow[now]}</span> },
  ];
}

function runColumns(time: Time): Column<ReconciliationRun>[] {
  return [
    { key: 'started', head: 'Started', cell: ({ startedAt }) => <DeskTime at={startedAt} {...time} show="seconds" /> },
    {
      key: 'kind',
      head: 'What',
      from: 'sm',
      className: 'w-full',
      cell: ({ kind }) => <span className="whitespace-nowrap">{runWords[kind]}</span>,
    },
    { key: 'compared', head: 'Compared', align: 'right', from: 'sm', cell: ({ compared }) => compared },
    { key: 'differing', head: 'Differing', align: 'right', cell: ({ differing }) => differing },
    { key: 'result', head: 'Result', cell: (one) => <RunResult run={one} /> },
  ];
}

function RunResult({ run: { finishedAt, error, differing } }: { run: ReconciliationRun }): ReactNode {
  if (!finishedAt) return <StatusBadge tone="waiting">Under way</StatusBadge>;
  if (error) return <StatusBadge tone="warning">Not finished</StatusBadge>;
  return <StatusBadge tone={differing > 0 ? 'danger' : 'positive'}>{differing > 0 ? 'Differs' : 'Agrees'}</StatusBadge>;
}
