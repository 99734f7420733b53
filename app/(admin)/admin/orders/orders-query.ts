// What the address of the orders list may say, parsed once; everything else in it is ignored.
import { isOrderStatus, type OrderStatus } from '#lib/orders/order-status.ts';

export type OrdersQuery = { status?: OrderStatus; attention?: boolean; text?: string; after?: string; before?: string };
type Raw = Record<string, string | string[] | undefined>;

const MAX_TEXT = 120; // an e-mail address has at most 254 characters, but nobody types more than this to find one
const MAX_CURSOR = 200;

export function readOrdersQuery(raw: Raw): OrdersQuery {
  const query: OrdersQuery = {};
  const status = one(raw, 'status');
  const text = one(raw, 'text').trim().replace(/^#/, '').slice(0, MAX_TEXT);
  const after = one(raw, 'after').slice(0, MAX_CURSOR);
  const before = one(raw, 'before').slice(0, MAX_CURSOR);
  if (one(raw, 'attention') === '1') query.attention = true;
  else if (isOrderStatus(status)) query.status = status;
  if (text) query.text = text;
  if (after) query.after = after;
  else if (before) query.before = before;
  return query;
}

/** The address of a list; filters go to its first page because a cursor belongs to the list it came from. */
export function ordersPath(query: OrdersQuery): string {
  const search = new URLSearchParams();
  if (query.attention) search.set('attention', '1');
  for (const name of ['status', 'text', 'after', 'before'] as const) if (query[name]) search.set(name, query[name]);
  return search.size > 0 ? `/admin/orders?${search}` : '/admin/orders';
}

function one(raw: Raw, name: string): string {
  const value = raw[name];
  return typeof value === 'string' ? value : '';
}
