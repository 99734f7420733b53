// What a press of "Buy now" would do for whoever is here, asked of the server since the page itself is the same for everybody.
import { useEffect, useState } from 'react';
import type { DrawnClick } from '../../_one-click/draw-one-click.ts';
import type { OpenOrder } from '../../cart/one-click/open-order.ts';
import type { BuyState } from './buy-state.ts';

/** A press that was meant for the words before must not pay: new ones take a moment until they count. */
const settleMs = 500;
const afterChangeMs = 150;

type Drawn = { click: DrawnClick | null; open: OpenOrder | null };
const nothing: Drawn = { click: null, open: null };

/** Asks at first, whenever size or quantity change, and after an answer that ordered nothing; whoever has no permission is asked for once. */
export function useDrawnClick(slug: string, button: { current: HTMLButtonElement | null }, state: BuyState) {
  const [{ click, open }, setDrawn] = useState<Drawn>(nothing);
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
        .then((answer) => (answer.ok ? (answer.json() as Promise<Drawn>) : nothing))
        .catch(() => nothing); // without an answer the way through checkout stays
      if (signal.aborted) return;
      setDrawn(drawn);
      setAsking(false);
      setSettled(false);
      timer = setTimeout(() => setSettled(true), settleMs);
      if (drawn.click) form.addEventListener('change', askSoon);
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

  return { click, open, asking, settled };
}
