'use client';
// Under "Sold out": for whoever holds the last one themselves, in an order not paid yet, the way on. Asked for apart, since the page is
// the same for everybody; it stands in the place of the usual sentence, so that nothing moves.
import { type ReactNode, useEffect, useState } from 'react';
import type { OpenOrder } from '../../cart/one-click/open-order.ts';

type Props = { slug: string; variantId: string; children: ReactNode };

export function KeptForYou({ slug, variantId, children }: Props): ReactNode {
  const [open, setOpen] = useState<OpenOrder | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const query = new URLSearchParams({ slug, variant: variantId, quantity: '1' });
    fetch(`/cart/one-click?${query}`, { signal: stop.signal, cache: 'no-store' })
      .then((answer) => (answer.ok ? (answer.json() as Promise<{ open: OpenOrder | null }>) : null))
      .then((body) => setOpen(body?.open ?? null))
      .catch(() => {}); // the usual sentence stays
    return () => stop.abort();
  }, [slug, variantId]);
  return (
    <p role="status" className="min-h-13 text-14 text-ink-soft">
      {open ? (
        <>
          But not for you: what you ordered is kept for you and not paid yet.{' '}
          <a href={open.path} className="link">
            Go on with order {open.number}
          </a>
        </>
      ) : (
        children
      )}
    </p>
  );
}
