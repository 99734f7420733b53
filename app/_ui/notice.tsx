// A sentence that must be seen: what happened, what it means, and the next step where there is one.
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type NoticeTone = 'info' | 'positive' | 'warning' | 'danger';

const looks: Record<NoticeTone, string> = {
  info: 'border-accent bg-accent-surface',
  positive: 'border-positive bg-positive-surface',
  warning: 'border-warning bg-warning-surface',
  danger: 'border-danger bg-danger-surface',
};
const titles: Record<NoticeTone, string> = {
  info: 'text-accent',
  positive: 'text-positive',
  warning: 'text-warning',
  danger: 'text-danger',
};

type Props = {
  tone?: NoticeTone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  role?: 'status' | 'alert';
  size?: 'touch' | 'desk';
};

export function Notice({ tone = 'info', title, children, action, role, size = 'touch' }: Props): ReactNode {
  return (
    <div
      role={role}
      className={classNames('rounded-control border-l-3', looks[tone], size === 'touch' ? 'px-5 py-4 text-16' : 'px-3 py-2 text-13')}
    >
      {title && <p className={classNames('font-semibold', titles[tone])}>{title}</p>}
      {children && <div className="text-ink">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap gap-3">{action}</div>}
    </div>
  );
}
