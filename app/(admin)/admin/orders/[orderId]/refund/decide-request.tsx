// The second person's two buttons; for whoever asked, the one to take it back.
import type { ReactNode } from 'react';
import type { Draft } from '#app/_auth/draft.ts';
import type { Staff } from '#app/_auth/session.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import type { RefundRequest } from '#lib/orders/refund-request-store.ts';
import { SignInAgain } from '../../../sign-in-again.tsx';
import { RequestForm } from './request-form.tsx';

type Props = { request: RefundRequest; own: boolean; staff: Staff; draft: Draft | null };

export function DecideRequest({ request, own, staff, draft }: Props): ReactNode {
  const about = { orderId: request.orderId, requestId: request.id, draft };
  return (
    <>
      <SignInAgain staff={staff} draft={draft} />
      {own ? (
        <>
          <p>You asked for it, so another owner has to agree or decline.</p>
          <RequestForm {...about} as="withdrawn" label="Take it back" />
        </>
      ) : (
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <section className="grid gap-3 rounded-card border border-line bg-paper-raised p-4">
            <h2 className="text-14 font-semibold">Agree</h2>
            <p className="text-ink-soft">Paysera is asked at once, where it still gives this payment back.</p>
            <RequestForm {...about} as="agreed" label={`Agree: give ${formatMoney(request.amount)} back`} />
          </section>
          <section className="grid gap-3 rounded-card border border-line bg-paper-raised p-4">
            <h2 className="text-14 font-semibold">Decline</h2>
            <p className="text-ink-soft">Nothing is given back. It can be asked for again.</p>
            <RequestForm {...about} as="declined" label="Decline" />
          </section>
        </div>
      )}
    </>
  );
}
