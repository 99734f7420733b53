'use client';
// A client component so that the answer appears without a new page and a second press cannot be sent; it posts just as well without.
import { type ReactNode, useActionState } from 'react';
import { noAnswerYet } from '#app/_auth/form-state.ts';
import { Field } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { Tick } from '../tick.tsx';
import { saveSettings } from './actions.ts';
import { presetName, presetPlaces } from './preset-names.ts';
import type { SettingsFields } from './settings-fields.ts';

const ordinals = ['First', 'Second', 'Third'];

export function SettingsForm({ settings, readOnly }: { settings: SettingsFields; readOnly: boolean }): ReactNode {
  const [state, action] = useActionState(saveSettings, noAnswerYet);
  const refused = state.tone === 'refused' ? state : null;
  const part = (name: string) => {
    const error = refused?.fields[name];
    const defaultValue = refused?.typed[name] ?? settings.texts[name] ?? '';
    return { name, defaultValue, size: 'desk' as const, required: true, autoComplete: 'off', ...(error === undefined ? {} : { error }) };
  };
  const ticked = (name: 'offered' | 'oneClick') => (refused ? refused.typed[name] === 'on' : settings[name]);
  const { currency } = settings;
  return (
    <form action={action} className="grid gap-8">
      <div role="status" className="contents">
        {state.tone !== 'none' && <Notice size="desk" tone={refused ? 'danger' : 'positive'} title={state.message} />}
      </div>
      <fieldset disabled={readOnly} className="grid gap-3">
        <legend className="mb-2 text-14 font-semibold">On or off</legend>
        <Tick
          name="offered"
          checked={ticked('offered')}
          label="Offer quick pay"
          hint="On the pay page, to customers who connected a wallet."
        />
        <Tick
          name="oneClick"
          checked={ticked('oneClick')}
          label="One-click"
          hint="Off: permissions stay, and every purchase asks for the PIN until it is on again."
        />
      </fieldset>
      <fieldset disabled={readOnly} className="grid gap-4">
        <legend className="mb-2 text-14 font-semibold">What the pay page offers</legend>
        {presetPlaces.map((place) => (
          <fieldset
            key={place}
            aria-label={`${ordinals[place]} offer`}
            className="grid gap-x-4 gap-y-2 border-t border-line pt-3 sm:grid-cols-[5rem_1fr_1fr_1fr]"
          >
            <p className="font-semibold sm:pt-6">{ordinals[place]}</p>
            <Field label={`A week, ${currency}`} inputMode="decimal" {...part(presetName(place, 'weekly'))} />
            <Field label={`A purchase, ${currency}`} inputMode="decimal" {...part(presetName(place, 'ceiling'))} />
            <Field label="Days" inputMode="numeric" {...part(presetName(place, 'days'))} />
          </fieldset>
        ))}
      </fieldset>
      <fieldset disabled={readOnly} className="grid gap-4 sm:grid-cols-3">
        <legend className="mb-2 text-14 font-semibold">Bounds</legend>
        <Field label={`Highest limit a week, ${currency}`} inputMode="decimal" hint="Nobody can allow more." {...part('highestWeekly')} />
        <Field label="Longest, days" inputMode="numeric" hint="Then it ends by itself." {...part('longestDays')} />
        <Field label="Undo, seconds" inputMode="numeric" hint="So long a one-click is only held." {...part('undoSeconds')} />
      </fieldset>
      {!readOnly && (
        <div>
          <SubmitButton size="desk" pendingLabel="Saving…">
            Save
          </SubmitButton>
        </div>
      )}
    </form>
  );
}
