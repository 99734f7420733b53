// What is being paid for, the same on checkout, pay and order pages: small pictures, lines, and the total largest.
import type { ReactNode } from 'react';
import { Money } from '#app/_ui/money.tsx';
import { Picture } from '#app/_ui/picture.tsx';
import type { Money as Amount } from '#lib/money/money.ts';

type Line = { title: string; option: string | null; picture: { name: string; alt: string }; quantity: number; lineTotal: Amount };

export function OrderSummary({
  title,
  lines,
  total,
  children,
}: {
  title: string;
  lines: Line[];
  total: Amount;
  children?: ReactNode;
}): ReactNode {
  return (
    <section aria-label={title} className="rounded-card border border-line bg-paper-raised p-5 sm:p-6 print:border-0 print:p-0">
      <h2 className="mb-4 text-14 font-semibold text-ink-soft">{title}</h2>
      <ul className="grid gap-4">
        {lines.map((line) => (
          <li
            key={`${line.title} ${line.option}`}
            className="grid grid-cols-[3.5rem_1fr_auto] items-start gap-x-4 print:grid-cols-[1fr_auto]"
          >
            <Picture picture={{ ...line.picture, alt: '' }} sizes="3.5rem" className="print:hidden" />
            <div>
              <p className="font-semibold">{line.title}</p>
              <p className="text-14 text-ink-soft">
                {line.option && <>{line.option} · </>}
                {line.quantity === 1 ? 'one' : `${line.quantity} pieces`}
              </p>
            </div>
            <Money amount={line.lineTotal} />
          </li>
        ))}
      </ul>
      <dl className="mt-5 grid gap-2 border-t border-line pt-4">
        <div className="flex justify-between text-14 text-ink-soft">
          <dt>Collect in the shop</dt>
          <dd>Free</dd>
        </div>
        <div className="flex items-baseline justify-between">
          <dt className="font-semibold">
            Total <span className="font-normal text-ink-soft">incl. VAT</span>
          </dt>
          <dd className="text-28 font-semibold">
            <Money amount={total} />
          </dd>
        </div>
      </dl>
      {children}
    </section>
  );
}
