// A moment in a dense table or list: short, in the shop's zone with its name, exact to the second on hover.
import type { ReactNode } from 'react';

type Props = { at: Date; timeZone: string; now: Date; show?: 'minutes' | 'seconds' };

export function DeskTime({ at, timeZone, now, show = 'minutes' }: Props): ReactNode {
  const part = (options: Intl.DateTimeFormatOptions, moment = at) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(moment);
  const year = part({ year: 'numeric' }) === part({ year: 'numeric' }, now) ? undefined : 'numeric';
  const date = part({ day: 'numeric', month: 'short', year });
  const seconds = show === 'seconds' ? '2-digit' : undefined;
  const time = part({ hour: '2-digit', minute: '2-digit', second: seconds, hourCycle: 'h23', timeZoneName: 'short' });
  const exact = part({ dateStyle: 'full', timeStyle: 'long' });
  return (
    <time dateTime={at.toISOString()} title={exact} className="whitespace-nowrap tabular-nums">
      {date}, {time}
    </time>
  );
}
