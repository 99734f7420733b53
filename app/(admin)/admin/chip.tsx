// A filter that is a link: where it leads is in the address, so it can be kept, sent and opened in another tab.
import type { ReactNode } from 'react';
import { classNames } from '#app/_ui/class-names.ts';

export function Chips({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-1.5">{children}</ul>
    </nav>
  );
}

export function Chip({ href, chosen, children }: { href: string; chosen: boolean; children: ReactNode }): ReactNode {
  return (
    <li>
      <a
        href={href}
        aria-current={chosen ? 'true' : undefined}
        className={classNames(
          'inline-flex min-h-8 items-center rounded-full border px-3 font-semibold transition-colors',
          chosen ? 'border-accent bg-accent-surface text-accent' : 'border-line text-ink-soft hover:border-line-strong hover:text-ink',
        )}
      >
        {children}
      </a>
    </li>
  );
}
