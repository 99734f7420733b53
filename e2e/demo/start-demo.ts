// The whole world on this machine for a person to look at: database, Paysera, worker and shop, one after the other.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { build } from '#lib/runtime/build.ts';
import { removePostgres, startPostgres } from '#lib/runtime/embedded-postgres.ts';
import { freePort } from '#lib/runtime/free-port.ts';
import { generateClient } from '#lib/runtime/generate-client.ts';
import { keptFolder } from '#lib/runtime/project.ts';
import { shopTask, workerTask } from '#lib/runtime/shop-tasks.ts';
import type { Supervisor } from '#lib/runtime/supervise.ts';
import { seed } from '../../prisma/seed.ts';
import { shopSettings } from '../support/shop-settings.ts';
import { startPaysera } from '../support/start-paysera.ts';
import type { Card } from './card.ts';
import { createDatabase, useNamedDatabase } from './demo-database.ts';
import { keptSecret } from './kept-secret.ts';
import type { Progress } from './progress.ts';

export type DemoOptions = { mode: 'start' | 'dev'; fresh: boolean; databaseUrl: string | undefined };

const kept = (name: string) => path.join(keptFolder, name);
const wantedPorts = { shop: 3000, http: 3180, https: 3143, control: 3190 };

export async function startDemo(supervisor: Supervisor, progress: Progress, options: DemoOptions): Promise<Card> {
  const { mode, fresh } = options;
  mkdirSync(keptFolder, { recursive: true });
  if (fresh) await progress.step('Removing what earlier starts kept', removeKept);
  const databaseUrl = await openDatabase(supervisor, progress, options);
  await progress.step('Database client', () => generateClient(supervisor.run, progress.note));
  await progress.step('Migrations and catalogue', () => fillDatabase(databaseUrl, progress));
  if (mode === 'start') await progress.step('Production build', () => build(supervisor.run, progress.note));
  const ports = await choosePorts(progress);
  const paysera = await progress.step('Paysera, the local one', () =>
    startPaysera(supervisor, { demo: true, ports, stateFile: kept('paysera/state.json'), logFile: kept('logs/paysera.log') }),
  );
  const settings = shopSettings({ databaseUrl, shopPort: ports.shop, paysera, shopSecret: keptSecret(kept('secret')) });
  await progress.step('Worker and shop', () =>
    Promise.all([
      supervisor.start({ ...workerTask(settings, mode), logFile: kept('logs/worker.log') }),
      supervisor.start({ ...shopTask(settings, mode), logFile: kept('logs/shop.log') }),
    ]),
  );
  await progress.step('First page', () => openShop(settings.SHOP_URL));
  return { shop: settings.SHOP_URL, desk: `${settings.SHOP_URL}/admin/orders`, paysera, database: databaseUrl };
}

async function removeKept(): Promise<void> {
  await removePostgres(kept('postgres'));
  for (const name of ['paysera', 'secret', 'logs']) rmSync(kept(name), { recursive: true, force: true });
}

async function openDatabase(supervisor: Supervisor, progress: Progress, { databaseUrl, fresh }: DemoOptions): Promise<string> {
  if (databaseUrl) return progress.step('Database that DATABASE_URL names', () => useNamedDatabase(databaseUrl, { fresh }));
  return progress.step('PostgreSQL', async () => {
    const server = await startPostgres(kept('postgres'));
    await supervisor.adopt({ ...server, signal: 'SIGINT' });
    return createDatabase(server.url);
  });
}

async function fillDatabase(databaseUrl: string, progress: Progress): Promise<void> {
  // Only now: in a fresh checkout the database client that this leads to was written a step ago.
  const { prepareDatabase } = await import('#lib/jobs/prepare-database.ts');
  await prepareDatabase(databaseUrl, progress.note);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  try {
    await seed(pool);
  } finally {
    await pool.end();
  }
}

/** The first page is made now, so that nobody waits for it, and a shop that cannot make it is not called ready. */
async function openShop(url: string): Promise<void> {
  const { ok, status } = await fetch(url);
  if (!ok) throw new Error(`The shop answers ${status}: ${kept('logs/shop.log')} says why.`);
}

async function choosePorts(progress: Progress): Promise<typeof wantedPorts> {
  const chosen = { ...wantedPorts };
  for (const name of Object.keys(wantedPorts) as (keyof typeof wantedPorts)[]) {
    chosen[name] = await freePort(wantedPorts[name]);
    if (chosen[name] !== wantedPorts[name]) progress.note(`Port ${wantedPorts[name]} is taken: ${chosen[name]} is used instead.`);
  }
  return chosen;
}

/** For whoever asks later where the running demo is; readable by its owner only, for the control token in it. */
export function keepCard(card: Card): void {
  writeFileSync(kept('card.json'), JSON.stringify(card), { mode: 0o600 });
}
