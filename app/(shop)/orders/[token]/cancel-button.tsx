import type { ReactNode } from 'react';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { cancelOrder } from './actions.ts';

export function CancelButton({ token }: { token: string }): ReactNode {
  return (
    <form action={cancelOrder}>
      <input type="hidden" name="token" value={token} />
      <SubmitButton tone="quiet" wide pendingLabel="Cancelling…">
        Cancel this order
      </SubmitButton>
    </form>
  );
}
