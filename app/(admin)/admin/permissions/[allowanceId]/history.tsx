// Everything that happened to the permission, newest first.
import type { ReactNode } from 'react';
import type { PermissionEvent } from '#lib/allowances/permissions-for-staff.ts';
import { DeskTime } from '../../desk-time.tsx';

export function History({ events, ...time }: { events: PermissionEvent[]; timeZone: string; now: Date }): ReactNode {
  return (
    <section aria-labelledby="history" className="min-w-0 lg:border-l lg:border-line lg:pl-8">
      <h2 id="history" className="mb-3 text-14 font-semibold">
        History
      </h2>
      {events.length === 0 ? (
        <p className="text-ink-soft">Nothing was written down yet.</p>
      ) : (
        <ol className="grid gap-3">
          {events.map(({ at, kind, summary, source }) => (
            <li key={`${at.getTime()} ${kind} ${summary}`}>
              <p className="break-words">{summary}</p>
              <p className="text-12 text-ink-soft">
                <span className="first-letter:uppercase">{source}</span> · <DeskTime at={at} {...time} show="seconds" />
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
