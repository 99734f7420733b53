// The local Paysera must never be the bottleneck of a test: signed reads and creations over HTTPS keep-alive, one process, no state file.
import { Pool } from 'undici';
import { authorization, extFor, freshNonce, shop } from '../contract/simulator/signer.ts';
import { type Simulator, startSimulator } from '../contract/simulator/start-simulator.ts';
import type { Chapter } from './bench.ts';

const concurrency = 24;
const warmUpRequests = 3_000;
const measuredRequests = 12_000;
const limits = { readsPerSecond: 4_000, creationsPerSecond: 2_000 };

const transaction = JSON.stringify({
  payments: [{ description: 'Payment for order No. 1234', price_decimal: '12.99', currency: 'EUR', parameters: { order: 1234 } }],
  redirect_uri: 'http://localhost/orders/1234',
  use_allowance: false,
});

export const simulatorChapter: Chapter = {
  name: 'simulator',
  title: 'The local Paysera under load',
  async run(print) {
    const simulator = await startSimulator();
    const pool = new Pool(simulator.https, { connections: concurrency, connect: { ca: simulator.ca } });
    try {
      const create = () => sign(simulator, 'POST', '/rest/v1/transaction', transaction);
      await perSecond(pool, warmUpRequests, create);
      const creationsPerSecond = await perSecond(pool, measuredRequests, create);
      print(`creations: ${creationsPerSecond.toLocaleString('en')} a second (at least ${limits.creationsPerSecond.toLocaleString('en')})`);

      const newest = await simulator.control('GET', '/transactions?limit=1');
      const path = `/rest/v1/transaction/${newest.json.transactions[0].transaction.transaction_key}`;
      const read = () => sign(simulator, 'GET', path, '');
      await perSecond(pool, warmUpRequests, read);
      const readsPerSecond = await perSecond(pool, measuredRequests, read);
      print(`signed reads: ${readsPerSecond.toLocaleString('en')} a second (at least ${limits.readsPerSecond.toLocaleString('en')})`);
      const isWithinLimits = readsPerSecond >= limits.readsPerSecond && creationsPerSecond >= limits.creationsPerSecond;
      return { figures: { readsPerSecond, creationsPerSecond, isWithinLimits }, isWithinLimits };
    } finally {
      await pool.close();
      await simulator.stop();
    }
  },
};

type Signed = { method: 'GET' | 'POST'; path: string; body: string | null; headers: Record<string, string> };

function sign(simulator: Simulator, method: Signed['method'], path: string, body: string): Signed {
  const { hostname, port } = new URL(simulator.https);
  const ts = String(Math.floor(Date.now() / 1000));
  const request = { ts, nonce: freshNonce(), method, uri: path, host: hostname, port: Number(port), ext: extFor(body) };
  const headers = { authorization: authorization(shop, request), 'content-type': 'application/json' };
  return { method, path, body: body === '' ? null : body, headers };
}

/** Requests are signed beforehand: the client's work must not take the time of the server it shares two cores with. */
async function perSecond(pool: Pool, count: number, make: () => Signed): Promise<number> {
  const requests = Array.from({ length: count }, make);
  const startedMs = performance.now();
  const lane = async () => {
    for (let request = requests.pop(); request; request = requests.pop()) {
      const answer = await pool.request(request);
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`the local Paysera answered ${answer.statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return Math.round(count / ((performance.now() - startedMs) / 1000));
}
