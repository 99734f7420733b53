// Why a payment without a PIN did not come about, in one sentence. Where the reason is none of ours to tell, none is told.
import { formatMoney } from '#lib/money/format-money.ts';
import type { OrderView } from '#lib/orders/order-store.ts';

export function pinWords(reason: OrderView['pinReason']): string {
  const by = reason?.by ? `${formatMoney(reason.by)} ` : '';
  switch (reason?.kind) {
    case 'over-weekly':
      return `It is ${by}over your weekly limit.`;
    case 'over-ceiling':
      return `It is ${by}over what you allow for one purchase.`;
    case 'used-meanwhile':
      return 'What was left of your weekly limit was used meanwhile by another order.';
    case 'cannot-cover':
      return 'Paysera says that the wallet has too little money for it.';
    case 'ended':
      return 'Your permission to pay without a PIN is no longer active.';
    case 'changed':
      return 'Your permission to pay without a PIN changed at that very moment, so nothing was taken under it.';
    case 'sign-in-again':
      return 'Your sign-in is older than a day.';
    case 'unreachable':
      return 'Paysera could not be asked to pay without one just now.';
    default:
      return 'Confirm it at Paysera.';
  }
}
