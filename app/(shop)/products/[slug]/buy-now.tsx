'use client';
// "Buy now" beside "Add to cart". As drawn for everybody it leads to checkout, and needs no script for that. For whoever allowed the shop
// to charge their wallet the server is asked what a press would do, and the button says that instead; its place is kept, nothing moves.
import { type MouseEvent, type ReactNode, useActionState, useEffect, useRef, useState } from 'react';
import { buttonClass } from '#app/_ui/button.tsx';
import type { DrawnClick } from '../../_one-click/draw-one-click.ts';
import { buyNow } from './actions.ts';
import { type BuyState, fresh } from './buy-state.ts';

/** A press that was meant for the words before must not pay: new ones take a moment until they count. */
const settleMs = 500;
const afterChangeMs = 150;

export function BuyNow({ slug }: { slug: string }): ReactNode {
  const [state, action, pending] = useActionState(buyNow, fresh);
  const button = useRef<HTMLButtonElement>(null);
  const [offline, setOffline] = useState(false);
  const { click, asking, settled } = useDrawnClick(slug, button, state);

  const waiting = pending || asking || !settled;

  function holdBack(event: MouseEvent): void {
    setOffline(!navigator.onLine);
    if (waiting || !navigator.onLine) event.preventDefault();
  }

  return (
    <div className="grid min-h-25 content-start gap-2">
      <input type="hidden" name="slug" value={slug} />
      {click && (
        <>
          <input type="hidden" name="clickKey" value={click.clickKey} />
          <input type="hidden" name="says" value={click.says} />
          <input type="hidden" name="shownTotalMinor" value={click.shownTotalMinor} />
        </>
      )}
      <button
        ref={button}
        type="submit"
        formAction={action}
        aria-busy={pending || asking}
        aria-disabled={waiting}
        onClick={holdBack}
        className={buttonClass({ tone: click ? 'wallet' : 'secondary', wide: true }, 'py-2 text-balance')}
      >
        {pending ? (click?.says === 'now' ? 'Paying…' : 'One moment…') : asking ? 'Asking Paysera…' : (click?.label ?? 'Buy now')}
      </button>
      <p role={state.kind === 'fresh' && !offline ? undefined : 'alert'} className="text-14 text-ink-soft">
        {offline
          ? 'You are offline. Nothing was sent.'
          : (refusal(state) ?? (click ? click.note : 'Puts it in the cart and opens checkout.'))}{' '}
        {click?.signInAgain && (
          <a href={`/sign-in?error=again&returnTo=/products/${slug}`} className="link">
            Sign in again to pay without a PIN
          </a>
        )}
      </p>
    </div>
  );
}

function refusal(state: BuyState): ReactNode {
  switch (state.kind) {
    case 'fresh':
      return null;
    case 'total-changed':
      return (
        <span className="text-warning">
          The price changed from <span className="money">{state.shown}</span> to <span className="money">{state.now}</span>. You were not
          charged.
        </span>
      );
    case 'sold-out':
      return <span className="text-warning">Somebody was quicker: not enough is left. You were not charged.</span>;
    case 'unknown':
      return <span className="text-warning">That could not be ordered. You were not charged.</span>;
  }
}

/** Asks at first, whenever size or quantity change, and after an answer that ordered nothing; whoever has no permission is asked for once. */
function useDrawnClick(slug: string, button: { current: HTMLButtonElement | null }, state: BuyState) {
  const [click, setClick] = useState<DrawnClick | null>(null);
  const [asking, setAsking] = useState(false);
  const [settled, setSettled] = useState(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer of the action is a reason to ask anew
  useEffect(() => {
    const form = button.current?.form;
    if (!form) return;
    let stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      stop.abort();
      stop = new AbortController();
      const { signal } = stop;
      const chosen = new FormData(form);
      const query = new URLSearchParams({ slug, variant: String(chosen.get('variantId')), quantity: String(chosen.get('quantity')) });
      const drawn = await fetch(`/cart/one-click?${query}`, { signal, cache: 'no-store' })
        .then((answer) => (answer.ok ? (answer.json() as Promise<{ click: DrawnClick | null }>) : null))
        .then((body) => body?.click ?? null)
        .catch(() => null); // without an answer the way through checkout stays
      if (signal.aborted) return;
      setClick(drawn);
      setAsking(false);
      setSettled(false);
      timer = setTimeout(() => setSettled(true), settleMs);
      if (drawn) form.addEventListener('change', askSoon);
    };
    const askSoon = () => {
      clearTimeout(timer);
      stop.abort();
      setAsking(true);
      timer = setTimeout(ask, afterChangeMs);
    };
    // Taken out of the browser's memory of pages, the key on it is one of before.
    const askIfKept = (event: PageTransitionEvent) => {
      if (event.persisted) askSoon();
    };
    ask();
    window.addEventListener('pageshow', askIfKept);
    return () => {
      stop.abort();
      clearTimeout(timer);
      form.removeEventListener('change', askSoon);
      window.removeEventListener('pageshow', askIfKept);
    };
  }, [slug, button, state]);

  return { click, asking, settled };
}
