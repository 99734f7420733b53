// What every process of a storm is given instead of a shop's usual services: scaled times, a line to Paysera that breaks where the seed
// says, and failpoints that kill or stop the process.
import { setTimeout as pause } from 'node:timers/promises';
import { setFailpoint } from '#lib/checkout/failpoint.ts';
import { readEnv } from '#lib/env.ts';
import { createPayseraClient } from '#lib/paysera/client.ts';
import { createTransport, type Request } from '#lib/paysera/transport.ts';
import { createServices, type Services } from '#lib/services.ts';
import { chanceOf } from './chance.ts';
import { openJournal } from './fault-journal.ts';
import { faultyTransport } from './faulty-transport.ts';
import type { StormPlan } from './plan.ts';

/** Fewer than a shop's ten: a process that lives for seconds pays for opening each, and still has three times as many as there are cores. */
const connections = 6;

/** `life` counts the processes of a storm: who is started again after a kill is another one. */
export function stormServices(plan: StormPlan, life: string): Services {
  const chance = chanceOf(plan.seed);
  const journal = openJournal(plan);
  const env = readEnv(plan.settings);
  const local = env.paysera.local as NonNullable<typeof env.paysera.local>;

  const transport = createTransport({ origin: local.apiUrl, ca: local.ca, connectTimeoutMs: 1_000, maxConnections: 16 });
  const s = createServices(env, {
    timing: plan.timing,
    poolSize: connections,
    paysera: createPayseraClient({
      environment: { name: 'local', apiUrl: local.apiUrl, pagesUrl: local.pagesUrl },
      credentials: { kind: 'mac', clientId: env.paysera.clientId, macKey: env.paysera.macKey },
      projectId: env.paysera.projectId,
      timeouts: { connectMs: 1_000, totalMs: plan.timing.callMs },
      transport: faultyTransport(transport, { seed: plan.seed, chance, journal, rate: plan.rates.request, life, nameOf: nameOfRequest }),
    }),
  });

  // Which order of which shopper a row belongs to: its e-mail address says it.
  const names = new Map<string, string>();
  async function nameOf(id: string): Promise<string> {
    const known = names.get(id);
    if (known) return known;
    const { rows } = await s.pool.query<{ name: string }>({ ...nameOfId, values: [id] }).catch(() => ({ rows: [] }));
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
      if (planned && journal.fireOnce(`${point}#${pass}=planned-kill`)) process.kill(process.pid, 'SIGKILL');
      return;
    }
    // Who was killed at a place lives on past it in the next life: else one order would kill every process that looks at it.
    const about = `${point}#${await nameOf(subject)}#life${life}`;
    const count = (passes.get(about) ?? 0) + 1;
    passes.set(about, count);
    // Most clicks are slow between taking and reserving: what may come between the two shall come.
    if (point === 'after-take-use' && chance.happens(0.7, 'slow-click', about))
      await pause(chance.number('slow-click-ms', about) * 400 * plan.stretch);
    if (chance.happens(plan.rates.kill, 'kill', about, count) && journal.fire(`${about}.${count}=kill`))
      process.kill(process.pid, 'SIGKILL');
    if (chance.happens(plan.rates.pause, 'pause', about, count) && journal.fire(`${about}.${count}=pause`)) {
      // The parent wakes us; until then not one line of this process runs.
      await new Promise<void>((resolve) => process.send?.({ stopped: true }, () => resolve()));
      process.kill(process.pid, 'SIGSTOP');
    }
  });
  return s;
}

/** Planned once for each connection: a fifth of all statements of a storm are this one. */
const nameOfId = {
  name: 'storm-name-of',
  text: `SELECT split_part(email, '@', 1) AS name FROM shop_order WHERE id = $1
    UNION ALL SELECT split_part(o.email, '@', 1) || '/' || a.number FROM attempt a JOIN shop_order o ON o.id = a.order_id WHERE a.id = $1
    UNION ALL SELECT split_part(o.email, '@', 1) || '/' || a.number FROM attempt a JOIN shop_order o ON o.id = a.order_id
      WHERE a.environment = 'local' AND a.transaction_key = $1
    UNION ALL SELECT split_part(o.email, '@', 1) FROM allowance w JOIN shop_order o ON o.id = w.order_id WHERE w.id = $1
    LIMIT 1`,
};
