'use client';
// A client component so that what was typed stays when it is refused and a second press cannot be sent; it posts just as well without.
import { type ReactNode, useActionState } from 'react';
import { noAnswerYet } from '#app/_auth/form-state.ts';
import { Field } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { decide } from './actions.ts';

type Props = { orderId: string; way: 'book' | 'give-back'; label: string; draft: Record<string, string> | null };

export function DecideForm({ orderId, way, label, draft }: Props): ReactNode {
  const [state, action] = useActionState(decide, noAnswerYet);
  const refused = state.tone === 'refused' ? state : null;
  const typed = refused?.typed ?? (draft?.way === way ? draft : null);
  const name = `reason-${way}`;
  const error = refused?.fields.reason;
  return (
    <form action={action} className="grid gap-3">
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="way" value={way} />
      <div role="status" className="contents">
        {refused && <Notice size="desk" tone="danger" title={refused.message} />}
      </div>
      <Field
        label="Why"
        hint="For the shop’s own record: what you looked at, whom you asked."
        name={name}
        size="desk"
        required
        maxLength={200}
        autoComplete="off"
        defaultValue={typed?.[name] ?? ''}
        {...(error ? { error } : {})}
      />
      <div>
        <SubmitButton tone={way === 'book' ? 'primary' : 'danger'} size="desk" pendingLabel="Asking Paysera…">
          {label}
        </SubmitButton>
      </div>
    </form>
  );
}
