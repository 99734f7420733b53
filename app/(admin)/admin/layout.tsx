import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = { title: { default: 'Desk', template: '%s · Desk' }, robots: { index: false } };

/** No guard here: a layout is not asked again when only the page below it changes, so every page and every action asks itself. */
export default function DeskLayout({ children }: { children: ReactNode }): ReactNode {
  return <div className="min-h-dvh bg-paper text-13 text-ink lg:grid lg:grid-cols-[13rem_minmax(0,1fr)]">{children}</div>;
}
