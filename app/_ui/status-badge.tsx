// A status as words, a shape and a colour, in this order of importance.
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type StatusTone = 'positive' | 'waiting' | 'warning' | 'danger' | 'neutral';

const looks: Record<StatusTone, string> = {
  positive: 'bg-positive-surface text-positive',
  waiting: 'bg-accent-surface text-accent',
  warning: 'bg-warning-surface text-warning',
  danger: 'bg-danger-surface text-danger',
  neutral: 'bg-paper-sunk text-ink-soft',
};

const shapes: Record<StatusTone, ReactNode> = {
  positive: <path d="M3 6.4 5.2 8.5 9.2 3.8" />,
  waiting: (
    <>
      <circle cx="6" cy="6" r="4.2" />
      <path d="M6 3.8V6l1.5 1" />
    </>
  ),
  warning: <path d="M6 2v5M6 9.4v.2" />,
  danger: <path d="m3.2 3.2 5.6 5.6m0-5.6L3.2 8.8" />,
  neutral: <path d="M2.8 6h6.4" />,
};

export function StatusBadge({ tone, children }: { tone: StatusTone; children: ReactNode }): ReactNode {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 py-0.5 text-13 font-semibold',
        looks[tone],
      )}
    >
      <svg
        viewBox="0 0 12 12"
        className="size-3 shrink-0 fill-none stroke-current"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {shapes[tone]}
      </svg>
      {children}
    </span>
  );
}
