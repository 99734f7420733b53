// The way around the account: its pages and the way out, as plain links and a form.
import type { ReactNode } from 'react';
import { classNames } from '#app/_ui/class-names.ts';
import { signOut } from './actions.ts';

const pages = [
  { name: 'orders', label: 'Orders', href: '/account' },
  { name: 'quick-pay', label: 'Quick pay', href: '/account/quick-pay' },
  { name: 'wallet', label: 'Wallet', href: '/account/wallet' },
] as const;

export function AccountTabs({ current }: { current: (typeof pages)[number]['name'] }): ReactNode {
  return (
    <div className="mb-10 flex items-center justify-between gap-6 border-b border-line">
      <nav aria-label="Account">
        <ul className="flex gap-6">
          {pages.map(({ name, label, href }) => (
            <li key={name}>
              <a
                href={href}
                aria-current={name === current ? 'page' : undefined}
                className={classNames(
                  '-mb-px inline-flex min-h-12 items-center border-b-2 font-semibold transition-colors',
                  name === current ? 'border-accent text-ink' : 'border-transparent text-ink-soft hover:text-ink',
                )}
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form action={signOut}>
        <button type="submit" className="min-h-12 text-14 font-semibold text-ink-soft transition-colors hover:text-ink">
          Sign out
        </button>
      </form>
    </div>
  );
}
