// A place with nothing in it yet: says so, and offers the next step.
import type { ReactNode } from 'react';

export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }): ReactNode {
  return (
    <div className="grid justify-items-start gap-3 border-y border-line py-12">
      <p className="font-display text-22 font-medium">{title}</p>
      {children && <div className="max-w-[36rem] text-ink-soft">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap gap-3">{action}</div>}
    </div>
  );
}
