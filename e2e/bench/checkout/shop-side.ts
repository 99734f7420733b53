// The shop that is measured: use cases, worker and a plain listener for callbacks in one process, without Next.
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { recordCallback } from '#lib/callbacks/record-callback.ts';
import { putInCart } from '#lib/carts/change-cart.ts';
import { setFailpoint } from '#lib/checkout/failpoint.ts';
import { payForOrder } from '#lib/checkout/pay-for-order.ts';
import { placeOrder } from '#lib/checkout/place-order.ts';
import { readEnv } from '#lib/env.ts';
import { randomIds } from '#lib/ids.ts';
import { runWorker } from '#lib/jobs/run-worker.ts';
import { createServices } from '#lib/services.ts';
import { runTurn } from './run-turn.ts';
import { type BenchWorld, priceMinor, richWallets, type Turn, variants } from './world.ts';

const world = JSON.parse(process.argv[2] as string) as BenchWorld;
const s = createServices(readEnv(world.settings), { poolSize: 24 });
const control = new Pool(world.control.url, { connections: 40 });
const statuses = { accepted: 200, forged: 403, unavailable: 503, malformed: 400 } as const;

const listener = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    recordCallback(s, { environment: 'local', event: form.get('event') ?? '', sign: form.get('sign') ?? '' }).then(
      ({ kind }) => response.writeHead(statuses[kind]).end('OK'),
      () => response.writeHead(503).end(),
    );
  });
}).listen(world.port, '127.0.0.1');

const waiting = new Map<string, () => void>();
setFailpoint((point, attemptId) => {
  if (point === 'after-settle') waiting.get(attemptId)?.();
});

const worker = await runWorker(s, { concurrency: 16 });

async function buy(number: number): Promise<number> {
  let attemptId = '';
  const mine = {
    ...s,
    ids: {
      ...randomIds,
      next: (prefix: Parameters<typeof randomIds.next>[0]) => {
        const id = randomIds.next(prefix);
        if (prefix === 'att') attemptId ||= id;
        return id;
      },
    },
  };
  const added = await putInCart(s, { token: null, variantId: `var_bench${number % variants}`, quantity: 1 });
  if (added.kind !== 'written') throw new Error(added.reason);
  const started = performance.now();
  const placed = await placeOrder(mine, {
    cartToken: added.token,
    cartVersion: added.version,
    email: `buyer${number}@example.lt`,
    shownTotalMinor: priceMinor,
    shopperId: null,
    language: 'en',
  });
  if (placed.kind !== 'placed') throw new Error(placed.kind);
  const paid = new Promise<void>((resolve) => waiting.set(attemptId, resolve));
  const answer = await payForOrder(s, { orderId: placed.orderId, language: 'en' });
  if (answer.kind !== 'redirect') throw new Error(JSON.stringify(answer));
  await accept(answer.url.split('/').at(-1) as string, number);
  await paid;
  waiting.delete(attemptId);
  return performance.now() - started;
}

async function accept(key: string, number: number): Promise<void> {
  const { statusCode, body } = await control.request({
    method: 'POST',
    path: `/transactions/${key}/accept`,
    headers: { authorization: `Bearer ${world.control.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ wallet: richWallets[number % richWallets.length] }),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(text);
}

process.on('message', (turn: Turn | 'stop') => {
  if (turn !== 'stop') return void runTurn(turn, buy).then((result) => process.send?.(result), fail);
  listener.close();
  worker.stop().finally(() => process.exit(0));
});
process.send?.('ready');

function fail(error: unknown): never {
  console.error(error);
  process.exit(1);
}
