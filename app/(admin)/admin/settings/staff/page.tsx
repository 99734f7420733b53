import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { readDraft } from '#app/_auth/fresh-sign-in.ts';
import { requireStaff } from '#app/_auth/session.ts';
import { type Column, DataTable } from '#app/_ui/data-table.tsx';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { listStaff, type StaffMember } from '#lib/accounts/change-staff.ts';
import { services } from '#lib/services.ts';
import { BackLink } from '../../back-link.tsx';
import { DeskFrame } from '../../desk-frame.tsx';
import { DeskTime } from '../../desk-time.tsx';
import type { Raw } from '../../read-query.ts';
import { SaidOnce, type Sayings } from '../../said-once.tsx';
import { SignInAgain } from '../../sign-in-again.tsx';
import { AddMember, ChangeMember } from './member-form.tsx';

export const metadata: Metadata = { title: 'People' };

const path = '/admin/settings/staff';
const answers = {
  changed: { tone: 'positive', title: 'Changed', text: 'It counts from their next request on; they are asked to sign in anew.' },
  unchanged: { tone: 'info', title: 'Nothing to change', text: 'It was so already.' },
} as const satisfies Sayings;

export default async function StaffPage({ searchParams }: { searchParams: Promise<Raw> }): Promise<ReactNode> {
  const staff = await requireStaff('staff.read', path);
  const s = services();
  const [members, draft, { answered }] = await Promise.all([listStaff(s), readDraft(staff, path), searchParams]);
  const time = { timeZone: s.env.shopTimeZone, now: s.clock.now() };
  const me = staff.shopper.payseraUserId.toString();
  const columns: Column<StaffMember>[] = [
    {
      key: 'name',
      head: 'Who',
      className: 'w-full',
      cell: ({ name, email, payseraUserId }) => (
        <span>
          {name ?? email ?? 'Has not signed in yet'}
          <span className="block text-12 text-ink-soft">Paysera user {payseraUserId}</span>
        </span>
      ),
    },
    { key: 'role', head: 'As', cell: ({ role }) => (role === 'owner' ? 'Owner' : 'Clerk') },
    { key: 'since', head: 'Since', from: 'md', cell: ({ since }) => <DeskTime at={since} {...time} /> },
    {
      key: 'change',
      head: 'Change',
      align: 'right',
      cell: ({ payseraUserId, name, role }) =>
        payseraUserId === me ? (
          <span className="text-ink-soft">You</span>
        ) : (
          <ChangeMember who={payseraUserId} name={name ?? payseraUserId} role={role} />
        ),
    },
  ];
  return (
    <DeskFrame staff={staff} section="settings">
      <BackLink href="/admin/settings">Settings</BackLink>
      <DeskHeading title="Who works at the desk" intro="They sign in with their own Paysera wallet. Nobody changes themselves." />
      <SaidOnce sayings={answers} name={answered} />
      <div className="grid max-w-[56rem] gap-8">
        <SignInAgain staff={staff} draft={draft} />
        <div className="-mx-4 overflow-x-auto">
          <DataTable
            caption="People at the desk, owners first"
            columns={columns}
            rows={members}
            rowKey={({ payseraUserId }) => payseraUserId}
            empty={null}
          />
        </div>
        <section aria-labelledby="add">
          <h2 id="add" className="mb-3 text-14 font-semibold">
            Add somebody
          </h2>
          <AddMember draft={draft} />
        </section>
      </div>
    </DeskFrame>
  );
}
