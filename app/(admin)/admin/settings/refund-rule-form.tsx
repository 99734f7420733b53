'use client';
// A client component so that the answer appears without a new page and a second press cannot be sent; it posts just as well without.
import { type ReactNode, useActionState } from 'react';
import { noAnswerYet } from '#app/_auth/form-state.ts';
import { Field } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { saveRefundRule } from './actions.ts';

type Props = { currency: string; above: string; readOnly: boolean; draft: Record<string, string> | null };

export function RefundRuleForm({ currency, above, readOnly, draft }: Props): ReactNode {
  const [state, action] = useActionState(saveRefundRule, noAnswerYet);
  const refused = state.tone === 'refused' ? state : null;
  const error = refused?.fields.above;
  return (
    <form action={action} className="grid gap-3">
      <div role="status" className="contents">
        {state.tone !== 'none' && <Notice size="desk" tone={refused ? 'danger' : 'positive'} title={state.message} />}
      </div>
      <fieldset disabled={readOnly} className="max-w-[16rem]">
        <Field
          label={`A second person above, ${currency}`}
          name="above"
          size="desk"
          inputMode="decimal"
          autoComplete="off"
          hint="Empty: off."
          defaultValue={refused?.typed.above ?? draft?.above ?? above}
          {...(error ? { error } : {})}
        />
      </fieldset>
      {!readOnly && (
        <div>
          <SubmitButton size="desk" pendingLabel="Saving…">
            Set the limit
          </SubmitButton>
        </div>
      )}
    </form>
  );
}
