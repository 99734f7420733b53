// Where the shop's rule asks for two people: what is waited for, or what came of it, said above the form.
import type { ReactNode } from 'react';
import { Notice } from '#app/_ui/notice.tsx';
import { isUsable, type RefundRequest } from '#lib/orders/refund-request-store.ts';
import { DeskTime } from '../../../desk-time.tsx';

type Props = { request: RefundRequest | null; timeZone: string; now: Date };

export function SecondPerson({ request, ...time }: Props): ReactNode {
  if (request && isUsable(request, time.now)) {
    return (
      <Notice size="desk" tone="positive" title="A second person agreed">
        {request.decidedBy ?? 'Another owner'} agreed, <DeskTime at={request.decidedAt as Date} {...time} />. It can be given back until{' '}
        <DeskTime at={request.agreedUntil as Date} {...time} />.
      </Notice>
    );
  }
  if (request?.status === 'open') {
    return (
      <Notice size="desk" tone="warning" title="This waits for a second person">
        <p>
          {request.askedBy.name} asked, <DeskTime at={request.askedAt} {...time} />: {request.reason}
        </p>
        <p>
          {request.returnGoods ? 'The goods are back.' : 'The goods are not back.'} The request ends by itself,{' '}
          <DeskTime at={request.expiresAt} {...time} />.
        </p>
      </Notice>
    );
  }
  return (
    <Notice size="desk" title="This amount needs a second person">
      {request?.status === 'declined' && (
        <p>
          {request.decidedBy ?? 'Another owner'} declined it before: {request.decisionReason}
        </p>
      )}
      {request?.status === 'expired' && <p>It was asked for before, and nobody decided in time.</p>}
      <p>Your press asks for it. Another owner agrees or declines within a day, and only then money leaves.</p>
    </Notice>
  );
}
