'use client';
// Paying an order again, with the choice of quick pay that it may still be given. Works as a plain form too.
import { type ReactNode, useActionState } from 'react';
import { Notice } from '#app/_ui/notice.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { OfferFields } from '../../../_quick-pay/offer-fields.ts';
import { QuickPayChoice, type TypedChoice } from '../../../_quick-pay/quick-pay-choice.tsx';
import { useFocusOnRefusal } from '../../../_quick-pay/use-focus-on-refusal.ts';
import { payWithChoice } from './actions.ts';
import { fresh } from './pay-state.ts';

type Props = {
  token: string;
  /** What the button says. */
  label: string;
  /** Null where the payment is open at Paysera, with the choice it was opened with. */
  offer: OfferFields | null;
  /** What was chosen when it was tried before. */
  before: TypedChoice | null;
};

export function PayForm({ token, label, offer, before }: Props): ReactNode {
  const [state, action] = useActionState(payWithChoice, fresh);
  const form = useFocusOnRefusal(state);
  return (
    <form ref={form} action={action} noValidate className="grid gap-6">
      <div role="alert" tabIndex={-1} className="empty:hidden">
        {state.kind === 'invalid' && <Notice tone="danger" title="Not sent yet. See the marked fields." />}
        {state.kind === 'gone' && (
          <Notice tone="warning" title="Quick pay is not offered as you chose it">
            You were not charged. Look at it once more, or pay just this time.
          </Notice>
        )}
        {state.kind === 'too-late' && (
          <Notice tone="warning" title="This payment is open at Paysera already">
            It was opened with another choice of quick pay, which stands. You were not charged.
          </Notice>
        )}
      </div>
      <input type="hidden" name="token" value={token} />
      {offer && (
        <QuickPayChoice
          offer={offer}
          typed={state.kind === 'fresh' ? before : state.typed}
          errors={state.kind === 'invalid' ? state.fields : {}}
        />
      )}
      <SubmitButton tone="wallet" wide pendingLabel="Opening Paysera…">
        <span className="money">{label}</span>
      </SubmitButton>
    </form>
  );
}
