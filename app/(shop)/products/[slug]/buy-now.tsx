'use client';
// "Buy now" beside "Add to cart". As drawn for everybody it leads to checkout, and needs no script for that. For whoever allowed the shop
// to charge their wallet the server is asked what a press would do, and the button says that instead; its place is kept, nothing moves.
import { type MouseEvent, type ReactNode, useActionState, useRef, useState } from 'react';
import { buttonClass } from '#app/_ui/button.tsx';
import type { DrawnClick } from '../../_one-click/draw-one-click.ts';
import type { OpenOrder as Open } from '../../cart/one-click/open-order.ts';
import { buyNow } from './actions.ts';
import { type BuyState, fresh } from './buy-state.ts';
import { useDrawnClick } from './use-drawn-click.ts';

export function BuyNow({ slug }: { slug: string }): ReactNode {
  const [state, action, pending] = useActionState(buyNow, fresh);
  const button = useRef<HTMLButtonElement>(null);
  const [offline, setOffline] = useState(false);
  const { click, open, asking, settled } = useDrawnClick(slug, button, state);

  const waiting = pending || asking || !settled;

  function holdBack(event: MouseEvent): void {
    setOffline(!navigator.onLine);
    if (waiting || !navigator.onLine) event.preventDefault();
  }

  return (
    <div className="grid min-h-25 content-start gap-2">
      <input type="hidden" name="slug" value={slug} />
      {click && (
        <>
          <input type="hidden" name="clickKey" value={click.clickKey} />
          <input type="hidden" name="says" value={click.says} />
          <input type="hidden" name="shownTotalMinor" value={click.shownTotalMinor} />
        </>
      )}
      <button
        ref={button}
        type="submit"
        formAction={action}
        aria-busy={pending || asking}
        aria-disabled={waiting}
        onClick={holdBack}
        className={buttonClass({ tone: click ? 'wallet' : 'secondary', wide: true }, 'py-2 text-balance')}
      >
        {pending ? (click?.says === 'now' ? 'Paying…' : 'One moment…') : asking ? 'Asking Paysera…' : (click?.label ?? 'Buy now')}
      </button>
      <p className="text-14 text-ink-soft">
        {/* There from the first render: a region that comes together with its text is not read out. */}
        <span role="alert">{offline ? 'You are offline. Nothing was sent.' : refusal(state)}</span>
        {!offline && state.kind === 'fresh' && <Note click={click} open={open} />}{' '}
        {click?.signInAgain && (
          <a href={`/sign-in?error=again&returnTo=/products/${slug}`} className="link">
            Sign in again to pay without a PIN
          </a>
        )}
      </p>
    </div>
  );
}

function Note({ click, open }: { click: DrawnClick | null; open: Open | null }): ReactNode {
  if (open) return <OpenOrder open={open} says={click?.says ?? 'pin'} />;
  return click ? click.note : 'Puts it in the cart and opens checkout.';
}

/** In the place of the usual note, so that nothing moves: a press with PIN goes on with that order, one without takes its place. */
function OpenOrder({ open: { number, path }, says }: { open: Open; says: 'now' | 'pin' }): ReactNode {
  return (
    <>
      {says === 'now' ? 'Takes the place of what you ordered and have not paid yet: ' : 'You have ordered this and not paid it yet: '}
      <a href={path} className="link">
        {says === 'now' ? `order ${number}` : `go on with order ${number}`}
      </a>
      .
    </>
  );
}

function refusal(state: BuyState): ReactNode {
  switch (state.kind) {
    case 'fresh':
      return null;
    case 'total-changed':
      return (
        <span className="text-warning">
          The price changed from <span className="money">{state.shown}</span> to <span className="money">{state.now}</span>. You were not
          charged.
        </span>
      );
    case 'sold-out':
      return <span className="text-warning">Somebody was quicker: not enough is left. You were not charged.</span>;
    case 'being-freed':
      return (
        <span className="text-warning">
          Paysera is still letting go of your earlier order of this. Try again in a moment. You were not charged.
        </span>
      );
    case 'unknown':
      return <span className="text-warning">That could not be ordered. You were not charged.</span>;
  }
}
