/** What the shop calls this purchase: faults drawn by a seed must not depend on our random keys. */
import type { Call } from '../http/call.ts';
import type { World } from '../world/world.ts';

export function orderOfCall(world: World, call: Call): string {
  const key =
    call.params.key ?? (call.params.payment === undefined ? undefined : world.payments.get(Number(call.params.payment))?.transactionKey);
  if (key !== undefined) return orderOfTransaction(world, key);
  if (call.method !== 'POST' || call.body.length === 0) return '';
  try {
    const body = JSON.parse(call.body.toString('utf8')) as { parameters?: unknown; payments?: { parameters?: unknown }[] };
    return orderIn(body.payments?.[0]?.parameters ?? body.parameters) ?? '';
  } catch {
    return '';
  }
}

export function orderOfTransaction(world: World, key: string): string {
  const first = world.transactions.get(key)?.payments[0];
  return orderIn(first === undefined ? undefined : world.payments.get(first)?.parameters) ?? key;
}

function orderIn(parameters: unknown): string | undefined {
  if (typeof parameters !== 'object' || parameters === null) return undefined;
  for (const name of ['order', 'order_id', 'orderid', 'orderId', 'order_number']) {
    const value = (parameters as Record<string, unknown>)[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return undefined;
}
