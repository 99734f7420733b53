// One instance of the shop in a storm: use cases behind a plain listener, jobs and sweep, on a line that breaks; it kills or stops
// itself where the seed says. Everything but the listener, the line and the ids is what runs in a real shop.
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { flushCompileCache } from 'node:module';
import { recordCallback } from '#lib/callbacks/record-callback.ts';
import { addToCart } from '#lib/carts/change-cart.ts';
import { cancelOrder } from '#lib/checkout/cancel-order.ts';
import { payForOrder } from '#lib/checkout/pay-for-order.ts';
import { placeOrder } from '#lib/checkout/place-order.ts';
import { refreshOrder } from '#lib/checkout/refresh-order.ts';
import type { Ids } from '#lib/ids.ts';
import { randomIds } from '#lib/ids.ts';
import { runWorker } from '#lib/jobs/run-worker.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import type { Services } from '#lib/services.ts';
import type { StormPlan } from './plan.ts';
import { type ChosenGrant, grantOf, quickPayCalls } from './quick-pay-calls.ts';
import { refundCalls } from './refunds.ts';
import { stormServices } from './storm-services.ts';

process.on('disconnect', () => process.exit(0)); // the storm itself was ended

const [planFile, port, life] = process.argv.slice(2) as [string, string, string];
const plan = JSON.parse(readFileSync(planFile, 'utf8')) as StormPlan;
const s = stormServices(plan, life);

type Calls = Record<string, (input: never) => Promise<unknown>>;
type Once = { name: string; tab: number; again: number };
type Place = Once & { token: string; version: number; total: string; shopperId?: string };
type PayForIt = Once & { orderId: string; turn: number; grant?: ChosenGrant; shopperId?: string };
const calls: Calls = {
  fill: async ({ variantId, quantity }: { variantId: string; quantity: number }) => {
    const added = await addToCart(s, { token: null, variantId, quantity });
    return added.kind === 'changed' ? { token: added.token, version: added.cart.version, total: added.cart.total.minor.toString() } : added;
  },
  place: ({ name, tab, again, token, version, total, shopperId }: Place) =>
    placeOrder(withIds(`${name}/${tab}/${again}/place`), {
      cartToken: token,
      cartVersion: version,
      email: `${name}@storm.lt`,
      shownTotalMinor: BigInt(total),
      shopperId: shopperId ?? null,
      language: 'en',
    }),
  pay: ({ name, tab, again, orderId, turn, grant, shopperId }: PayForIt) =>
    payForOrder(withIds(`${name}/${tab}/${turn}/${again}/pay`), { orderId, language: 'en', grant: grantOf(grant), shopperId }),
  return: async ({ orderId }: { orderId: string }) => {
    await refreshOrder(s, orderId, 'return');
    return viewOf(orderId);
  },
  view: ({ orderId }: { orderId: string }) => viewOf(orderId),
  cancel: ({ orderId }: { orderId: string }) => cancelOrder(s, { orderId, by: 'shopper' }),
  ...quickPayCalls(s, withIds),
  ...refundCalls(s),
};

async function viewOf(orderId: string) {
  const order = await readOrder(s, orderId);
  return order && { status: order.status, tier: order.payment.tier, canPay: order.payment.canPay, attempt: order.attempt?.id ?? null };
}

/** Ids follow from what is done, not from when: a replay gives the same order the same id. */
function withIds(about: string): Services {
  let count = 0;
  const ids: Ids = {
    token: () => randomIds.token(),
    next: (prefix) => `${prefix}_${createHash('sha256').update(`${plan.seed}/${about}/${count++}`).digest('hex').slice(0, 26)}`,
  };
  return { ...s, ids };
}

const statuses = { accepted: 200, forged: 403, unavailable: 503, malformed: 400 } as const;

createServer(async (request, response) => {
  const answer = (status: number, body: unknown) =>
    response.writeHead(status).end(JSON.stringify(body, (_name, value) => (typeof value === 'bigint' ? value.toString() : value)));
  try {
    const body = await readBody(request);
    const [, kind, name] = (request.url ?? '').split('/');
    if (kind === 'api') {
      const form = new URLSearchParams(body);
      const recorded = await recordCallback(s, { environment: 'local', event: form.get('event') ?? '', sign: form.get('sign') ?? '' });
      return answer(statuses[recorded.kind], {});
    }
    const call = calls[name ?? ''];
    return call ? answer(200, await call(JSON.parse(body) as never)) : answer(404, {});
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    // A rule of the database that had to step in is a bug of ours, even if it saved the day: the auditor reads this file.
    if (/^(TL00|23514)/.test(code)) appendFileSync(`${plan.journal}.broken-rules`, `${code} ${(error as Error).message}\n`);
    return answer(503, { error: (error as Error).message });
  }
}).listen(Number(port), '127.0.0.1', async () => {
  await runWorker(s, { concurrency: 4 }).catch((error) => {
    console.error(error);
    process.exit(1);
  });
  process.send?.({ ready: true });
  flushCompileCache(); // else written at an exit, which who is killed never has
});

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
