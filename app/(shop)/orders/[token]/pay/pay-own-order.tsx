// The button of the pay page: for the connected shopper whose order it is with the choice of quick pay, for everybody else as it is.
import type { ReactNode } from 'react';
import { currentShopper } from '#app/_auth/session.ts';
import { offerQuickPay } from '#lib/allowances/offer-quick-pay.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import type { OrderView } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { choiceOf, offerFields } from '../../../_quick-pay/offer-fields.ts';
import { OpenedChoice } from '../../../_quick-pay/opened-choice.tsx';
import { isOpenAtPaysera } from '../../../_quick-pay/read-choice.ts';
import { PayButton } from './pay-button.tsx';
import { PayForm } from './pay-form.tsx';

export async function PayOwnOrder({ order, label }: { order: OrderView; label: string }): Promise<ReactNode> {
  const s = services();
  const shopper = await currentShopper();
  const own = shopper !== null && shopper.id === order.shopperId;
  const offer = own ? await offerQuickPay(s, { shopperId: shopper.id, total: order.total }) : null;
  if (offer?.kind !== 'offer') return <PayButton token={order.token} total={order.total} label={label} />;
  const [opened, zone] = [isOpenAtPaysera(order), s.env.shopTimeZone];
  // What Paysera never heard of is chosen already; what was declined or came to nothing is not proposed again.
  const unsent = order.attempt?.status === 'abandoned' ? order.grant : null;
  return (
    <>
      {opened && order.grant && <OpenedChoice order={order} shopperId={shopper?.id ?? null} timeZone={zone} />}
      <PayForm
        token={order.token}
        label={`${label} ${formatMoney(order.total)}`}
        offer={opened ? null : offerFields(offer, s.clock.now(), zone)}
        before={unsent && choiceOf(unsent, offer.settings, zone)}
      />
    </>
  );
}
