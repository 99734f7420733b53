'use client';
// A client component so that what was typed stays when it is refused; it posts just as well without. Closed until it is wanted.
import { type ReactNode, useActionState, useId } from 'react';
import { noAnswerYet } from '#app/_auth/form-state.ts';
import { Field } from '#app/_ui/field.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { settle } from './actions.ts';

type Props = { shown: { id: string; look: string }[]; summary: string; children: ReactNode };

export function SettleForm({ shown, summary, children }: Props): ReactNode {
  const [state, action] = useActionState(settle, noAnswerYet);
  const refused = state.tone === 'refused' ? state : null;
  const fieldId = useId();
  const error = refused && (refused.fields.reason ?? refused.message);
  return (
    <details className="w-full" open={refused !== null}>
      <summary className="inline-flex min-h-8 list-none items-center rounded-control border border-line-strong bg-paper-raised px-3 font-semibold hover:border-ink [&::-webkit-details-marker]:hidden">
        {summary}
      </summary>
      <form action={action} className="mt-3 grid max-w-[36rem] gap-3">
        {shown.map(({ id, look }) => (
          <input key={id} type="hidden" name="shown" value={`${id} ${look}`} />
        ))}
        <p className="text-ink-soft">{children}</p>
        <Field
          label="Why it may stay"
          name="reason"
          id={fieldId}
          size="desk"
          required
          maxLength={200}
          autoComplete="off"
          defaultValue={refused?.typed.reason ?? ''}
          {...(error ? { error } : {})}
        />
        <div>
          <SubmitButton tone="secondary" size="desk" pendingLabel="Settling…">
            Settle
          </SubmitButton>
        </div>
      </form>
    </details>
  );
}
