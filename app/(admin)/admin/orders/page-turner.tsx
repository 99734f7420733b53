// Older and newer: the list turns by where it stands, not by page number, so it is as fast at the end as at the start.
import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass } from '#app/_ui/button.tsx';
import { type OrdersQuery, ordersPath } from './orders-query.ts';

type Props = { query: OrdersQuery; next: string | null; previous: string | null };

export function PageTurner({ query, next, previous }: Props): ReactNode {
  if (!next && !previous) return null;
  const { status, text } = query;
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-end gap-2">
      {previous && (
        <a href={ordersPath({ status, text, before: previous })} rel="prev" className={buttonClass({ tone: 'secondary', size: 'desk' })}>
          <ArrowLeft aria-hidden="true" className="size-4" strokeWidth={1.75} />
          Newer
        </a>
      )}
      {next && (
        <a href={ordersPath({ status, text, after: next })} rel="next" className={buttonClass({ tone: 'secondary', size: 'desk' })}>
          Older
          <ArrowRight aria-hidden="true" className="size-4" strokeWidth={1.75} />
        </a>
      )}
    </nav>
  );
}
