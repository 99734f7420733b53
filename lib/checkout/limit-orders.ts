// How many orders may be begun from one address of the internet: each holds goods for an hour and costs Paysera some thirty readings, and a
// guest needs nothing to begin one. Who is signed in is counted by their account, wherever they are.
import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { takeFor } from './rate-limit.ts';

export type Orderer = {
  shopperId: string | null;
  /** As the proxy in front of the shop saw it; null where there is none. */
  address: string | null;
};

const hourMs = 3_600_000;
const purpose = 'orders-from-address';

/**
 * Whether one more order may be begun; a yes is taken. As many as the setting says at once, and as many again evenly over an hour. An
 * address is kept for a day at most, and not as itself. Where neither a person nor an address is known, nobody is held back.
 */
export async function mayOrder(s: Services, orderer: Orderer): Promise<boolean> {
  const asker = askerOf(s, orderer);
  if (asker === null) return true;
  return (await runOne(s.pool, take, [s.env.paysera.environment, asker, s.clock.now(), hourMs / s.env.ordersPerHour, hourMs])) !== null;
}

function askerOf(s: Services, { shopperId, address }: Orderer): string | null {
  if (shopperId !== null) return `orders of ${shopperId}`;
  const network = address && networkOf(address);
  return network
    ? `orders from ${createHmac('sha256', s.keys.current(purpose).key).update(network).digest('base64url').slice(0, 22)}`
    : null;
}

/** One customer of a network has one address of IPv4, and all those of IPv6 that begin with the same 64 bits. Null for this machine itself. */
export function networkOf(address: string): string | null {
  const text = address.trim();
  if (!ipaddr.isValid(text)) return null;
  const parsed = ipaddr.process(text); // IPv4 written as IPv6 is IPv4
  if (parsed.range() === 'loopback') return null;
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}

const take = { name: 'orders-take', text: takeFor('$2::text', '4', '5', 'true') };
