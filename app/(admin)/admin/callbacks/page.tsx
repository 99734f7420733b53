import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { ButtonLink } from '#app/_ui/button.tsx';
import { type Column, DataTable } from '#app/_ui/data-table.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { StatusBadge } from '#app/_ui/status-badge.tsx';
import type { StoredCallback } from '#lib/callbacks/callback-store.ts';
import { callbackOutcomes, searchCallbacks } from '#lib/callbacks/search-callbacks.ts';
import { services } from '#lib/services.ts';
import { Chip, Chips } from '../chip.tsx';
import { DeskFrame } from '../desk-frame.tsx';
import { DeskTime } from '../desk-time.tsx';
import { PageTurner } from '../page-turner.tsx';
import { addressOf, oneOf, type Raw, word } from '../read-query.ts';
import { LinkedRows, RowLink } from '../row-link.tsx';
import { SearchBox } from '../search-box.tsx';
import { eventTypes, outcomeNames, outcomeOf, typeWords } from './callback-words.ts';

export const metadata: Metadata = { title: 'Callbacks' };

const path = '/admin/callbacks';
const spans = { hour: 1, day: 24, week: 24 * 7 } as const;
const spanNames = { hour: 'Last hour', day: 'Last 24 hours', week: 'Last 7 days' } as const;
const spanKeys = Object.keys(spans) as (keyof typeof spans)[];

function readQuery(raw: Raw) {
  return {
    show: oneOf(raw, 'show', ['forged', ...callbackOutcomes] as const),
    type: oneOf(raw, 'type', eventTypes),
    span: oneOf(raw, 'span', spanKeys),
    order: word(raw, 'order')?.replace(/^#/, ''),
  };
}

export default async function CallbacksPage({ searchParams }: { searchParams: Promise<Raw> }): Promise<ReactNode> {
  const raw = await searchParams;
  const query = readQuery(raw);
  const staff = await requireStaff('callbacks.read', addressOf(path, query));
  const s = services();
  const { show, type, span, order } = query;
  const found = await searchCallbacks(s, {
    ...(show === 'forged' ? { verdict: 'forged' } : show ? { outcome: show } : {}),
    ...(type ? { type } : {}),
    ...(span ? { hours: spans[span] } : {}),
    ...(order ? { orderNumber: order } : {}),
    ...cursorOf(raw),
  });
  const time = { timeZone: s.env.shopTimeZone, now: s.clock.now() };
  const filtered = Object.values(query).some(Boolean);
  const to = (change: Partial<typeof query>) => addressOf(path, { ...query, ...change });
  return (
    <DeskFrame staff={staff} section="callbacks">
      <DeskHeading
        title="Callbacks"
        intro={`What Paysera posted, newest first. They only make us ask; nothing they say is believed. Times in ${s.env.shopTimeZone}.`}
      />
      <div className="mb-4 grid gap-2">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <Chips label="Outcome">
            <Chip href={to({ show: undefined })} chosen={!show}>
              All
            </Chip>
            {callbackOutcomes.map((one) => (
              <Chip key={one} href={to({ show: one })} chosen={show === one}>
                {outcomeNames[one]}
              </Chip>
            ))}
            <Chip href={to({ show: 'forged' })} chosen={show === 'forged'}>
              Forged
            </Chip>
          </Chips>
          <SearchBox action={path} name="order" text={order} label="Order number" placeholder="Order number" keep={{ show, type, span }} />
        </div>
        <Chips label="Received">
          <Chip href={to({ span: undefined })} chosen={!span}>
            Any time
          </Chip>
          {spanKeys.map((one) => (
            <Chip key={one} href={to({ span: one })} chosen={span === one}>
              {spanNames[one]}
            </Chip>
          ))}
        </Chips>
        <Chips label="Type">
          <Chip href={to({ type: undefined })} chosen={!type}>
            Any type
          </Chip>
          {eventTypes.map((one) => (
            <Chip key={one} href={to({ type: one })} chosen={type === one}>
              {one.replace('transaction.', '').replaceAll('_', ' ')}
            </Chip>
          ))}
        </Chips>
      </div>
      <LinkedRows>
        <DataTable
          caption="Callbacks, newest first"
          columns={columnsWith(time)}
          rows={found.callbacks}
          rowKey={({ hash, receivedAt }) => `${hash} ${receivedAt.getTime()}`}
          empty={
            <div className="px-4">
              {filtered ? (
                <EmptyState title="No callback matches" action={<Show href={path}>Show all callbacks</Show>}>
                  Nothing that was received fits these filters.
                </EmptyState>
              ) : (
                <EmptyState title="No callbacks yet">
                  The first comes when a shopper answers on Paysera’s page. Orders are right without it too: we also ask by ourselves.
                </EmptyState>
              )}
            </div>
          }
        />
      </LinkedRows>
      <PageTurner
        newer={found.previous && addressOf(path, { ...query, before: found.previous })}
        older={found.next && addressOf(path, { ...query, after: found.next })}
      />
    </DeskFrame>
  );
}

function Show({ href, children }: { href: string; children: ReactNode }): ReactNode {
  return (
    <ButtonLink href={href} tone="secondary" size="desk">
      {children}
    </ButtonLink>
  );
}

function cursorOf(raw: Raw): { after?: string; before?: string } {
  const [after, before] = [word(raw, 'after'), word(raw, 'before')];
  return after ? { after } : before ? { before } : {};
}

function columnsWith(time: { timeZone: string; now: Date }): Column<StoredCallback>[] {
  return [
    {
      key: 'received',
      head: 'Received',
      cell: ({ hash, receivedAt }) => (
        <RowLink href={`${path}/${hash}`}>
          <DeskTime at={receivedAt} {...time} show="seconds" />
        </RowLink>
      ),
    },
    {
      key: 'type',
      head: 'Type',
      from: 'sm',
      className: 'w-full',
      cell: ({ eventType }) => <span className="whitespace-nowrap">{typeWords(eventType)}</span>,
    },
    { key: 'order', head: 'Order', cell: ({ orderNumber }) => <span className="tabular-nums">{orderNumber ?? '–'}</span> },
    {
      key: 'handled',
      head: 'Handled',
      from: 'lg',
      cell: ({ handledAt }) => (handledAt ? <DeskTime at={handledAt} {...time} show="seconds" /> : '–'),
    },
    {
      key: 'outcome',
      head: 'Outcome',
      cell: (callback) => {
        const { tone, words } = outcomeOf(callback);
        return <StatusBadge tone={tone}>{words}</StatusBadge>;
      },
    },
  ];
}
