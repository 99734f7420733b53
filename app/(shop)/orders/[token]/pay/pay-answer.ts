// Where the browser goes after "Pay": to Paysera, or to the page that says why not.
import type { payForOrder } from '#lib/checkout/pay-for-order.ts';

type PayAnswer = Awaited<ReturnType<typeof payForOrder>>;

export function payAnswerPath(token: string, answer: PayAnswer): string {
  switch (answer.kind) {
    case 'redirect':
      return answer.url;
    case 'unavailable':
      return `/orders/${token}/pay?${new URLSearchParams({ problem: answer.code })}`;
    case 'paid':
    case 'finishing':
    case 'ended':
      return `/orders/${token}`;
  }
}
