/** Posts signed events to shops, and again on a schedule until one answers with success. */
import { sign } from 'node:crypto';
import { Agent, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import { deliveryLifeSeconds } from '../world/rebuild.ts';
import type { Delivery } from '../world/records.ts';
import { callbackKey, settings, type World } from '../world/world.ts';

const answerWithinMs = 10_000;
const givenUpAfterSeconds = 86_400;
const agents = { http: new Agent({ keepAlive: true }), https: new SecureAgent({ keepAlive: true }) };

export async function deliver(world: World, id: number): Promise<void> {
  const delivery = world.deliveries.get(id);
  if (delivery?.state !== 'waiting' || delivery.nextAt > world.clock.nowSeconds()) return;
  // Whatever happens meanwhile, this one is on its way: nobody else takes it up.
  delivery.nextAt = Number.MAX_SAFE_INTEGER;
  const body = new URLSearchParams({ event: delivery.event, sign: await signature(world, delivery) }).toString();
  const status = await post(delivery.uri, body);
  const now = world.clock.nowSeconds();
  delivery.attempts.push({ at: now, status });
  if (typeof status === 'number' && status >= 200 && status < 300) delivery.state = 'delivered';
  else if (delivery.forged || now - delivery.createdAt >= givenUpAfterSeconds) delivery.state = 'given-up';
  else {
    const waits = settings(world).callbackRetrySeconds;
    delivery.nextAt = now + (waits[Math.min(delivery.attempts.length, waits.length) - 1] ?? 5);
    world.agenda.add(delivery.nextAt, 'deliver', delivery.id);
  }
  if (delivery.state !== 'waiting') world.agenda.add(now + deliveryLifeSeconds, 'forget-delivery', id);
  world.deliveries.touch(id);
}

function signature(world: World, delivery: Delivery): Promise<string> {
  const key = callbackKey(world).privatePem;
  // A forged event carries a signature that is well formed and of something else.
  const text = delivery.forged ? `${delivery.event} ` : delivery.event;
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(text), key, (error, bytes) => (error ? reject(error) : resolve(bytes.toString('base64'))));
  });
}

function post(uri: string, body: string): Promise<number | string> {
  return new Promise((resolve) => {
    const secure = uri.startsWith('https:');
    if (!secure && !uri.startsWith('http:')) return resolve('not a web address');
    const options = {
      method: 'POST',
      agent: secure ? agents.https : agents.http,
      timeout: answerWithinMs,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'Paysera callbacks (local)',
      },
    };
    const request = secure ? requestHttps(uri, options) : requestHttp(uri, options);
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', (error) => resolve(error.message));
    });
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', (error) => resolve(error.message));
    request.end(body);
  });
}

/** Idle connections to shops would keep the process from ending. */
export function closeConnections(): void {
  agents.http.destroy();
  agents.https.destroy();
}
