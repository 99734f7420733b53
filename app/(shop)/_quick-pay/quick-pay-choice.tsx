// "Next time without a PIN?" on the pay page: just this time, an offer of the shop, or limits of one's own. Plain radios, which show
// the fields for own limits by style alone, so that all of it works without JavaScript.
import type { ReactNode } from 'react';
import { Field } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { GrantField } from '#lib/allowances/grant.ts';
import type { OfferFields } from './offer-fields.ts';

export type TypedChoice = Record<'quickPay' | GrantField, string>;
type Props = { offer: OfferFields; typed: TypedChoice | null; errors: Partial<Record<GrantField, string>> };

export function QuickPayChoice({ offer, typed, errors }: Props): ReactNode {
  const chosen = typed?.quickPay || 'once';
  return (
    <fieldset id="quick-pay" className="grid scroll-mt-8 gap-4">
      <legend className="mb-1 font-semibold">Next time without a PIN?</legend>
      <p className="text-ink-soft">
        With quick pay you can pay here without a PIN, inside limits you set. You still press the button for each order; nothing is charged
        by itself.
      </p>
      {offer.now && <Notice>{offer.now} A new choice replaces it once this order is paid. “Just this time” leaves it as it is.</Notice>}
      <input type="hidden" name="offer" value={offer.mark} />
      <div className="divide-y divide-line overflow-hidden rounded-card border border-line bg-paper-raised">
        <Choice value="once" chosen={chosen} title="Just this time" detail="You confirm with your PIN, now and the next time." />
        {offer.presets.map((preset, index) => (
          <Choice key={preset.title} value={`preset-${index}`} chosen={chosen} {...preset} />
        ))}
        <div className="group/own">
          <Choice value="own" chosen={chosen} title="Your own limits" detail={offer.bounds} />
          <div className="hidden gap-x-4 gap-y-5 px-5 pb-6 pt-2 group-has-[[value=own]:checked]/own:grid sm:grid-cols-2 sm:pl-12">
            <Amount label="Limit a week" name="weekly" offer={offer} typed={typed} error={errors.weekly} />
            <Amount
              label="Most for one purchase"
              name="ceiling"
              offer={offer}
              typed={typed}
              error={errors.ceiling}
              hint="Our own promise"
            />
            <Field
              label="Last day"
              name="until"
              type="date"
              min={offer.firstDay}
              max={offer.lastDay}
              defaultValue={typed?.until ?? offer.own.until}
              error={errors.until}
            />
          </div>
        </div>
      </div>
      <ul className="grid gap-1.5 text-14 text-ink-soft">
        <li>One PIN for both: Paysera asks for this permission on its payment page. Decline it there, and you pay all the same.</li>
        <li>
          Paysera keeps the limit a week, which is any seven days in a row, and the last day. The most for one purchase is our own promise:
          Paysera does not know it.
        </li>
        <li>You see and turn off quick pay in your account at any time. Disconnecting your wallet turns it off too.</li>
      </ul>
    </fieldset>
  );
}

function Choice({ value, chosen, title, detail }: { value: string; chosen: string; title: string; detail: string }): ReactNode {
  return (
    <label className="flex min-h-14 cursor-pointer items-start gap-3 px-5 py-3 transition-colors hover:bg-paper-sunk has-checked:bg-accent-surface">
      <input
        type="radio"
        name="quickPay"
        value={value}
        defaultChecked={value === chosen}
        className="mt-1.5 size-4 shrink-0 accent-accent"
      />
      <span>
        <span className="block font-semibold">{title}</span>
        <span className="block text-14 text-ink-soft">{detail}</span>
      </span>
    </label>
  );
}

type AmountProps = {
  label: string;
  name: 'weekly' | 'ceiling';
  offer: OfferFields;
  typed: TypedChoice | null;
  error: string | undefined;
  hint?: string;
};

function Amount({ label, name, offer, typed, error, hint }: AmountProps): ReactNode {
  return (
    <Field
      label={`${label}, ${offer.currency}`}
      name={name}
      inputMode="decimal"
      autoComplete="off"
      maxLength={40}
      defaultValue={typed?.[name] ?? offer.own[name]}
      error={error}
      hint={hint}
    />
  );
}
