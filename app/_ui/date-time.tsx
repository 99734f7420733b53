// A moment, written for people with its zone, and for machines in ISO 8601.
import type { ReactNode } from 'react';

type Shape = 'date' | 'time' | 'date-time';
type Props = { at: Date; timeZone: string; show?: Shape; className?: string };

const shapes: Record<Shape, Intl.DateTimeFormatOptions> = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
  'date-time': {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
};

export function DateTime({ at, timeZone, show = 'date-time', className }: Props): ReactNode {
  return (
    <time dateTime={at.toISOString()} className={className}>
      {momentWords(at, timeZone, show)}
    </time>
  );
}

/** The same as plain text, for sentences. */
export function momentWords(at: Date, timeZone: string, show: Shape): string {
  return new Intl.DateTimeFormat('en-GB', { ...shapes[show], timeZone }).format(at);
}
