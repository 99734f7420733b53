// The few drawings of the shop, one line weight, drawn here so that no icon library travels to the browser.
import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }): ReactNode {
  return (
    <svg
      viewBox="0 0 20 20"
      className="size-5 shrink-0 fill-none stroke-current"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const SearchIcon = (): ReactNode => (
  <Icon>
    <circle cx="9" cy="9" r="5.25" />
    <path d="m13 13 4 4" />
  </Icon>
);

export const AccountIcon = (): ReactNode => (
  <Icon>
    <circle cx="10" cy="7" r="3.25" />
    <path d="M3.75 17c.6-3.2 3-5 6.25-5s5.65 1.8 6.25 5" />
  </Icon>
);

export const CartIcon = (): ReactNode => (
  <Icon>
    <path d="M4.5 7h11l.9 9.5H3.6z" />
    <path d="M7 9V6a3 3 0 0 1 6 0v3" />
  </Icon>
);

export const BackIcon = (): ReactNode => (
  <Icon>
    <path d="M16 10H4m5-5-5 5 5 5" />
  </Icon>
);

export const TickIcon = (): ReactNode => (
  <Icon>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
);
