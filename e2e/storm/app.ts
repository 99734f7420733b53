// One instance of the shop in a storm: use cases behind a plain listener, jobs and sweep, on a line that breaks; it kills or stops
// itself where the seed says. Everything but the listener, the line and the ids is what runs in a real shop.
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { recordCallback } from '#lib/callbacks/record-callback.ts';
import { addToCart } from '#lib/carts/change-cart.ts';
import { cancelOrder } from '#lib/checkout/cancel-order.ts';
import { setFailpoint } from '#lib/checkout/failpoint.ts';
import { payForOrder } from '#lib/checkout/pay-for-order.ts';
import { placeOrder } from '#lib/checkout/place-order.ts';
import { refreshOrder } from '#lib/checkout/refresh-order.ts';
import { readEnv } from '#lib/env.ts';
import type { Ids } from '#lib/ids.ts';
import { randomIds } from '#lib/ids.ts';
import { runWorker } from '#lib/jobs/run-worker.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { createPayseraClient } from '#lib/paysera/client.ts';
import { createTransport, type Request } from '#lib/paysera/transport.ts';
import { createServices, type Services } from '#lib/services.ts';
import { chanceOf } from './chance.ts';
import { openJournal } from './fault-journal.ts';
import { faultyTransport } from './faulty-transport.ts';
import type { StormPlan } from './plan.ts';
import { type ChosenGrant, grantOf, quickPayCalls } from './quick-pay-calls.ts';

process.on('disconnect', () => process.exit(0)); // the storm itself was ended

const [planFile, port, life] = process.argv.slice(2) as [string, string, string];
const plan = JSON.parse(readFileSync(planFile, 'utf8')) as StormPlan;
const chance = chanceOf(plan.seed);
const journal = openJournal(plan);
const env = readEnv(plan.settings);
const local = env.paysera.local as NonNullable<typeof env.paysera.local>;

const transport = createTransport({ origin: local.apiUrl, ca: local.ca, connectTimeoutMs: 1_000, maxConnections: 16 });
const s: Services = createServices(env, {
  timing: plan.timing,
  paysera: createPayseraClient({
    environment: { name: 'local', apiUrl: local.apiUrl, pagesUrl: local.pagesUrl },
    credentials: { kind: 'mac', clientId: env.paysera.clientId, macKey: env.paysera.macKey },
    projectId: env.paysera.projectId,
    timeouts: { connectMs: 1_000, totalMs: plan.timing.callMs },
    transport: faultyTransport(transport, { chance, journal, rate: plan.rates.request, nameOf: nameOfRequest }),
  }),
});

// Which order of which shopper a row belongs to: its e-mail address says it.
const names = new Map<string, string>();
async function nameOf(id: string): Promise<string> {
  const known = names.get(id);
  if (known) return known;
  const { rows } = await s.pool
    .query(
      `SELECT split_part(o.email, '@', 1) || CASE WHEN a.number IS NULL THEN '' ELSE '/' || a.number END AS name
       FROM shop_order o LEFT JOIN attempt a ON a.order_id = o.id AND (a.id = $1 OR a.transaction_key = $1)
       LEFT JOIN allowance w ON w.order_id = o.id AND w.id = $1
       WHERE o.id = $1 OR a.id = $1 OR a.transaction_key = $1 OR w.id = $1 LIMIT 1`,
      [id],
    )
    .catch(() => ({ rows: [] }));
  const name = rows[0]?.name ?? 'unknown';
  if (rows[0]) names.set(id, name);
  return name;
}

function nameOfRequest(request: Request): Promise<string> {
  if (request.method === 'POST' && request.body?.startsWith('{'))
    return nameOf(JSON.parse(request.body).payments?.[0]?.parameters?.attempt ?? '');
  const wallet = /\/allowance\/\w+\/(\d+)/.exec(request.uri)?.[1];
  if (wallet) return Promise.resolve(`w${wallet}`);
  const key = /\/transaction\/([^/?]+)/.exec(request.uri)?.[1];
  return key ? nameOf(decodeURIComponent(key)) : Promise.resolve('-');
}

const passes = new Map<string, number>();
setFailpoint(async (point, subject) => {
  const pass = (passes.get(point) ?? 0) + 1;
  passes.set(point, pass);
  if (plan.kills.length > 0) {
    const planned = plan.kills.find((kill) => kill.point === point && kill.pass === pass);
    if (planned && journal.fire(`${point}#${pass}=planned-kill`)) process.kill(process.pid, 'SIGKILL');
    return;
  }
  // Who was killed at a place lives on past it in the next life: else one order would kill every process that looks at it.
  const about = `${point}#${await nameOf(subject)}#life${life}`;
  const count = (passes.get(about) ?? 0) + 1;
  passes.set(about, count);
  if (chance.happens(plan.rates.kill, 'kill', about, count) && journal.fire(`${about}.${count}=kill`)) process.kill(process.pid, 'SIGKILL');
  if (chance.happens(plan.rates.pause, 'pause', about, count) && journal.fire(`${about}.${count}=pause`)) {
    // The parent wakes us; until then not one line of this process runs.
    await new Promise<void>((resolve) => process.send?.({ stopped: true }, () => resolve()));
    process.kill(process.pid, 'SIGSTOP');
  }
});

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
    if (/^TL00/.test(code)) appendFileSync(`${plan.journal}.broken-rules`, `${code} ${(error as Error).message}\n`);
    return answer(503, { error: (error as Error).message });
  }
}).listen(Number(port), '127.0.0.1', async () => {
  await runWorker(s, { concurrency: 4 }).catch((error) => {
    console.error(error);
    process.exit(1);
  });
  process.send?.({ ready: true });
});

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
