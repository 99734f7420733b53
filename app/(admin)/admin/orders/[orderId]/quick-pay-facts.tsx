// How the payment was approved: by PIN or by a permission, what the limit was before and after, and why a one-click asked for the PIN.
import type { ReactNode } from 'react';
import { formatMoney } from '#lib/money/format-money.ts';
import type { StaffOrderView } from '#lib/orders/order-store.ts';
import { Fact } from '../../fact-list.tsx';

const pinReasons: Record<string, string> = {
  'over-weekly': 'over the limit a week',
  'over-ceiling': 'over the ceiling of a purchase',
  'used-meanwhile': 'the permission was used meanwhile',
  'cannot-cover': 'the wallet could not cover it',
  ended: 'the permission had ended',
  changed: 'the permission changed at that moment',
  'sign-in-again': 'signed in too long ago',
  unreachable: 'Paysera was not reached',
};

const grants = {
  waiting: 'Asked for, not answered yet',
  active: 'Given with this purchase',
  declined: 'Asked for and declined',
  'not-paid': 'Asked for, but its purchase was not paid',
  'never-active': 'Asked for, but Paysera never made it active',
  'wrong-wallet': 'Given for another wallet, cancelled at once',
  ended: 'Given with this purchase, ended since',
} as const;

export function QuickPayFacts({ order: { way, quickPay, pinReason, grant } }: { order: StaffOrderView }): ReactNode {
  return (
    <>
      {way && <Fact name="Approved">{way === 'allowance' ? 'Without PIN, by quick pay' : 'With the PIN, at Paysera'}</Fact>}
      {quickPay && (
        <Fact name="Weekly limit">
          <span className="tabular-nums">
            {formatMoney(quickPay.weekly)}: {formatMoney(quickPay.leftBefore)} left before, {formatMoney(quickPay.leftAfter)} after
          </span>
        </Fact>
      )}
      {pinReason && (
        <Fact name="PIN, because">
          {pinReason.by && `${formatMoney(pinReason.by)} `}
          {pinReasons[pinReason.kind] ?? pinReason.kind}
        </Fact>
      )}
      {grant && (
        <Fact name="Permission">
          {grants[grant.outcome]}: {formatMoney(grant.weekly)} a week, {formatMoney(grant.ceiling)} a purchase
        </Fact>
      )}
    </>
  );
}
