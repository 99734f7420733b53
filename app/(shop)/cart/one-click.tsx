// The cart paid with one press, for whoever allowed it: the button says what will happen, and works as a plain form.
import type { ReactNode } from 'react';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { DrawnClick } from '../_one-click/draw-one-click.ts';
import { signInAgainPath } from '../_one-click/pay-click.ts';
import { payCart } from './actions.ts';

export function OneClickCart({ click, cartVersion }: { click: DrawnClick; cartVersion: number }): ReactNode {
  return (
    <form action={payCart} className="grid gap-2">
      <input type="hidden" name="cartVersion" value={cartVersion} />
      <input type="hidden" name="shownTotalMinor" value={click.shownTotalMinor} />
      <input type="hidden" name="clickKey" value={click.clickKey} />
      <input type="hidden" name="says" value={click.says} />
      <SubmitButton tone="wallet" wide className="py-2 text-balance" pendingLabel={click.says === 'now' ? 'Paying…' : 'Opening Paysera…'}>
        {click.label}
      </SubmitButton>
      {click.note && (
        <p className="text-14 text-ink-soft">
          {click.note}{' '}
          {click.signInAgain && (
            <a href={signInAgainPath('/cart')} className="link">
              Sign in again to pay without a PIN
            </a>
          )}
        </p>
      )}
    </form>
  );
}
