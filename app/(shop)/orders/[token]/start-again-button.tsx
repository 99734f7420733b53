import type { ReactNode } from 'react';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { startAgain } from './actions.ts';

export function StartAgainButton({ token }: { token: string }): ReactNode {
  return (
    <form action={startAgain}>
      <input type="hidden" name="token" value={token} />
      <SubmitButton wide pendingLabel="Filling your cart…">
        Start again with the same things
      </SubmitButton>
    </form>
  );
}
