// Names and what they say, under one heading.
import type { ReactNode } from 'react';

export function FactList({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-14 font-semibold">{title}</h2>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">{children}</dl>
    </section>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
