// The heading of a page, with a sentence under it and room for what belongs beside it.
import type { ReactNode } from 'react';

type Props = { title: ReactNode; intro?: ReactNode; aside?: ReactNode };

export function ShopHeading({ title, intro, aside }: Props): ReactNode {
  return (
    <div className="mb-8 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
      <div className="grid max-w-[40rem] gap-2">
        <h1 className="font-display text-28 font-medium tracking-tight sm:text-36">{title}</h1>
        {intro && <p className="text-ink-soft">{intro}</p>}
      </div>
      {aside}
    </div>
  );
}

export function DeskHeading({ title, intro, aside }: Props): ReactNode {
  return (
    <div className="mb-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="grid gap-0.5">
        <h1 className="text-22 font-semibold">{title}</h1>
        {intro && <p className="text-13 text-ink-soft">{intro}</p>}
      </div>
      {aside}
    </div>
  );
}
