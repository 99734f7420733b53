// One difference: what we asked, what Paysera says, what we recorded, side by side, with its age and what can be done.
import type { ReactNode } from 'react';
import { StatusBadge } from '#app/_ui/status-badge.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { Difference } from '#lib/reconciliation/difference-store.ts';
import { ageWords } from '#lib/reconciliation/health.ts';
import { DeskTime } from '../desk-time.tsx';
import { repair } from './actions.ts';
import { SettleForm } from './settle-form.tsx';

const kindWords: Record<string, string> = {
  status: 'Another status',
  behind: 'We are behind',
  amount: 'Another amount',
  project: 'Another project',
  parameters: 'Another order',
  orphan: 'A transaction nobody was shown',
  'unknown-transaction': 'A transaction we do not know',
  'missing-transaction': 'Paysera does not list it',
  'not-in-statements': 'Booked here, not in the statements',
  'not-in-ledger': 'In the statements, not booked here',
};
const repairWords: Record<string, string> = {
  revoke: 'It is taken back by itself at the next check.',
  person: 'A person decides: money is never mended by itself.',
};

export const differenceWords = (kind: string) => kindWords[kind] ?? kind;

type Props = { difference: Difference; timeZone: string; now: Date; mayRepair: boolean; maySettle: boolean };

export function DifferenceCard({ difference, timeZone, now, mayRepair, maySettle }: Props): ReactNode {
  const { id, kind, orderId, orderNumber, foundAt, seenAt, asked, paysera, recorded } = difference;
  const differs = differing(asked, paysera);
  return (
    <li className="rounded-card border border-line bg-paper-raised">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
        <h3 className="font-semibold">{differenceWords(kind)}</h3>
        {orderId && (
          <a href={`/admin/orders/${orderId}`} className="link tabular-nums">
            Order {orderNumber}
          </a>
        )}
        <StatusBadge tone="danger">Open</StatusBadge>
        <p className="ml-auto text-ink-soft">
          Found {ageWords(now.getTime() - foundAt.getTime())}, seen last <DeskTime at={seenAt} timeZone={timeZone} now={now} />
        </p>
      </div>
      <div className="grid divide-line max-md:divide-y md:grid-cols-3 md:divide-x">
        <Side title="We asked" facts={asked} marked={differs} />
        <Side title="Paysera says" facts={paysera} marked={differs} />
        <Side title="We recorded" facts={recorded} marked={new Set()} />
      </div>
      <div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-2.5">
        {difference.repair === 'ask' && mayRepair ? (
          <form action={repair}>
            <input type="hidden" name="id" value={id} />
            <SubmitButton tone="secondary" size="desk" pendingLabel="Asking Paysera…">
              Repair: ask Paysera again
            </SubmitButton>
          </form>
        ) : difference.repair === 'person' && maySettle ? (
          <SettleForm shown={[difference]} summary="Settle by hand…">
            For a difference you have looked at and can explain. Nothing is changed at Paysera or in the books; it stops being counted, and
            opens again when either side says something else.
          </SettleForm>
        ) : (
          <p className="text-ink-soft">{repairWords[difference.repair ?? 'person'] ?? repairWords.person}</p>
        )}
      </div>
    </li>
  );
}

function Side({ title, facts, marked }: { title: string; facts: Record<string, unknown>; marked: Set<string> }): ReactNode {
  const shown = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  return (
    <section className="min-w-0 px-4 py-3">
      <h4 className="mb-1.5 text-12 font-semibold text-ink-soft">{title}</h4>
      {shown.length === 0 ? (
        <p className="text-ink-soft">Nothing.</p>
      ) : (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-12">
          {shown.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-soft">{name}</dt>
              <dd className={marked.has(name) ? 'font-semibold break-all text-danger' : 'break-all'}>
                {typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** What both sides name and do not say alike. */
function differing(asked: Record<string, unknown>, paysera: Record<string, unknown>): Set<string> {
  return new Set(Object.keys(asked).filter((name) => name in paysera && String(asked[name]) !== String(paysera[name])));
}
