import type { ReactNode } from 'react';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { turnOff } from './actions.ts';

type Props = { from: 'account' | 'cart'; children: ReactNode };

/** One press. Pressed twice it is off all the same. */
export function TurnOffForm({ from, children }: Props): ReactNode {
  return (
    <form action={turnOff}>
      <input type="hidden" name="from" value={from} />
      <SubmitButton
        tone={from === 'cart' ? 'quiet' : 'danger'}
        className={from === 'cart' ? '-mr-3 min-h-11! px-3! text-14!' : undefined}
        pendingLabel="Turning off…"
      >
        {children}
      </SubmitButton>
    </form>
  );
}
