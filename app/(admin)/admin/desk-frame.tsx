// The frame around every page of the desk: the rail, who is signed in, the way out. Each page names its place in it.
import { BellRing, KeyRound, LogOut, Mail, Package, ReceiptText, Scale, Settings, Store } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Staff } from '#app/_auth/session.ts';
import { classNames } from '#app/_ui/class-names.ts';
import { services } from '#lib/services.ts';
import { signOut } from './actions.ts';

const sections = [
  { name: 'orders', label: 'Orders', href: '/admin/orders', Icon: ReceiptText },
  { name: 'products', label: 'Products', href: '/admin/products', Icon: Package },
  { name: 'permissions', label: 'Quick pay', href: '/admin/permissions', Icon: KeyRound },
  { name: 'reconciliation', label: 'Reconciliation', href: '/admin/reconciliation', Icon: Scale },
  { name: 'callbacks', label: 'Callbacks', href: '/admin/callbacks', Icon: BellRing },
  { name: 'mailbox', label: 'Mailbox', href: '/admin/mailbox', Icon: Mail },
  { name: 'settings', label: 'Settings', href: '/admin/settings', Icon: Settings },
] as const;

type Props = { staff: Staff; section: (typeof sections)[number]['name']; children: ReactNode };

const place = 'flex min-h-8 items-center gap-2.5 rounded-control px-2.5 font-semibold whitespace-nowrap transition-colors';
/** On a phone all of them stand in two rows, each under its icon, so that none is out of sight. */
const stop = classNames(place, 'max-md:min-h-12 max-md:flex-col max-md:justify-center max-md:gap-1 max-md:px-0.5 max-md:text-12');

export function DeskFrame({ staff, section, children }: Props): ReactNode {
  const { shopName, mail } = services().env;
  // Where a mail server is set up, letters leave by it and are not kept.
  const shown = sections.filter(({ name }) => name !== 'mailbox' || mail === null);
  return (
    <>
      <a
        href="#content"
        className="sr-only z-20 rounded-control bg-accent px-3 py-2 font-semibold text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <header className="no-print border-b border-line bg-paper-sunk lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:border-r lg:border-b-0">
        <div className="flex items-center gap-x-4 px-4 pt-3 lg:block lg:px-4 lg:pt-5 lg:pb-4">
          <p className="font-display text-18 font-medium">{shopName}</p>
          <p className="text-ink-soft lg:text-12">Desk</p>
          <div className="ml-auto lg:hidden">
            <SignOut />
          </div>
        </div>
        <nav aria-label="Desk" className="px-2 py-2 lg:flex-1">
          <ul className="grid grid-cols-4 gap-1 md:flex md:overflow-x-auto lg:grid lg:grid-cols-1">
            {shown.map(({ name, label, href, Icon }) => (
              <li key={name}>
                <a
                  href={href}
                  aria-current={name === section ? 'page' : undefined}
                  className={classNames(
                    stop,
                    name === section ? 'bg-paper-raised text-ink' : 'text-ink-soft hover:bg-paper hover:text-ink',
                  )}
                >
                  <Icon
                    aria-hidden="true"
                    className={classNames('size-4 shrink-0', name === section && 'text-accent')}
                    strokeWidth={1.75}
                  />
                  {label}
                </a>
              </li>
            ))}
            <li className="lg:mt-3 lg:border-t lg:border-line lg:pt-3">
              <a href="/" className={classNames(stop, 'text-ink-soft hover:bg-paper hover:text-ink')}>
                <Store aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
                Shop
              </a>
            </li>
          </ul>
        </nav>
        <div className="hidden border-t border-line px-2 py-3 lg:block">
          <div className="px-2.5 pb-2">
            <p className="truncate font-semibold">{staff.shopper.name ?? staff.shopper.email}</p>
            <p className="text-12 text-ink-soft">{staff.role === 'owner' ? 'Owner' : 'Clerk'}</p>
          </div>
          <SignOut />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[90rem] px-4 py-5 outline-none lg:px-8 lg:py-7">
        {children}
      </main>
    </>
  );
}

function SignOut(): ReactNode {
  return (
    <form action={signOut}>
      <button type="submit" className={classNames(place, 'w-full text-ink-soft hover:bg-paper hover:text-ink')}>
        <LogOut aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
        Sign out
      </button>
    </form>
  );
}
