// How many orders of this month went without a PIN, and what kept the others from it.
import type { ReactNode } from 'react';
import type { QuickPayFigures } from '#lib/allowances/permissions-for-staff.ts';
import { refusalText } from './permission-words.ts';

export function Figures({ figures }: { figures: QuickPayFigures }): ReactNode {
  const { paid, withoutPin, refused } = figures;
  const share = paid === 0 ? '–' : `${Math.round((withoutPin * 100) / paid)} %`;
  return (
    <section
      aria-labelledby="figures"
      className="mb-6 grid gap-x-10 gap-y-4 rounded-card border border-line bg-paper-raised px-4 py-3 sm:grid-cols-[auto_minmax(0,1fr)]"
    >
      <div>
        <h2 id="figures" className="text-ink-soft">
          Orders this month without PIN
        </h2>
        <p className="text-28 font-semibold tabular-nums">{share}</p>
        <p className="text-12 text-ink-soft tabular-nums">
          {withoutPin} of {paid} paid orders
        </p>
      </div>
      <div className="min-w-0 sm:border-l sm:border-line sm:pl-10">
        <h2 className="mb-1 text-ink-soft">One-clicks that were not taken</h2>
        {refused.length === 0 ? (
          <p>None this month.</p>
        ) : (
          <ul className="grid gap-x-8 gap-y-0.5 md:grid-cols-2">
            {refused.map(({ reason, count }) => (
              <li key={reason} className="flex justify-between gap-6">
                {refusalText(reason)} <span className="tabular-nums">{count}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
