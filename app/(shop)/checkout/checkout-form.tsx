'use client';
// Contact and Pay around what the server drew between them. Works as a plain form too; with JavaScript it keeps what was typed.
import { type ReactNode, useActionState } from 'react';
import { Field } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { OfferFields } from '../_quick-pay/offer-fields.ts';
import { QuickPayChoice } from '../_quick-pay/quick-pay-choice.tsx';
import { useFocusOnRefusal } from '../_quick-pay/use-focus-on-refusal.ts';
import { placeAndPay } from './actions.ts';
import { type CheckoutState, fresh } from './checkout-state.ts';

type Props = {
  cartVersion: number;
  totalMinor: string;
  total: string;
  email: string;
  emailHint: string;
  summary: ReactNode;
  collecting: ReactNode;
  /** Null where quick pay is not offered, or chosen already. */
  offer: OfferFields | null;
  paying: ReactNode;
};

export function CheckoutForm({ cartVersion, totalMinor, total, email, emailHint, summary, collecting, offer, paying }: Props): ReactNode {
  const [state, action] = useActionState(placeAndPay, fresh);
  const typed = state.kind === 'fresh' ? null : state.typed;
  const errors = state.kind === 'invalid' ? state.fields : {};
  const form = useFocusOnRefusal(state);
  return (
    <form
      ref={form}
      action={action}
      noValidate
      className="grid items-start gap-x-[clamp(2rem,6vw,6rem)] gap-y-10 lg:grid-cols-[minmax(0,38rem)_minmax(20rem,25rem)] lg:justify-between lg:grid-rows-[auto_1fr]"
    >
      <input type="hidden" name="cartVersion" value={cartVersion} />
      <input type="hidden" name="shownTotalMinor" value={totalMinor} />
      <div className="grid gap-10 lg:col-start-1">
        <div role="alert" tabIndex={-1} className="scroll-mt-8 empty:hidden">
          {refusal(state)}
        </div>
        <section aria-labelledby="contact-title" className="grid gap-4">
          <h2 id="contact-title" className="font-display text-22 font-medium">
            Contact
          </h2>
          <Field
            label="E-mail"
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            maxLength={254}
            required
            defaultValue={typed?.email ?? email}
            hint={emailHint}
            error={errors.email}
          />
        </section>
        {collecting}
      </div>
      <div className="lg:sticky lg:top-8 lg:col-start-2 lg:row-span-2 lg:row-start-1">{summary}</div>
      <section aria-labelledby="pay-title" className="grid gap-5 lg:col-start-1">
        <h2 id="pay-title" className="font-display text-22 font-medium">
          Pay
        </h2>
        {offer && <QuickPayChoice offer={offer} typed={typed} errors={errors} />}
        {paying}
        <SubmitButton tone="wallet" wide pendingLabel="Opening Paysera…">
          <span className="money">Pay {total}</span>
        </SubmitButton>
      </section>
    </form>
  );
}

function refusal(state: CheckoutState): ReactNode {
  switch (state.kind) {
    case 'invalid':
      return <Notice tone="danger" title="Not sent yet. See the marked fields." />;
    case 'choice-gone':
      return (
        <Notice
          tone="warning"
          title={state.why === 'changed' ? 'The offer of quick pay changed' : 'Your wallet is no longer connected here'}
        >
          {state.why === 'changed'
            ? 'You were not charged. Look at quick pay once more, or pay just this time.'
            : 'Quick pay needs a connected wallet. You were not charged; you can pay just this time.'}
        </Notice>
      );
    case 'choice-too-late':
      return (
        <Notice tone="warning" title="This payment is open at Paysera already">
          It was opened with another choice of quick pay, which stands below. You were not charged.
        </Notice>
      );
    case 'choice-not-theirs':
      return (
        <Notice tone="warning" title="Quick pay was not set up">
          This order was placed in somebody else’s account. You can pay it, but not permit anything with it. You were not charged.
        </Notice>
      );
    case 'total-changed':
      return (
        <Notice tone="warning" title="The total changed">
          It was <span className="money">{state.shown}</span> and is now <span className="money font-semibold">{state.now}</span>. You were
          not charged. Look at it once more, then pay.
        </Notice>
      );
    case 'sold-out':
      return (
        <Notice
          tone="warning"
          title="Not enough left"
          action={
            <a href="/cart" className="link inline-flex min-h-11 items-center">
              Change the cart
            </a>
          }
        >
          Somebody was quicker: {state.lines.join('; ')}. You were not charged.
        </Notice>
      );
    case 'being-freed':
      return (
        <Notice tone="warning" title="One moment">
          Paysera is still letting go of your earlier order for this cart. Try again in a moment. You were not charged.
        </Notice>
      );
    case 'too-many':
      return (
        <Notice tone="warning" title="Too many orders">
          A great many orders were begun from here within the hour, and each holds things that others may want. Try again in some minutes,
          or pay one that is open. You were not charged.
        </Notice>
      );
    case 'out-of-date':
      return <Notice tone="warning">The cart changed in another window. Look at it once more, then pay. You were not charged.</Notice>;
    case 'fresh':
      return null;
  }
}
