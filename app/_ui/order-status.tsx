// An order's status as every list shows it: the same words, shape and colour in the shop and at the desk.
import type { ReactNode } from 'react';
import { StatusBadge, type StatusTone } from './status-badge.tsx';

export type ShownOrderStatus = 'pending' | 'paid' | 'refunded' | 'expired' | 'cancelled';

export const orderStatusWords: Record<ShownOrderStatus, string> = {
  pending: 'Waiting for payment',
  paid: 'Paid',
  refunded: 'Given back',
  expired: 'Expired',
  cancelled: 'Cancelled',
};

const tones: Record<ShownOrderStatus, StatusTone> = {
  pending: 'waiting',
  paid: 'positive',
  refunded: 'neutral',
  expired: 'neutral',
  cancelled: 'neutral',
};

/** Where there is little room and the reader knows what is waited for. */
export const shortOrderStatusWords: Record<ShownOrderStatus, string> = { ...orderStatusWords, pending: 'Waiting' };

export function OrderStatus({ status, short = false }: { status: ShownOrderStatus; short?: boolean }): ReactNode {
  return <StatusBadge tone={tones[status]}>{(short ? shortOrderStatusWords : orderStatusWords)[status]}</StatusBadge>;
}
