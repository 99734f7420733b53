// An order's link is its key: the id and an HMAC over it, computed and never stored, so that every page and mail gives the same one.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Keys } from '../keys.ts';

const purpose = 'order-link';

export function orderToken(keys: Keys, orderId: string): string {
  return `${orderId}.${code(keys.current(purpose).key, orderId).toString('base64url')}`;
}

/** @returns the order's id when the token is one of ours, made with the current or the previous secret. */
export function readOrderToken(keys: Keys, token: string): string | null {
  const parts = /^(ord_[0-9a-z]{10,40})\.([A-Za-z0-9_-]{43})$/.exec(token);
  if (!parts?.[1] || !parts[2]) return null;
  const given = Buffer.from(parts[2], 'base64url');
  // Several texts decode to the same bytes; only the one we write is the link.
  if (given.toString('base64url') !== parts[2]) return null;
  const orderId = parts[1];
  return keys.all(purpose).some(({ key }) => timingSafeEqual(code(key, orderId), given)) ? orderId : null;
}

function code(key: Parameters<typeof createHmac>[1], orderId: string): Buffer {
  return createHmac('sha256', key).update(orderId).digest();
}
