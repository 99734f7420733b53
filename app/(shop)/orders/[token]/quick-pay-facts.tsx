// What an order has to do with quick pay: the way it was paid, what is left of the permission, and what became of one asked for with it.
// Amounts of the permission are its owner's; whoever only has the link learns the way and no more.
import type { ReactNode } from 'react';
import { DateTime } from '#app/_ui/date-time.tsx';
import { Money } from '#app/_ui/money.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { OrderView } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';

const quickPayPage = '/account/quick-pay';

export function WayOfPaying({ order, own }: { order: OrderView; own: boolean }): ReactNode {
  const { way, quickPay } = order;
  if (way !== 'allowance') return 'With the PIN, at Paysera';
  if (!own || !quickPay) return 'Without a PIN, under a permission of the wallet’s owner';
  return (
    <>
      Without a PIN, under your permission: <Money amount={quickPay.leftAfter} /> of <Money amount={quickPay.weekly} /> left this week after
      it.{' '}
      <a href={quickPayPage} className="link no-print">
        See quick pay
      </a>
    </>
  );
}

/** Only for its owner, and only once something is known. */
export function GrantNews({ grant }: { grant: NonNullable<OrderView['grant']> }): ReactNode {
  const { outcome, weekly, ceiling, until } = grant;
  switch (outcome) {
    case 'active':
      return (
        <Notice
          tone="positive"
          title="Quick pay is on"
          action={
            <a href={quickPayPage} className="link inline-flex min-h-11 items-center">
              See or turn it off
            </a>
          }
        >
          You can pay here without a PIN: up to <Money amount={weekly} /> a week, at most <Money amount={ceiling} /> for one purchase, until{' '}
          <DateTime at={until} timeZone={services().env.shopTimeZone} show="date" />.
        </Notice>
      );
    case 'wrong-wallet':
      return (
        <Notice tone="warning" title="Quick pay is not on">
          The permission was given on a wallet that is not connected here, so we cancelled it at once. This payment stands.
        </Notice>
      );
    case 'declined':
      return <Notice>You left quick pay out at Paysera. Nothing is permitted; every payment needs your PIN.</Notice>;
    case 'never-active':
      return (
        <Notice tone="warning" title="Quick pay is not on">
          Paysera did not make the permission active, so nothing is permitted; every payment needs your PIN. This payment stands.
        </Notice>
      );
    case 'not-paid':
    case 'waiting':
    case 'ended':
      return null;
  }
}
