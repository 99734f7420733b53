// What a permission was used for: each amount beside the order it paid.
import type { ReactNode } from 'react';
import { DateTime } from '#app/_ui/date-time.tsx';
import { Money } from '#app/_ui/money.tsx';
import type { Use } from '#lib/allowances/spending-card.ts';

const shownAtOnce = 10;

const states: Record<Use['state'], string> = {
  held: 'Held, not taken yet',
  paid: 'Paid',
  'given-back': 'Given back, does not count',
};

export function Uses({ uses, timeZone }: { uses: Use[]; timeZone: string }): ReactNode {
  const [first, rest] = [uses.slice(0, shownAtOnce), uses.slice(shownAtOnce)];
  return (
    <section aria-labelledby="uses-title" className="grid gap-3">
      <h2 id="uses-title" className="font-display text-22 font-medium">
        What it paid for
      </h2>
      {uses.length === 0 ? (
        <p className="text-ink-soft">Nothing yet. Each order paid with it will be listed here.</p>
      ) : (
        <UseList uses={first} timeZone={timeZone} />
      )}
      {rest.length > 0 && (
        <details>
          <summary className="link inline-flex min-h-11 items-center">{rest.length} earlier ones</summary>
          <UseList uses={rest} timeZone={timeZone} />
        </details>
      )}
    </section>
  );
}

function UseList({ uses, timeZone }: { uses: Use[]; timeZone: string }): ReactNode {
  return (
    <ul className="border-t border-line">
      {uses.map((use) => (
        <li key={`${use.orderId} ${use.at.toISOString()}`} className="flex items-start justify-between gap-6 border-b border-line py-3">
          <div>
            <a href={`/orders/${use.orderToken}`} className="link -my-2.5 inline-block py-2.5 font-semibold">
              Order {use.orderNumber}
            </a>
            <p className="text-14 text-ink-soft">
              <DateTime at={use.at} timeZone={timeZone} /> · {states[use.state]}
            </p>
          </div>
          <Money amount={use.amount} className={use.state === 'given-back' ? 'text-ink-soft line-through' : 'font-semibold'} />
        </li>
      ))}
    </ul>
  );
}
