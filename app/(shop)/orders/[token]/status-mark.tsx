// The order's state as a shape: a tick when paid, a slow ring while something is under way, a bar, a stroke or a cross else.
import type { ReactNode } from 'react';
import { classNames } from '#app/_ui/class-names.ts';
import type { OrderWords } from './order-words.ts';

const colours: Record<OrderWords['tone'], string> = {
  positive: 'bg-positive text-paper',
  waiting: 'bg-accent-surface text-accent',
  warning: 'bg-warning-surface text-warning',
  danger: 'bg-danger-surface text-danger',
  neutral: 'bg-paper-sunk text-ink-soft',
};

const shapes: Record<OrderWords['tone'], string> = {
  positive: 'm6.5 12.5 3.6 3.6 7.4-8',
  waiting: 'M12 7.5V12l3 2',
  warning: 'M12 7v6m0 3.6v.2',
  danger: 'm8 8 8 8m0-8-8 8',
  neutral: 'M7.5 12h9',
};

export function StatusMark({ tone, busy }: { tone: OrderWords['tone']; busy: boolean }): ReactNode {
  return (
    <span className={classNames('relative inline-flex size-10 items-center justify-center rounded-full', colours[tone])} aria-hidden="true">
      {tone === 'waiting' && !busy && <span className="absolute inset-1.5 rounded-full border-2 border-accent" />}
      {busy && (
        <span className="absolute inset-0 animate-spin rounded-full border-2 border-transparent border-t-accent [animation-duration:1.4s]" />
      )}
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        className="size-6 fill-none stroke-current"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={shapes[tone]} />
      </svg>
    </span>
  );
}
