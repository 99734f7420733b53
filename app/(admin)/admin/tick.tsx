// One yes or no of a form at the desk, with what it means.
import type { ReactNode } from 'react';

type Props = { name: string; checked: boolean; label: string; hint: string; disabled?: boolean };

export function Tick({ name, checked, label, hint, disabled }: Props): ReactNode {
  return (
    <label className="flex items-start gap-2.5">
      <input type="checkbox" name={name} defaultChecked={checked} disabled={disabled} className="mt-0.5 size-4 accent-accent" />
      <span>
        <span className="font-semibold">{label}</span>
        <span className="block text-12 text-ink-soft">{hint}</span>
      </span>
    </label>
  );
}
