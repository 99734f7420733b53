// A labelled control with its hint and its error, joined for screen readers. Text, choice and long text look alike.
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** `id` where a page has two fields of one name. */
type Around = { label: string; name: string; id?: string | undefined; hint?: string; error?: string; size?: 'touch' | 'desk' };

const control =
  'w-full rounded-control border bg-paper-raised text-ink transition-colors placeholder:text-ink-soft hover:border-ink disabled:bg-paper-sunk disabled:text-ink-soft';
const sizes = { touch: 'min-h-12 px-4 py-2 text-16', desk: 'min-h-8 px-2.5 py-1 text-13' };

function described({ name, id = name, hint, error }: Around): string | undefined {
  return classNames(hint && `${id}-hint`, error && `${id}-error`) || undefined;
}

function controlClass({ size = 'touch', error }: Around): string {
  return classNames(control, sizes[size], error ? 'border-danger' : 'border-line-strong');
}

function Labelled({ label, name, id = name, hint, error, size = 'touch', children }: Around & { children: ReactNode }): ReactNode {
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className={classNames('font-semibold', size === 'touch' ? 'text-14' : 'text-13')}>
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className={classNames('text-ink-soft', size === 'touch' ? 'text-14' : 'text-12')}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={classNames('font-semibold text-danger', size === 'touch' ? 'text-14' : 'text-12')}>
          {error}
        </p>
      )}
    </div>
  );
}

export function Field({
  label,
  name,
  id = name,
  hint,
  error,
  size,
  ...rest
}: Around & Omit<ComponentProps<'input'>, 'size' | 'name' | 'id'>): ReactNode {
  const around = { label, name, id, hint, error, size };
  return (
    <Labelled {...around}>
      <input
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(around)}
        className={controlClass(around)}
        {...rest}
      />
    </Labelled>
  );
}

export function TextAreaField({ label, name, hint, error, size, ...rest }: Around & Omit<ComponentProps<'textarea'>, 'name'>): ReactNode {
  const around = { label, name, hint, error, size };
  return (
    <Labelled {...around}>
      <textarea
        id={name}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(around)}
        className={controlClass(around)}
        {...rest}
      />
    </Labelled>
  );
}

export function SelectField({
  label,
  name,
  hint,
  error,
  size,
  ...rest
}: Around & Omit<ComponentProps<'select'>, 'size' | 'name'>): ReactNode {
  const around = { label, name, hint, error, size };
  return (
    <Labelled {...around}>
      <select
        id={name}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(around)}
        className={controlClass(around)}
        {...rest}
      />
    </Labelled>
  );
}
