// Under an order: where it is kept, and the button that puts a guest's order into the account of who placed or paid it.
import type { ReactNode } from 'react';
import { currentShopper } from '#app/_auth/session.ts';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { canKeepOrder } from '#lib/orders/keep-order.ts';
import type { OrderView } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { cartToken } from '../../../cart/cart-cookie.ts';
import { keepOrder } from './actions.ts';

export async function KeepInAccount({ order }: { order: OrderView }): Promise<ReactNode> {
  const shopper = await currentShopper();
  if (!shopper) return order.shopperId === null && order.status === 'paid' ? <Invite token={order.token} /> : null;
  if (order.shopperId === shopper.id)
    return (
      <p className="no-print text-14 text-ink-soft">
        This order is in{' '}
        <a href="/account" className="link">
          your account
        </a>
        .
      </p>
    );
  const asking = { orderId: order.id, shopperId: shopper.id, cartToken: await cartToken() };
  return order.shopperId === null && (await canKeepOrder(services(), asking)) ? <Offer token={order.token} /> : null;
}

function Invite({ token }: { token: string }): ReactNode {
  return (
    <p className="no-print text-14 text-ink-soft">
      This page’s address opens the order again in any browser. To keep your orders together,{' '}
      <a href={`/sign-in?${new URLSearchParams({ returnTo: `/orders/${token}` })}`} className="link">
        connect your Paysera wallet
      </a>
      .
    </p>
  );
}

function Offer({ token }: { token: string }): ReactNode {
  return (
    <form action={keepOrder} className="no-print grid justify-items-start gap-3">
      <input type="hidden" name="token" value={token} />
      <p className="text-ink-soft">You ordered this as a guest. In your account it stands beside your other orders.</p>
      <SubmitButton tone="secondary" pendingLabel="Keeping…">
        Keep in my account
      </SubmitButton>
    </form>
  );
}
