'use client';
// Keeps an order's page true while a payment is under way: asks the shop's own server, and draws the page anew when the answer
// changed. The region is there from the first render, so that a screen reader hears what changes inside it.
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';

type Props = {
  token: string;
  state: string;
  poll: boolean;
  /** The page says itself how long it takes: no words about waiting. */
  quiet: boolean;
  amount: string;
  children: ReactNode;
};

const stopAfterMs = 15 * 60_000;
const stillAfterMs = 10_000;
const slowAfterMs = 60_000;

function pauseMs(asked: number): number {
  if (asked < 10) return 1_000;
  return asked < 30 ? 3_000 : 10_000;
}

type Waiting = 'short' | 'still' | 'slow' | 'offline' | 'stopped';

export function LiveStatus({ token, state, poll, quiet, amount, children }: Props): ReactNode {
  const router = useRouter();
  const [waiting, setWaiting] = useState<Waiting>('short');

  useEffect(() => {
    if (!poll) return;
    const startedAtMs = performance.now();
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let asked = 0;
    const ask = async (): Promise<void> => {
      const waitedMs = performance.now() - startedAtMs;
      if (waitedMs > stopAfterMs) return setWaiting('stopped');
      if (!navigator.onLine) setWaiting('offline');
      else setWaiting(waitedMs > slowAfterMs ? 'slow' : waitedMs > stillAfterMs ? 'still' : 'short');
      const answer = await fetch(`/orders/${token}/status`, { signal: stop.signal, cache: 'no-store' })
        .then((response) => (response.ok ? (response.json() as Promise<{ state: string }>) : null))
        .catch(() => null);
      if (stop.signal.aborted) return;
      if (answer && answer.state !== state) router.refresh();
      asked += 1;
      timer = setTimeout(ask, pauseMs(asked));
    };
    timer = setTimeout(ask, pauseMs(0));
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [token, state, poll, router]);

  return (
    <div role="status" className="grid gap-3">
      {children}
      {poll && (!quiet || waiting === 'offline') && <p className="min-h-[1.625rem] text-ink-soft">{waitingWords(waiting, amount)}</p>}
    </div>
  );
}

function waitingWords(waiting: Waiting, amount: string): string {
  switch (waiting) {
    case 'short':
      return '';
    case 'still':
      return `Still asking about ${amount}. You can close this page; its address keeps your order.`;
    case 'slow':
      return 'Paysera has not answered yet. Please don’t pay again. The order is saved.';
    case 'offline':
      return 'You are offline. Your order is saved, and this page goes on by itself when you are back.';
    case 'stopped':
      return 'This page has stopped asking. Open it again later to see how it went; please don’t pay again before.';
  }
}
