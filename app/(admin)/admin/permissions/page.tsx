import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { ButtonLink } from '#app/_ui/button.tsx';
import { type Column, DataTable } from '#app/_ui/data-table.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { Money } from '#app/_ui/money.tsx';
import { type PermissionRow, permissionLists, quickPayFigures, searchPermissions } from '#lib/allowances/permissions-for-staff.ts';
import { services } from '#lib/services.ts';
import { Chip, Chips } from '../chip.tsx';
import { DeskFrame } from '../desk-frame.tsx';
import { DeskTime } from '../desk-time.tsx';
import { PageTurner } from '../page-turner.tsx';
import { addressOf, oneOf, type Raw, word } from '../read-query.ts';
import { LinkedRows, RowLink } from '../row-link.tsx';
import { SearchBox } from '../search-box.tsx';
import { Figures } from './figures.tsx';
import { PermissionState } from './permission-state.tsx';
import { customerOf, listWords } from './permission-words.ts';

export const metadata: Metadata = { title: 'Quick pay' };

const path = '/admin/permissions';

export default async function PermissionsPage({ searchParams }: { searchParams: Promise<Raw> }): Promise<ReactNode> {
  const raw = await searchParams;
  const show = oneOf(raw, 'show', permissionLists) ?? 'active';
  const text = word(raw, 'text');
  const query = { show: show === 'active' ? undefined : show, text };
  const staff = await requireStaff('quick-pay.read', addressOf(path, query));
  const s = services();
  const now = s.clock.now();
  const [after, before] = [word(raw, 'after'), word(raw, 'before')];
  const [found, figures] = await Promise.all([
    searchPermissions(s, { show, ...(text ? { text } : {}), ...(after ? { after } : before ? { before } : {}) }),
    quickPayFigures(s, now),
  ]);
  const time = { timeZone: s.env.shopTimeZone, now };
  return (
    <DeskFrame staff={staff} section="permissions">
      <DeskHeading
        title="Quick pay"
        intro="What customers allowed the shop to charge without a PIN. They can be cancelled here, never made or enlarged."
      />
      <Figures figures={figures} />
      <div className="no-print mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <Chips label="Permissions">
          {permissionLists.map((one) => (
            <Chip key={one} href={addressOf(path, { show: one === 'active' ? undefined : one, text })} chosen={show === one}>
              {listWords[one]} <span className="ml-1.5 tabular-nums">{found.counts[one]}</span>
            </Chip>
          ))}
        </Chips>
        <SearchBox
          action={path}
          name="text"
          text={text}
          label="Search by customer"
          placeholder="Customer’s name or e-mail"
          keep={{ show: query.show }}
        />
      </div>
      <LinkedRows>
        <DataTable
          caption={`Permissions: ${listWords[show]}, newest first`}
          columns={columnsWith(time)}
          rows={found.permissions}
          rowKey={({ allowanceId }) => allowanceId}
          empty={
            <div className="px-4">
              <Nothing filtered={Boolean(text) || show !== 'active'} />
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

function Nothing({ filtered }: { filtered: boolean }): ReactNode {
  if (!filtered)
    return (
      <EmptyState title="No active permissions">
        Customers who connected a wallet are offered one on the pay page; it begins with the first purchase that they confirm.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No permission matches"
      action={
        <ButtonLink href={`${path}?show=all`} tone="secondary" size="desk">
          Show all permissions
        </ButtonLink>
      }
    >
      None is in this list for what you searched.
    </EmptyState>
  );
}

function columnsWith(time: { timeZone: string; now: Date }): Column<PermissionRow>[] {
  return [
    {
      key: 'customer',
      head: 'Customer',
      className: 'w-full',
      cell: (permission) => <RowLink href={`${path}/${permission.allowanceId}`}>{customerOf(permission)}</RowLink>,
    },
    { key: 'since', head: 'Since', from: 'lg', cell: ({ since }) => <DeskTime at={since} {...time} /> },
    { key: 'until', head: 'Until', from: 'md', cell: ({ endedAt, validUntil }) => <DeskTime at={endedAt ?? validUntil} {...time} /> },
    { key: 'ceiling', head: 'A purchase', align: 'right', from: 'lg', cell: ({ ceiling }) => <Money amount={ceiling} /> },
    { key: 'left', head: 'Left', align: 'right', cell: ({ status, left }) => (status === 'active' ? <Money amount={left} /> : '–') },
    {
      key: 'weekly',
      head: 'A week',
      align: 'right',
      from: 'sm',
      cell: ({ weekly }) => <Money amount={weekly} className="font-semibold" />,
    },
    { key: 'state', head: 'State', cell: (permission) => <PermissionState permission={permission} now={time.now} /> },
  ];
}
