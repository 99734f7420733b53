// The lines of the cart: a picture, what it is, how many, what it comes to; and what changed since it was put there.
import type { ReactNode } from 'react';
import { Money } from '#app/_ui/money.tsx';
import { Picture } from '#app/_ui/picture.tsx';
import type { CartLine } from '#lib/carts/cart-store.ts';
import { setQuantity } from './actions.ts';

const most = 99;

export function CartLines({ lines }: { lines: CartLine[] }): ReactNode {
  return (
    <ul className="border-t border-line">
      {lines.map((line) => (
        <li key={line.variantId} className="grid grid-cols-[5rem_1fr] gap-x-4 border-b border-line py-6 sm:grid-cols-[7rem_1fr] sm:gap-x-6">
          <Picture picture={{ ...line.picture, alt: '' }} sizes="7rem" />
          <div className="grid content-between gap-4">
            <div className="flex flex-wrap justify-between gap-x-6 gap-y-1">
              <div>
                <h2 className="text-16 font-semibold">
                  <a href={`/products/${line.slug}`} className="-my-2.5 inline-block py-2.5 no-underline hover:text-accent">
                    {line.title}
                  </a>
                </h2>
                <p className="text-14 text-ink-soft">
                  {line.option && <>{line.option} · </>}
                  <Money amount={line.unitPrice} />
                  {line.quantity > 1 && ' each'}
                </p>
              </div>
              <Money amount={line.lineTotal} className="font-semibold" />
            </div>
            <WhatChanged line={line} />
            <div className="-ml-px flex flex-wrap items-center justify-between gap-x-6">
              <Stepper line={line} />
              <LineForm line={line} quantity={0}>
                <button type="submit" className="link -mr-2 min-h-11 px-2 text-14">
                  Remove<span className="sr-only"> {line.title}</span>
                </button>
              </LineForm>
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

function WhatChanged({ line }: { line: CartLine }): ReactNode {
  const short = line.quantity > line.available;
  const dearer = line.unitPrice.minor !== line.seenPrice.minor;
  if (!short && !dearer) return null;
  return (
    <div className="grid gap-1 text-14 text-warning">
      {dearer && (
        <p>
          The price changed from <Money amount={line.seenPrice} /> to <Money amount={line.unitPrice} /> since you added it.
        </p>
      )}
      {short && line.available === 0 && <p>Sold out since you added it. Remove it to go on.</p>}
      {short && line.available > 0 && (
        <div className="flex flex-wrap items-center gap-x-3">
          <p>{line.available === 1 ? 'Only one is left.' : `Only ${line.available} are left.`}</p>
          <LineForm line={line} quantity={line.available}>
            <button type="submit" className="link min-h-11">
              Take {line.available}
            </button>
          </LineForm>
        </div>
      )}
    </div>
  );
}

/** Each press is a small form that says the new number, so that pressing twice never counts twice. */
function LineForm({ line, quantity, children }: { line: CartLine; quantity?: number; children: ReactNode }): ReactNode {
  return (
    <form action={setQuantity} className="contents">
      <input type="hidden" name="variantId" value={line.variantId} />
      <input type="hidden" name="slug" value={line.slug} />
      <input type="hidden" name="had" value={line.quantity} />
      {quantity !== undefined && <input type="hidden" name="quantity" value={quantity} />}
      {children}
    </form>
  );
}

const step =
  'inline-flex size-11 items-center justify-center text-18 transition-colors hover:bg-paper-sunk disabled:text-line-strong disabled:hover:bg-transparent';

function Stepper({ line }: { line: CartLine }): ReactNode {
  const { quantity, title } = line;
  return (
    <div className="inline-flex items-stretch rounded-control border border-line-strong bg-paper-raised">
      <LineForm line={line} quantity={quantity - 1}>
        <button type="submit" className={step} disabled={quantity <= 1} aria-label={`One ${title} less`}>
          −
        </button>
      </LineForm>
      <LineForm line={line}>
        <label className="contents">
          <span className="sr-only">Quantity of {title}</span>
          <input
            key={quantity}
            name="quantity"
            defaultValue={quantity}
            inputMode="numeric"
            pattern="[0-9]{1,2}"
            maxLength={2}
            autoComplete="off"
            className="money w-10 border-x border-line bg-transparent text-center text-16"
          />
        </label>
      </LineForm>
      <LineForm line={line} quantity={quantity + 1}>
        <button type="submit" className={step} disabled={quantity >= Math.min(most, line.available)} aria-label={`One ${title} more`}>
          +
        </button>
      </LineForm>
    </div>
  );
}
