'use client';
// A page that could not be made. No stack, no blame: what is certain, and the next step.
import type { ReactNode } from 'react';
import { awayLine, awayText, awayTitle } from './_ui/away-words.ts';
import { Button, ButtonLink } from './_ui/button.tsx';

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }): ReactNode {
  // A form that was sent while the database was away: the server did nothing at all, and said so.
  const away = error.message === awayLine;
  return (
    <main className="shop-column grid max-w-[44rem] justify-items-start gap-4 py-24">
      <h1 className="font-display text-28 font-medium tracking-tight sm:text-36">{away ? awayTitle : 'This page could not be shown'}</h1>
      <p className="text-18">
        {away
          ? awayText
          : 'The fault is ours. If you were paying, look at the order’s page before you pay again: nothing is charged twice for one order.'}
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button type="button" onClick={reset}>
          Show it again
        </Button>
        <ButtonLink href="/" tone="secondary">
          To the shop
        </ButtonLink>
      </div>
      {error.digest && <p className="text-14 text-ink-soft">If you write to us, name this number: {error.digest}</p>}
    </main>
  );
}
