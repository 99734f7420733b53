'use client';
// A client component so that what was typed stays when it is refused and a second press cannot be sent; it posts just as well without.
import { type ReactNode, useActionState } from 'react';
import { noAnswerYet } from '#app/_auth/form-state.ts';
import { Field } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { decideOnRequest } from './actions.ts';

type Props = {
  orderId: string;
  requestId: string;
  as: 'agreed' | 'declined' | 'withdrawn';
  label: string;
  draft: Record<string, string> | null;
};
const tones = { agreed: 'danger', declined: 'secondary', withdrawn: 'secondary' } as const;

export function RequestForm({ orderId, requestId, as, label, draft }: Props): ReactNode {
  const [state, action] = useActionState(decideOnRequest, noAnswerYet);
  const refused = state.tone === 'refused' ? state : null;
  const typed = refused?.typed ?? (draft?.as === as ? draft : null);
  const error = refused?.fields.decision;
  return (
    <form action={action} className="grid gap-3">
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="as" value={as} />
      <div role="status" className="contents">
        {refused && <Notice size="desk" tone="danger" title={refused.message} />}
      </div>
      {as === 'declined' && (
        <Field
          label="Why not"
          hint="Whoever asked reads it."
          name="decision"
          size="desk"
          required
          maxLength={200}
          autoComplete="off"
          defaultValue={typed?.decision ?? ''}
          {...(error ? { error } : {})}
        />
      )}
      <div>
        <SubmitButton tone={tones[as]} size="desk" pendingLabel={as === 'agreed' ? 'Giving back…' : 'Sending…'}>
          {label}
        </SubmitButton>
      </div>
    </form>
  );
}
