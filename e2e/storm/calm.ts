// When a storm has come to rest, and what it waited for until then: asked in the shop's database and at Paysera.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { PayseraControl } from '../contract/checkout/paysera-control.ts';
import type { ProviderAllowance } from './audit-permissions.ts';

export type Calm = {
  /** Null when it did not come. */
  afterMs: number | null;
  /** How long something of each kind was left, the slowest first. */
  waitedFor: [kind: string, ms: number][];
};

const lookMs = 100;

/** Calm is when nothing is live, nothing waits and nothing is held. */
export async function untilCalm(databaseUrl: string, control: PayseraControl, atMostMs: number): Promise<Calm> {
  const started = performance.now();
  const waited = new Map<string, number>();
  const waitedFor = () => [...waited].sort((left, right) => right[1] - left[1]);
  const sinceStart = () => Math.round(performance.now() - started);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  pool.on('error', () => {});
  try {
    while (performance.now() - started < atMostMs) {
      const left = await readLeft(pool).catch(() => ['database']);
      if (left.length === 0 && !(await permissionsAgree(pool, control))) left.push('permission ended at Paysera');
      if (left.length === 0) return { afterMs: performance.now() - started, waitedFor: waitedFor() };
      for (const kind of left) waited.set(kind, sinceStart());
      await pause(lookMs);
    }
    return { afterMs: null, waitedFor: waitedFor() };
  } finally {
    await pool.end();
  }
}

/** The kinds of what is left to do. */
async function readLeft(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ kind: string }>(
    `SELECT DISTINCT 'attempt ' || status || CASE WHEN doubt_count > 0 THEN ' in doubt' ELSE '' END AS kind FROM attempt
         WHERE status IN ('creating', 'created', 'confirming', 'releasing')
       UNION SELECT 'order pending' FROM shop_order o WHERE status = 'pending'
         AND NOT EXISTS (SELECT FROM attempt a WHERE a.order_id = o.id AND a.status = 'review')
       UNION SELECT CASE WHEN w.tell_at IS NOT NULL THEN 'permission untold' ELSE 'permission asked' END FROM allowance w JOIN attempt a ON a.id = w.attempt_id
         WHERE w.tell_at IS NOT NULL OR (w.status = 'asked' AND a.status IN ('confirmed', 'dead', 'abandoned'))
       UNION SELECT 'refund' FROM refund WHERE ended_at IS NULL
       UNION SELECT 'mail' FROM outbox WHERE sent_at IS NULL
       UNION SELECT 'job' FROM graphile_worker.jobs WHERE attempts < max_attempts`,
  );
  return rows.map(({ kind }) => kind);
}

/** What Paysera ended by itself is found by a slow round: until then a card may still show it. */
async function permissionsAgree(pool: pg.Pool, control: PayseraControl): Promise<boolean> {
  const there = (await readAllowances(control)).filter(({ status }) => status === 'active').map(({ id }) => String(id));
  const here = await pool.query<{ id: string }>(`SELECT provider_id::text AS id FROM allowance WHERE status = 'active'`).catch(() => null);
  return here?.rows.every(({ id }) => there.includes(id)) ?? false;
}

export async function readAllowances(control: PayseraControl): Promise<ProviderAllowance[]> {
  return ((await control.get('/allowances')) as { allowances: ProviderAllowance[] }).allowances;
}
