import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Draft } from '#app/_auth/draft.ts';
import { readDraft } from '#app/_auth/fresh-sign-in.ts';
import { requireStaff, type Staff } from '#app/_auth/session.ts';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { Money } from '#app/_ui/money.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { mayDo } from '#lib/accounts/permissions.ts';
import { readPermission } from '#lib/allowances/permissions-for-staff.ts';
import { services } from '#lib/services.ts';
import { BackLink } from '../../back-link.tsx';
import { DeskFrame } from '../../desk-frame.tsx';
import { DeskTime } from '../../desk-time.tsx';
import { Fact, FactList } from '../../fact-list.tsx';
import type { Raw } from '../../read-query.ts';
import { SignInAgain } from '../../sign-in-again.tsx';
import { PermissionState } from '../permission-state.tsx';
import { customerOf, endWords } from '../permission-words.ts';
import { cancelPermission } from './actions.ts';
import { History } from './history.tsx';
import { Uses } from './uses.tsx';

type Props = { params: Promise<{ allowanceId: string }>; searchParams: Promise<Raw> };

export const metadata: Metadata = { title: 'Permission' };

export default async function PermissionPage({ params, searchParams }: Props): Promise<ReactNode> {
  const { allowanceId } = await params;
  const staff = await requireStaff('quick-pay.read', `/admin/permissions/${encodeURIComponent(allowanceId)}`);
  const s = services();
  const permission = await readPermission(s, allowanceId);
  if (!permission) notFound();
  const draft = await readDraft(staff, `/admin/permissions/${allowanceId}`);
  const time = { timeZone: s.env.shopTimeZone, now: s.clock.now() };
  const { customer, order, status, why, walletId } = permission;
  return (
    <DeskFrame staff={staff} section="permissions">
      <BackLink href="/admin/permissions">Quick pay</BackLink>
      <DeskHeading
        title={
          <span className="flex flex-wrap items-center gap-3">
            {customerOf(permission)}
            <PermissionState permission={permission} now={time.now} />
          </span>
        }
        intro={
          <>
            <Money amount={permission.left} /> of <Money amount={permission.weekly} /> left in seven days
          </>
        }
        aside={
          status === 'active' &&
          mayDo(staff.role, 'quick-pay.cancel') && (
            <Cancel allowanceId={allowanceId} name={customerOf(permission)} staff={staff} draft={draft} />
          )
        }
      />
      {status === 'ended' && <Answer answered={(await searchParams).answered} />}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 content-start gap-8">
          <Uses uses={permission.uses} {...time} />
          <FactList title="Permission">
            <Fact name="At most a week">
              <Money amount={permission.weekly} />
            </Fact>
            <Fact name="A purchase">
              <Money amount={permission.ceiling} /> <span className="text-ink-soft">(the shop’s own promise)</span>
            </Fact>
            <Fact name="Given">
              <DeskTime at={permission.since} {...time} /> with{' '}
              <a href={`/admin/orders/${order.id}`} className="link">
                order {order.number}
              </a>
            </Fact>
            <Fact name="Until">
              <DeskTime at={permission.validUntil} {...time} />
            </Fact>
            {permission.endedAt && (
              <Fact name="Ended">
                <DeskTime at={permission.endedAt} {...time} />
                {why && `. ${endWords[why]}.`}
              </Fact>
            )}
            <Fact name="Customer">
              {customer.email ? (
                <a href={`/admin/orders?text=${encodeURIComponent(customer.email)}`} className="link break-words">
                  {customer.email}
                </a>
              ) : (
                '–'
              )}
            </Fact>
            <Fact name="Wallet">{walletId ?? '–'}</Fact>
          </FactList>
        </div>
        <History events={permission.history} {...time} />
      </div>
    </DeskFrame>
  );
}

/** The first press opens what it would mean; the second does it. Both work without JavaScript. */
function Cancel({ allowanceId, name, staff, draft }: { allowanceId: string; name: string; staff: Staff; draft: Draft | null }): ReactNode {
  return (
    <details className="relative" open={draft !== null}>
      <summary className="inline-flex min-h-8 list-none items-center rounded-control border border-danger bg-paper-raised px-3 font-semibold text-danger hover:bg-danger-surface [&::-webkit-details-marker]:hidden">
        Cancel permission…
      </summary>
      <form
        action={cancelPermission}
        className="mt-2 grid max-w-80 gap-3 rounded-card border border-line-strong bg-paper-raised p-4 sm:absolute sm:right-0 sm:z-10 sm:w-80"
      >
        <input type="hidden" name="allowanceId" value={allowanceId} />
        <SignInAgain staff={staff} draft={draft} />
        <p>Nothing more is charged to {name} without a PIN, from this moment on. Only they can allow it again.</p>
        <SubmitButton tone="danger" size="desk" pendingLabel="Cancelling…">
          Cancel this permission
        </SubmitButton>
      </form>
    </details>
  );
}

function Answer({ answered }: { answered: string | string[] | undefined }): ReactNode {
  if (answered !== 'off' && answered !== 'off-not-told' && answered !== 'none') return null;
  return (
    <div className="mb-5">
      {answered === 'off' && (
        <Notice tone="positive" size="desk" role="status" title="Cancelled">
          Paysera was told, and nothing more goes without a PIN.
        </Notice>
      )}
      {answered === 'off-not-told' && (
        <Notice tone="warning" size="desk" role="status" title="Cancelled here; Paysera is told later">
          Nothing more is charged from this moment. Paysera could not be reached and is told as soon as it answers.
        </Notice>
      )}
      {answered === 'none' && (
        <Notice tone="info" size="desk" role="status" title="Nothing to cancel">
          This permission had ended already.
        </Notice>
      )}
    </div>
  );
}
