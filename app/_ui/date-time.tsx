// A moment, written for people with its zone, and for machines in ISO 8601.
import type { ReactNode } from 'react';

type Props = { at: Date; timeZone: string; show?: 'date' | 'time' | 'date-time'; className?: string };

const shapes: Record<NonNullable<Props['show']>, Intl.DateTimeFormatOptions> = {
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
  const words = new Intl.DateTimeFormat('en-GB', { ...shapes[show], timeZone }).format(at);
  return (
    <time dateTime={at.toISOString()} className={className}>
      {words}
    </time>
  );
}
