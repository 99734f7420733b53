// What an order's page may say about its payment: one title and one sentence for each thing we can know. "Paid" is said only
// when it is, and "try again" only when trying again cannot pay twice.
import { type PaymentView, reasonWords } from '#lib/payments/payment-view.ts';

export type OrderWords = {
  tone: 'positive' | 'waiting' | 'warning' | 'danger' | 'neutral';
  title: string;
  text: string;
  pay: 'Pay' | 'Try again:' | 'Continue at Paysera:' | null;
};

export function orderWords({ tier, reason }: PaymentView, amount: string): OrderWords {
  const because = reason ? ` ${reason}` : '';
  switch (tier) {
    case 'paid':
      return { tone: 'positive', title: 'Paid', text: 'Thank you. We have your payment and are putting your things together.', pay: null };
    case 'not-sent':
      return { tone: 'warning', title: 'Not sent', text: `You were not charged.${because}`, pay: 'Try again:' };
    case 'not-paid-yet':
      return {
        tone: 'warning',
        title: 'Not paid yet',
        text: 'Nothing was charged. Go on at Paysera where you left off.',
        pay: 'Continue at Paysera:',
      };
    case 'waiting-funds':
      return {
        tone: 'warning',
        title: 'Approved, but your wallet doesn’t have enough money yet',
        text: 'Nothing was charged. Add money to the wallet, or choose another one at Paysera.',
        pay: 'Continue at Paysera:',
      };
    case 'approved-waiting':
      return {
        tone: 'waiting',
        title: 'Approved',
        text: `Paysera is holding ${amount}${reason ? ` and waits for ${reason}` : ''}. This page changes by itself.`,
        pay: null,
      };
    case 'not-paid':
      return { tone: 'danger', title: 'Not paid', text: `You were not charged.${because}`, pay: 'Try again:' };
    case 'finishing':
      return {
        tone: 'waiting',
        title: 'Approved. We’re finishing your order.',
        text: 'Usually a few seconds. You can close this page; its address keeps your order.',
        pay: null,
      };
    case 'held':
      return {
        tone: 'waiting',
        title: 'Approved without a PIN',
        text: `Paysera is holding ${amount}. It is paid by itself when the time to undo is over; closing this page changes nothing.`,
        pay: null,
      };
    case 'saving':
      return { tone: 'waiting', title: 'Paid. We’re saving your order.', text: 'Don’t pay again. This page changes by itself.', pay: null };
    case 'checking':
      if (reason === reasonWords.undone)
        return {
          tone: 'waiting',
          title: 'Undone. Checking',
          text: `You undid it in time. We are making sure that Paysera lets go of ${amount}. Don’t pay again yet.`,
          pay: null,
        };
      return {
        tone: 'waiting',
        title: 'Checking',
        text: `We are asking Paysera about your payment of ${amount}. Don’t pay again.`,
        pay: null,
      };
    case 'expired':
      return { tone: 'neutral', title: 'This order has ended', text: 'It was not paid in time. Nothing was charged.', pay: null };
    case 'cancelled':
      if (reason === reasonWords.undone)
        return { tone: 'neutral', title: 'Undone', text: `Nothing was charged. Paysera has let go of ${amount}.`, pay: null };
      return { tone: 'neutral', title: 'Cancelled', text: `${reason ?? ''} Nothing was charged.`.trim(), pay: null };
    case 'refunded':
      return { tone: 'neutral', title: 'Given back', text: `${amount} went back to the wallet it came from.`, pay: null };
    case 'review':
      return {
        tone: 'warning',
        title: 'A person is looking at this payment',
        text: 'What Paysera says about it does not fit together. Don’t pay again: your things stay put aside, and this page will say what came of it.',
        pay: null,
      };
    case 'given-up':
      return {
        tone: 'neutral',
        title: 'This order has ended',
        text: `A person looked: we find no payment of ${amount} for it. Should it have left your wallet all the same, write to us with the order’s number, and it goes back.`,
        pay: null,
      };
  }
}
