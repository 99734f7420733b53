'use client';
// A client component so that what was typed stays when it is refused and a second press cannot be sent; it posts just as well without.
import { type ReactNode, useActionState } from 'react';
import { noAnswerYet } from '#app/_auth/form-state.ts';
import { Field } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { Tick } from '../../../tick.tsx';
import { giveBack } from './actions.ts';

type Props = { orderId: string; amount: string; byHand: boolean; asks: boolean; draft: Record<string, string> | null };

export function RefundForm({ orderId, amount, byHand, asks, draft }: Props): ReactNode {
  const [state, action] = useActionState(giveBack, noAnswerYet);
  const refused = state.tone === 'refused' ? state : null;
  const part = (name: string) => {
    const error = refused?.fields[name];
    return {
      name,
      size: 'desk' as const,
      required: true,
      maxLength: 200,
      defaultValue: (refused?.typed ?? draft)?.[name] ?? '',
      ...(error ? { error } : {}),
    };
  };
  return (
    <form action={action} className="grid gap-4">
      <input type="hidden" name="orderId" value={orderId} />
      <div role="status" className="contents">
        {refused && <Notice size="desk" tone="danger" title={refused.message} />}
      </div>
      {((byHand && !asks) || refused?.fields.reference) && (
        <Field
          label="Reference of the transfer"
          hint="As Paysera shows it beside the transfer you made."
          autoComplete="off"
          {...part('reference')}
        />
      )}
      <Field label="Why" hint="For the shop’s own record; the customer does not see it." autoComplete="off" {...part('reason')} />
      <Tick
        name="returnGoods"
        checked={(refused?.typed ?? draft)?.returnGoods === 'on'}
        label="The goods are back"
        hint="They can be sold again at once."
      />
      <div>
        <SubmitButton tone="danger" size="desk" pendingLabel={asks ? 'Asking…' : byHand ? 'Recording…' : 'Giving back…'}>
          {asks ? `Ask to give back ${amount}` : byHand ? `Record that ${amount} was given back` : `Give back ${amount}`}
        </SubmitButton>
      </div>
    </form>
  );
}
