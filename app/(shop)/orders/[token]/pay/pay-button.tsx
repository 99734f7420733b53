import type { ReactNode } from 'react';
import { Money } from '#app/_ui/money.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { Money as Amount } from '#lib/money/money.ts';
import { payForOrder } from './actions.ts';

type Props = { token: string; total: Amount; label?: string };

/** The click that leads to Paysera, the same on the pay page and on the page of an unpaid order. */
export function PayButton({ token, total, label = 'Pay' }: Props): ReactNode {
  return (
    <form action={payForOrder}>
      <input type="hidden" name="token" value={token} />
      <SubmitButton tone="wallet" wide pendingLabel="Opening Paysera…">
        <span>
          {label} <Money amount={total} />
        </span>
      </SubmitButton>
    </form>
  );
}
