// `npm run storm -- --planted`: plants one bug after the other into a copy of lib that a package-import condition selects, and sees who
// finds it: the model, the directed races and rules, or a storm. The same tests pass without a bug first.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { signalGroup } from '#lib/runtime/process-group.ts';
import { inProject } from '#lib/runtime/project.ts';
import { openCluster, type StormCluster } from './database.ts';
import { type PlantedBug, plantedBugs } from './planted-bugs.ts';
import { runSeed } from './run-seed.ts';

export const folder = inProject('.tiltas/planted');
const mostTries = 3;
const longestFileMs = 240_000; // on a machine that is busy otherwise
const places = ['payments', 'checkout', 'allowances', 'callbacks', 'jobs', 'outbox'];
const isRace = (file: string) => file.endsWith('.db.test.ts');

export type PlantedOptions = {
  /** Storms tried on a bug before it counts as not caught. */
  stormSeeds: number;
  /** Only these bugs, when named. */
  names: string[];
  /** Only these tiers look for them. */
  tiers: number[];
};
type Catch = { tier: number; by: string };

export async function runPlanted(say: (line: string) => void, options: PlantedOptions): Promise<number> {
  makeCopy();
  const cluster = await openCluster('planted');
  const bugs: { name: string; tier: number | null; by: string | null }[] = [];
  try {
    const clean = await find(cluster, options, null);
    if (clean !== null) {
      say(`without a bug tier ${clean.tier} fails, so nothing can be said: ${clean.by}`);
      return 1;
    }
    say('without a bug everything passes');
    for (const bug of plantedBugs.filter(({ name }) => options.names.length === 0 || options.names.includes(name))) {
      plant(bug);
      const caught = await find(cluster, options, bug);
      unplant(bug);
      bugs.push({ name: bug.name, tier: caught?.tier ?? null, by: caught?.by ?? null });
      say(`${bug.name}: ${caught === null ? 'NOT CAUGHT' : `caught by tier ${caught.tier}: ${caught.by}`}`);
    }
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const caught = bugs.filter((bug) => bug.tier !== null).length;
  console.log(JSON.stringify({ planted: bugs.length, caught, bugs }));
  return caught === bugs.length ? 0 : 1;
}

async function find(cluster: StormCluster, { stormSeeds, tiers }: PlantedOptions, bug: PlantedBug | null): Promise<Catch | null> {
  // The exhaustive model depends on the table of states alone: it need not be walked for a bug elsewhere.
  const matters = (file: string) => !file.endsWith('attempt-model.test.ts') || bug === null || bug.file.endsWith('attempt-status.ts');
  const files = places
    .flatMap((place) => readdirSync(path.join(folder, 'lib', place)).map((file) => path.join(folder, 'lib', place, file)))
    .filter((file) => file.endsWith('.test.ts') && matters(file));
  for (const tier of [0, 1].filter((one) => tiers.includes(one))) {
    const by = await failure(
      cluster,
      files.filter((file) => isRace(file) === (tier === 1)),
    );
    if (by !== null) return { tier, by };
  }
  for (let seed = 1; seed <= stormSeeds && tiers.includes(2); seed++) {
    const { violations } = await runSeed(cluster, { seed: `planted-${seed}`, shoppers: 10, members: 4, conditions: ['planted'] });
    if (violations[0]) return { tier: 2, by: violations[0] };
  }
  return null;
}

export function makeCopy(): void {
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

export function unplant({ file }: PlantedBug): void {
  cpSync(inProject(file), path.join(folder, file));
}

/** The name of a test that fails, and fails again by itself: one that fails by chance has found nothing. */
async function failure(cluster: StormCluster, files: string[]): Promise<string | null> {
  for (let tries = 1; tries <= mostTries; tries++) {
    const first = await firstFailure(cluster, files);
    if (first === null) return null;
    const again = await firstFailure(cluster, first.file ? [first.file] : files);
    if (again?.name === first.name) return first.name;
  }
  return null;
}

type Failure = { name: string; file: string | null };

/** The first test that fails, or null; the others are not waited for. */
async function firstFailure(cluster: StormCluster, files: string[]): Promise<Failure | null> {
  const args = ['--conditions=planted', '--test', `--test-timeout=${longestFileMs}`, '--test-reporter=tap', ...files];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
    env: { ...process.env, DATABASE_URL_FOR_TESTS: cluster.serverUrl(), NODE_TEST_CONTEXT: undefined },
  });
  const exited = once(child, 'exit');
  let failed: Failure | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const name = /^\s*not ok \d+ - (.*)/.exec(line)?.[1];
    if (name) failed ??= { name, file: null };
    const place = failed && /^\s*location: '(.*\.ts):\d+:\d+'/.exec(line)?.[1];
    if (failed && place) failed.file = place;
    if (failed && (place || /^\s*\.\.\.$/.test(line))) break;
  }
  if (failed && child.pid) signalGroup(child.pid, 'SIGKILL');
  const [code] = (await exited) as [number | null];
  return failed ?? (code === 0 ? null : { name: `the tests ended with ${code}`, file: null });
}
