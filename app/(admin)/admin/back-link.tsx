import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';

export function BackLink({ href, children }: { href: string; children: ReactNode }): ReactNode {
  return (
    <a href={href} className="no-print mb-3 inline-flex min-h-8 items-center gap-1.5 text-ink-soft transition-colors hover:text-ink">
      <ArrowLeft aria-hidden="true" className="size-4" strokeWidth={1.75} />
      {children}
    </a>
  );
}
