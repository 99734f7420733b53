'use client';
// How many things are in the cart. Fetched apart, so that catalogue pages hold nothing personal and can be kept for everybody.
import { type ReactNode, useEffect, useState } from 'react';

export function CartCount({ known }: { known?: number }): ReactNode {
  const [count, setCount] = useState(known);

  useEffect(() => {
    if (known !== undefined) {
      setCount(known);
      return;
    }
    const stop = new AbortController();
    fetch('/cart/count', { signal: stop.signal })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((body: { count?: unknown } | null) => {
        if (typeof body?.count === 'number') setCount(body.count);
      })
      .catch(() => {}); // without an answer the link to the cart still says "Cart"
    return () => stop.abort();
  }, [known]);

  if (!count) return null;
  // Laid over the icon's corner, so that nothing moves when it arrives.
  return (
    <span className="money absolute -top-2 left-2.5 inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-accent px-1 text-12 font-semibold text-on-accent">
      {count > 99 ? '99+' : count}
      <span className="sr-only">{count === 1 ? ' thing' : ' things'}</span>
    </span>
  );
}
