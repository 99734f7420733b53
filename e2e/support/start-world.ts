// A world of its own for tests: database, Paysera, worker and the built shop, as processes on free ports.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { cloneDatabase } from '#lib/db/clone-database.ts';
import { build } from '#lib/runtime/build.ts';
import { freePort } from '#lib/runtime/free-port.ts';
import { shopTask, workerTask } from '#lib/runtime/shop-tasks.ts';
import { createSupervisor } from '#lib/runtime/supervise.ts';
import { seed } from '../../prisma/seed.ts';
import { shopSettings } from './shop-settings.ts';
import { type Paysera, startPaysera } from './start-paysera.ts';

export type World = {
  shopUrl: string;
  paysera: Paysera;
  databaseUrl: string;
  /** What shop and worker were started with. */
  settings: NodeJS.ProcessEnv;
  /** Everything shop, worker and Paysera wrote, one file each. */
  logFolder: string;
  stop(): Promise<void>;
};

type Options = {
  build?: boolean;
  worker?: boolean;
  /** Migrated and empty; without one the world has a clone on the server that all tests share. */
  database?: { url: string; drop(): Promise<void> };
  logLevel?: string;
  say?: (line: string) => void;
};

export async function startWorld(options: Options = {}): Promise<World> {
  const { worker = true, say = console.error } = options;
  const supervisor = createSupervisor({ restarted: (name, why) => say(`${name} ${why}`), gaveUp: (error) => say(error.message) });
  const logFolder = mkdtempSync(path.join(tmpdir(), 'tiltas-world-'));
  const logFile = (name: string) => path.join(logFolder, `${name}.log`);
  let database: Awaited<ReturnType<typeof cloneDatabase>> | null = null;

  async function stop(): Promise<void> {
    await supervisor.stop();
    await database?.drop();
    rmSync(logFolder, { recursive: true, force: true });
  }

  try {
    if (options.build !== false) await build(supervisor.run, say);
    database = options.database ?? (await cloneDatabase());
    await fill(database.url);
    const paysera = await startPaysera(supervisor, { logFile: logFile('paysera') });
    const settings = shopSettings({
      databaseUrl: database.url,
      shopPort: await freePort(),
      shopSecret: randomBytes(32).toString('base64url'),
      paysera,
      logLevel: options.logLevel,
    });
    await Promise.all([
      worker ? supervisor.start({ ...workerTask(settings), logFile: logFile('worker') }) : null,
      supervisor.start({ ...shopTask(settings), logFile: logFile('shop') }),
    ]);
    return { shopUrl: settings.SHOP_URL, paysera, databaseUrl: database.url, settings, logFolder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(databaseUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  try {
    await seed(pool);
  } finally {
    await pool.end();
  }
}
