// A press of a one-click, from whichever page: who it was, the order at the price the button said, and where the browser goes then.
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { currentSession } from '#app/_auth/session.ts';
import { walletLanguage } from '#app/_server/wallet-language.ts';
import { type PaidByAllowance, payByAllowance } from '#lib/allowances/pay-by-allowance.ts';
import { type NotPlacedAnew, placeAnew } from '#lib/checkout/place-anew.ts';
import { services } from '#lib/services.ts';
import { renewScarce } from '../_catalogue/renew-scarce.ts';

export const postedClick = z.object({
  clickKey: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  says: z.enum(['now', 'pin']),
  shownTotalMinor: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
});
export type PostedClick = z.output<typeof postedClick>;
type Clicker = Pick<NonNullable<Awaited<ReturnType<typeof currentSession>>>, 'shopper' | 'createdAt'>;

/** Who pressed; a sign-in that is over meanwhile charges nothing and is asked for again. */
export async function requireClicker(returnTo: string): Promise<Clicker> {
  return (await currentSession()) ?? redirect(signInAgainPath(returnTo));
}

export function signInAgainPath(returnTo: string): string {
  return `/sign-in?${new URLSearchParams({ error: 'again', returnTo })}`;
}

type Bought = { token: string; version: number };

/** @returns why nothing was ordered; whoever was ordered for is sent on. */
export async function payClick(clicker: Clicker, cart: Bought, click: PostedClick, acceptLanguage: string | null): Promise<NotPlacedAnew> {
  const placed = await placeAnew(services(), {
    cartToken: cart.token,
    cartVersion: cart.version,
    email: clicker.shopper.email ?? '',
    shownTotalMinor: click.shownTotalMinor,
    shopperId: clicker.shopper.id,
    language: walletLanguage(acceptLanguage),
  });
  if (placed.kind === 'being-paid') redirect(`/orders/${placed.token}`);
  if (placed.kind !== 'placed') return placed;
  await renewScarce(cart.token);
  return payPlaced(clicker, placed, click, acceptLanguage);
}

/** An order of whoever pressed, paid as far as the press allows; they are sent on. */
export async function payPlaced(
  { shopper, createdAt }: Clicker,
  placed: { orderId: string; token: string },
  click: PostedClick,
  acceptLanguage: string | null,
): Promise<never> {
  const s = services();
  const paid = await payByAllowance(s, {
    orderId: placed.orderId,
    shopperId: shopper.id,
    signedInAt: createdAt,
    clickKey: click.clickKey,
    language: walletLanguage(acceptLanguage),
    saidPin: click.says === 'pin',
  });
  return redirect(clickAnswerPath(placed.token, paid, click.says));
}

/** A PIN that the button announced is asked for at once; one it did not is explained first, on a page of ours. */
function clickAnswerPath(token: string, paid: PaidByAllowance, says: PostedClick['says']): string {
  switch (paid.kind) {
    case 'with-pin':
      return says === 'pin' ? paid.url : `/orders/${token}/pay?pin=asked`;
    case 'unavailable':
      return `/orders/${token}/pay?${new URLSearchParams({ problem: paid.code })}`;
    case 'held':
    case 'paid':
    case 'finishing':
    case 'ended':
      return `/orders/${token}`;
  }
}
