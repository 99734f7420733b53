// The states of an order as one table: transitions, attributes, the model, the drawing and the database's trigger all say this.

export const orderStatuses = {
  pending: { terminal: false, paid: false, next: ['paid', 'expired', 'cancelled'] },
  paid: { terminal: false, paid: true, next: ['refunded'] },
  refunded: { terminal: true, paid: true, next: [] },
  expired: { terminal: true, paid: false, next: [] },
  cancelled: { terminal: true, paid: false, next: [] },
} as const satisfies Record<string, { terminal: boolean; paid: boolean; next: readonly string[] }>;

export type OrderStatus = keyof typeof orderStatuses;

export function isOrderStatus(text: string): text is OrderStatus {
  return Object.hasOwn(orderStatuses, text);
}

export function canOrderMove(from: OrderStatus, to: OrderStatus): boolean {
  return (orderStatuses[from].next as readonly string[]).includes(to);
}
