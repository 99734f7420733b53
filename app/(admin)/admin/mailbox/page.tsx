import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { type Column, DataTable } from '#app/_ui/data-table.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { listMailbox, type MailboxLetter } from '#lib/outbox/mailbox-store.ts';
import { services } from '#lib/services.ts';
import { DeskFrame } from '../desk-frame.tsx';
import { DeskTime } from '../desk-time.tsx';
import { LinkedRows, RowLink } from '../row-link.tsx';

export const metadata: Metadata = { title: 'Mailbox' };

/** Only where no mail server is set up; with one, letters leave and are not kept. */
export default async function MailboxPage(): Promise<ReactNode> {
  const staff = await requireStaff('mailbox.read', '/admin/mailbox');
  const s = services();
  if (s.env.mail) notFound();
  const letters = await listMailbox(s);
  const time = { timeZone: s.env.shopTimeZone, now: s.clock.now() };
  const columns: Column<MailboxLetter>[] = [
    {
      key: 'subject',
      head: 'Subject',
      className: 'w-full',
      cell: ({ id, subject }) => <RowLink href={`/admin/mailbox/${id}`}>{subject}</RowLink>,
    },
    { key: 'to', head: 'To', from: 'sm', cell: ({ recipient }) => recipient },
    { key: 'sent', head: 'Sent', cell: ({ sentAt }) => <DeskTime at={sentAt} {...time} /> },
  ];
  return (
    <DeskFrame staff={staff} section="mailbox">
      <DeskHeading
        title="Mailbox"
        intro="No mail server is set up, so letters to customers land here instead of leaving. The newest fifty."
      />
      <LinkedRows>
        <DataTable
          caption="Letters, newest first"
          columns={columns}
          rows={letters}
          rowKey={({ id }) => id}
          empty={
            <div className="px-4">
              <EmptyState title="No letters yet">A receipt comes here the moment an order is paid.</EmptyState>
            </div>
          }
        />
      </LinkedRows>
    </DeskFrame>
  );
}
