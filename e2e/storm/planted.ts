// `npm run storm -- --planted`: plants one bug after the other into a copy of lib that a package-import condition selects, and sees who
// finds it: the model, the directed races and rules, or a storm. The same tests pass without a bug first.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '#lib/runtime/project.ts';
import { openCluster, type StormCluster } from './database.ts';
import { type PlantedBug, plantedBugs } from './planted-bugs.ts';
import { runSeed } from './run-seed.ts';

const folder = inProject('.tiltas/planted');
const tiers: { tier: number; files: string[] }[] = [
  { tier: 0, files: ['lib/payments/decide.test.ts', 'lib/payments/payment-view.test.ts', 'lib/payments/attempt-model.test.ts'] },
  {
    tier: 1,
    files: [
      'lib/checkout/purchase.db.test.ts',
      'lib/checkout/races.db.test.ts',
      'lib/checkout/sleepers.db.test.ts',
      'lib/checkout/doubt.db.test.ts',
      'lib/checkout/secrets-in-logs.db.test.ts',
      'lib/callbacks/wake.db.test.ts',
      'lib/jobs/run-worker.db.test.ts',
    ],
  },
];

export async function runPlanted(say: (line: string) => void, stormSeeds: number, names: string[] = []): Promise<number> {
  makeCopy();
  const cluster = await openCluster('planted');
  const bugs: { name: string; tier: number | null }[] = [];
  try {
    const clean = await findTier(cluster, stormSeeds, null);
    if (clean !== null) {
      say(`without a bug tier ${clean} fails: nothing can be said`);
      return 1;
    }
    say('without a bug everything passes');
    for (const bug of plantedBugs.filter(({ name }) => names.length === 0 || names.includes(name))) {
      plant(bug);
      const tier = await findTier(cluster, stormSeeds, bug);
      unplant(bug);
      bugs.push({ name: bug.name, tier });
      say(`${bug.name}: ${tier === null ? 'NOT CAUGHT' : `caught by tier ${tier}`}`);
    }
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const caught = bugs.filter((bug) => bug.tier !== null).length;
  console.log(JSON.stringify({ planted: bugs.length, caught, bugs }));
  return caught === bugs.length ? 0 : 1;
}

async function findTier(cluster: StormCluster, stormSeeds: number, bug: PlantedBug | null): Promise<number | null> {
  // The exhaustive model depends on the table of states alone: it need not be walked for a bug elsewhere.
  const matters = (file: string) => !file.endsWith('attempt-model.test.ts') || bug === null || bug.file.endsWith('attempt-status.ts');
  for (const { tier, files } of tiers) if (!(await testsPass(cluster, files.filter(matters)))) return tier;
  for (let seed = 1; seed <= stormSeeds; seed++) {
    const { violations } = await runSeed(cluster, { seed: `planted-${seed}`, shoppers: 10, conditions: ['planted'] });
    if (violations.length > 0) return 2;
  }
  return null;
}

function makeCopy(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of ['lib', 'prisma']) cpSync(inProject(part), path.join(folder, part), { recursive: true });
  symlinkSync(inProject('node_modules'), path.join(folder, 'node_modules'));
}

export function plant({ name, file, find, replace }: PlantedBug): void {
  const source = readFileSync(path.join(folder, file), 'utf8');
  if (source.split(find).length !== 2) throw new Error(`${name}: its place is not found exactly once in ${file}`);
  writeFileSync(
    path.join(folder, file),
    source.replace(find, () => replace),
  );
}

function unplant({ file }: PlantedBug): void {
  cpSync(inProject(file), path.join(folder, file));
}

async function testsPass(cluster: StormCluster, files: string[]): Promise<boolean> {
  const present = files.map((file) => path.join(folder, file)).filter(existsSync);
  const child = spawn(process.execPath, ['--conditions=planted', '--test', '--test-timeout=90000', ...present], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, DATABASE_URL_FOR_TESTS: cluster.serverUrl(), NODE_TEST_CONTEXT: undefined },
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}
