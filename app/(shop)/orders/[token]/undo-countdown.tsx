'use client';
// How long a one-click can still be undone. It only shows what the server keeps: the seconds left come from there, and are counted
// down by this page's own stopwatch, so that a wrong clock of the device changes nothing.
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';

type Props = {
  /** Left when the server drew this, and all there were. */
  leftMs: number;
  windowMs: number;
  /** The moment in words, for when nothing counts. */
  until: string;
};

const stepMs = 200;

export function UndoCountdown({ leftMs, windowMs, until }: Props): ReactNode {
  const router = useRouter();
  const [nowLeftMs, setNowLeftMs] = useState<number | null>(null);

  useEffect(() => {
    const endsAt = performance.now() + leftMs;
    const tick = () => {
      const left = Math.max(0, endsAt - performance.now());
      setNowLeftMs(left);
      if (left > 0) return;
      clearInterval(timer);
      router.refresh();
    };
    const timer = setInterval(tick, stepMs);
    tick();
    return () => clearInterval(timer);
  }, [leftMs, router]);

  const seconds = Math.ceil((nowLeftMs ?? leftMs) / 1000);
  return (
    <div className="flex items-center gap-4">
      <Ring share={nowLeftMs === null ? 1 : nowLeftMs / Math.max(windowMs, leftMs)} seconds={nowLeftMs === null ? null : seconds} />
      <p className="text-16">
        <span className="block font-semibold">You can undo this</span>
        <span className="block text-ink-soft">{nowLeftMs === null ? `until ${until}` : secondsWords(seconds)}</span>
      </p>
    </div>
  );
}

function secondsWords(seconds: number): string {
  if (seconds <= 0) return 'The time is over.';
  return seconds === 1 ? 'for one more second' : `for ${seconds} more seconds`;
}

function Ring({ share, seconds }: { share: number; seconds: number | null }): ReactNode {
  return (
    <span className="relative inline-flex size-14 shrink-0 items-center justify-center" aria-hidden="true">
      <svg aria-hidden="true" viewBox="0 0 56 56" className="absolute inset-0 -rotate-90 fill-none" strokeWidth="4">
        <circle cx="28" cy="28" r="25" className="stroke-line" />
        <circle
          cx="28"
          cy="28"
          r="25"
          pathLength="100"
          strokeLinecap="round"
          strokeDasharray="100"
          strokeDashoffset={100 - 100 * share}
          className="stroke-accent transition-[stroke-dashoffset] duration-200 ease-linear"
        />
      </svg>
      <span className="money text-18 font-semibold">{seconds}</span>
    </span>
  );
}
