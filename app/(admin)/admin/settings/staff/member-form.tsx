'use client';
// A client component so that what was typed stays when it is refused and a second press cannot be sent; it posts just as well without.
import { type ReactNode, useActionState } from 'react';
import { noAnswerYet } from '#app/_auth/form-state.ts';
import { Field, SelectField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { saveStaffMember } from './actions.ts';

export function AddMember({ draft }: { draft: Record<string, string> | null }): ReactNode {
  const [state, action] = useActionState(saveStaffMember, noAnswerYet);
  const refused = state.tone === 'refused' ? state : null;
  const typed = refused?.typed ?? (draft?.from === 'add' ? draft : null);
  const error = refused?.fields.who;
  return (
    <form action={action} className="grid max-w-[28rem] gap-3">
      <input type="hidden" name="from" value="add" />
      <div role="status" className="contents">
        {refused && <Notice size="desk" tone="danger" title={refused.message} />}
      </div>
      <Field
        label="Who"
        name="who"
        size="desk"
        required
        maxLength={200}
        autoComplete="off"
        hint="The e-mail of somebody who has signed in here, or their user id at Paysera."
        defaultValue={typed?.who ?? ''}
        {...(error ? { error } : {})}
      />
      <SelectField label="As" name="role" size="desk" defaultValue={typed?.role ?? 'clerk'}>
        <option value="clerk">Clerk: looks, asks Paysera, ends permissions</option>
        <option value="owner">Owner: everything, money and people too</option>
      </SelectField>
      <div>
        <SubmitButton size="desk" pendingLabel="Saving…">
          Add to the desk
        </SubmitButton>
      </div>
    </form>
  );
}

/** One person's buttons in the list. */
export function ChangeMember({ who, name, role }: { who: string; name: string; role: 'owner' | 'clerk' }): ReactNode {
  const [state, action] = useActionState(saveStaffMember, noAnswerYet);
  return (
    <form action={action} className="flex flex-wrap items-center justify-end gap-2">
      <input type="hidden" name="who" value={who} />
      <SubmitButton name="role" value={role === 'owner' ? 'clerk' : 'owner'} tone="secondary" size="desk" pendingLabel="Saving…">
        {role === 'owner' ? 'Make clerk' : 'Make owner'}
        <span className="sr-only">: {name}</span>
      </SubmitButton>
      <SubmitButton name="role" value="none" tone="danger" size="desk" pendingLabel="Removing…">
        Remove
        <span className="sr-only">: {name}</span>
      </SubmitButton>
      <span role="status" className="text-12 text-danger">
        {state.tone === 'refused' && state.fields.who}
      </span>
    </form>
  );
}
