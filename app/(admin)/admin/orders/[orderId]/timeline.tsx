// The diary of an order, newest first: every call, callback and change, who caused it, and what was said.
import { ArrowLeftRight, BellRing, ChevronRight, Clock, CornerDownLeft, type LucideIcon, Store, User, UserCog } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TimelineEntry } from '#lib/orders/order-store.ts';
import { DeskTime } from '../../desk-time.tsx';

const sources: Record<string, { Icon: LucideIcon; words: string }> = {
  shopper: { Icon: User, words: 'Shopper' },
  staff: { Icon: UserCog, words: 'Desk' },
  paysera: { Icon: ArrowLeftRight, words: 'Call to Paysera' },
  callback: { Icon: BellRing, words: 'Paysera’s callback' },
  return: { Icon: CornerDownLeft, words: 'Back from Paysera' },
  // The worker, on its own beat: what is due to be read, and what is due to end.
  poll: { Icon: Clock, words: 'Asked by ourselves' },
  sweep: { Icon: Clock, words: 'Sweep' },
};
const ourselves = { Icon: Store, words: 'Shop' };

type Props = { events: TimelineEntry[]; timeZone: string; now: Date };

export function Timeline({ events, ...time }: Props): ReactNode {
  return (
    <section aria-labelledby="timeline" className="min-w-0 lg:border-l lg:border-line lg:pl-8">
      <h2 id="timeline" className="mb-3 text-14 font-semibold">
        Timeline
      </h2>
      <ol className="grid">
        {events.toReversed().map((event, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the diary has no other key for a page, and the list is never reordered
          <Entry key={place} event={event} {...time} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ event, timeZone, now }: { event: TimelineEntry; timeZone: string; now: Date }): ReactNode {
  const { Icon, words } = sources[event.source] ?? ourselves;
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3 [&:last-child_.thread]:hidden">
      <span className="flex flex-col items-center">
        <span className="grid size-7 shrink-0 place-items-center rounded-full border border-line bg-paper-raised text-ink-soft">
          <Icon aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
        </span>
        <span aria-hidden="true" className="thread w-px flex-1 bg-line" />
      </span>
      <div className="min-w-0 pt-1 pb-4">
        <p className="break-words">{event.summary}</p>
        <Said data={Object.entries(event.data)}>
          {words} · <DeskTime at={event.at} timeZone={timeZone} now={now} show="seconds" />
        </Said>
      </div>
    </li>
  );
}

/** The line of who and when; where something was said or sent, it opens to show that too. */
function Said({ data, children }: { data: [string, unknown][]; children: ReactNode }): ReactNode {
  if (data.length === 0) return <p className="text-12 text-ink-soft">{children}</p>;
  return (
    <details className="group/said text-12">
      <summary className="flex list-none items-center gap-1 text-ink-soft transition-colors hover:text-ink [&::-webkit-details-marker]:hidden">
        <span>{children}</span>
        <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 transition-transform group-open/said:rotate-90" strokeWidth={1.75} />
        <span className="sr-only">Details</span>
      </summary>
      <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 rounded-control bg-paper-sunk px-3 py-2 font-mono">
        {data.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="break-all">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
