// What came of "Ask Paysera now" or of giving back, said once at the top of the page; the details are the newest lines of the timeline.
import type { ReactNode } from 'react';
import type { OrderStatus } from '#lib/orders/order-status.ts';
import { SaidOnce, type Sayings } from '../../said-once.tsx';

const answers = {
  moved: { tone: 'positive', title: 'Paysera had news', text: 'The order is shown as it is now; what was said is in the timeline.' },
  unchanged: { tone: 'info', title: 'Nothing new', text: 'Paysera says what we had recorded.' },
  settled: { tone: 'info', title: 'Nothing to ask', text: 'No payment of this order is open, so nothing about it can change at Paysera.' },
  unreachable: { tone: 'warning', title: 'Paysera could not be reached', text: 'Nothing was changed, and we keep asking on our own.' },
  refunded: { tone: 'positive', title: 'Given back', text: 'It is in the ledger and the timeline, and the customer’s page says so.' },
  requested: {
    tone: 'info',
    title: 'Asked: it waits for a second person',
    text: 'Nothing was given back yet. Another owner finds it on the list of orders and agrees or declines.',
  },
  'requested-already': {
    tone: 'info',
    title: 'It waits for a second person already',
    text: 'It was asked for before; one request is enough.',
  },
  declined: { tone: 'info', title: 'Declined', text: 'Nothing was given back. Who asked reads why on this page.' },
  withdrawn: { tone: 'info', title: 'Taken back', text: 'Nothing was given back, and nobody needs to decide any more.' },
  'request-gone': {
    tone: 'info',
    title: 'Nothing was decided',
    text: 'Somebody was faster, it was taken back, or its time had run out. The timeline tells which.',
  },
  'agreed-transfer': {
    tone: 'warning',
    title: 'Agreed: now the money is transferred by hand',
    text: 'Paysera gives this payment back no more. “Give money back…” says how; the agreement holds for three days.',
  },
  'agreed-finishing': {
    tone: 'info',
    title: 'Agreed, and on its way',
    text: 'Paysera was asked and its answer was lost. This is finished by itself, and nothing is given back twice.',
  },
  'agreed-not-done': {
    tone: 'warning',
    title: 'Agreed, but nothing was given back yet',
    text: 'Paysera could not be asked, says something else than we recorded, or whoever asked may do this no more. Press “Give money back…”; the agreement holds for three days.',
  },
  booked: { tone: 'positive', title: 'Booked', text: 'The order is paid: ledger, goods and receipt were written together.' },
  'given-back': {
    tone: 'positive',
    title: 'The goods are back',
    text: 'The order has ended. Should Paysera say later that money came, it stands under Reconciliation.',
  },
  'moved-on': {
    tone: 'info',
    title: 'Not decided',
    text: 'Another person or a new reading of Paysera was faster. What is true now is below; look again before you decide.',
  },
  already: { tone: 'info', title: 'Given back already', text: 'Another press or another person was faster; it was done once.' },
} as const satisfies Sayings;

export type Asked = keyof typeof answers;

const endings: Partial<Record<string, readonly OrderStatus[]>> = {
  refunded: ['refunded'],
  already: ['refunded'],
  booked: ['paid', 'refunded'],
  'given-back': ['cancelled', 'expired'],
};

/** What became of money is said only where it is so: an address can be typed, or sent. */
export function Answer({ asked, status }: { asked: string | string[] | undefined; status: OrderStatus }): ReactNode {
  const only = typeof asked === 'string' && Object.hasOwn(endings, asked) ? endings[asked] : undefined;
  if (only && !only.includes(status)) return null;
  return <SaidOnce sayings={answers} name={asked} />;
}
