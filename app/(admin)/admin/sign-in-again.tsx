// Above a button that wants a fresh sign-in: says before the press that it leads through sign-in first, and after it that nothing was sent.
import type { ReactNode } from 'react';
import type { Draft } from '#app/_auth/draft.ts';
import { mustSignInFirst } from '#app/_auth/fresh-sign-in.ts';
import type { Staff } from '#app/_auth/session.ts';
import { Notice } from '#app/_ui/notice.tsx';

export function SignInAgain({ staff, draft }: { staff: Staff; draft: Draft | null }): ReactNode {
  if (mustSignInFirst(staff))
    return <p className="text-12 text-ink-soft">Pressing asks you to sign in once more first. What you typed comes back with you.</p>;
  if (!draft) return null;
  return (
    <Notice size="desk" role="status" title="You are signed in again">
      Nothing was sent yet. Look at it once more, and press.
    </Notice>
  );
}
