// The one link of a row; it covers the row, so the keyboard and the middle button work as on any list of links.
import type { ReactNode } from 'react';

export function RowLink({ href, children }: { href: string; children: ReactNode }): ReactNode {
  return (
    <a
      href={href}
      className="font-semibold whitespace-nowrap tabular-nums after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      {children}
    </a>
  );
}

/** The row must be what its link is positioned in. */
export function LinkedRows({ children }: { children: ReactNode }): ReactNode {
  return <div className="-mx-4 overflow-x-auto [&_tbody_tr]:relative">{children}</div>;
}
