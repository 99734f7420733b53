// What a person presses: one look for buttons and for links that act as one. Touch size in the shop, desk size at the desk.
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'danger' | 'wallet';
export type ButtonSize = 'touch' | 'desk';

const tones: Record<ButtonTone, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-line-strong bg-paper-raised text-ink hover:border-ink',
  quiet: 'border-transparent text-accent hover:bg-accent-surface',
  danger: 'border-danger bg-paper-raised text-danger hover:bg-danger-surface',
  wallet: 'border-transparent bg-wallet text-on-wallet hover:bg-wallet-strong',
};

const sizes: Record<ButtonSize, string> = {
  touch: 'min-h-12 px-6 text-16',
  desk: 'min-h-8 px-3 text-13',
};

export type ButtonLook = { tone?: ButtonTone; size?: ButtonSize; wide?: boolean };

export function buttonClass({ tone = 'primary', size = 'touch', wide = false }: ButtonLook, more?: string): string {
  return classNames(
    'inline-flex items-center justify-center gap-2 rounded-control border font-semibold no-underline transition-colors',
    'disabled:cursor-not-allowed disabled:border-line disabled:bg-paper-sunk disabled:text-ink-soft aria-busy:cursor-progress',
    tones[tone],
    sizes[size],
    wide && 'w-full',
    more,
  );
}

export function Button({ tone, size, wide, className, type = 'submit', ...rest }: ButtonLook & ComponentProps<'button'>): ReactNode {
  return <button type={type} className={buttonClass({ tone, size, wide }, className)} {...rest} />;
}

export function ButtonLink({ tone, size, wide, className, children, ...rest }: ButtonLook & ComponentProps<'a'>): ReactNode {
  return (
    <a className={buttonClass({ tone, size, wide }, className)} {...rest}>
      {children}
    </a>
  );
}
