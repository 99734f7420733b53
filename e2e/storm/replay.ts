// `npm run storm -- --replay`: can a failing storm be had again, and made small? Bugs that only storms find in their full shape are planted,
// one after the other; the first seed that fails is played again up to three times, and then shrunk.
import { rmSync } from 'node:fs';
import { openCluster, type StormCluster } from './database.ts';
import { folder, makeCopy, plant, unplant } from './planted.ts';
import { plantedBugs } from './planted-bugs.ts';
import { runSeed, type SeedOptions, type SeedResult } from './run-seed.ts';
import { shrink } from './shrink.ts';

/** Each breaks a promise without keeping the storm from coming to rest: what never rests is waited for in vain at every run. */
const strong = ['timeout-is-failure', 'unreachable-is-dead', 'cancelled-but-claimed'];
const mostSeeds = 6;
const mostTries = 3;
const goals = { replayedShare: 0.9, shrinkMinutes: 10, faultsLeft: 5 };

type Replayed = { name: string; seed: string; replayedAtTry: number | null; faults: number; faultsLeft: number; shrinkMinutes: number };

/** `names`: only these planted bugs. @returns the exit code: 1 when a goal is missed or a bug was not found at all. */
export async function runReplay(say: (line: string) => void, names: string[]): Promise<number> {
  const chosen = plantedBugs.filter(({ name }) => (names.length > 0 ? names : strong).includes(name));
  makeCopy();
  const cluster = await openCluster('replay');
  const replayed: Replayed[] = [];
  const notFound: string[] = [];
  try {
    for (const bug of chosen) {
      plant(bug);
      const result = await replay(cluster, bug.name, say);
      unplant(bug);
      if (result) replayed.push(result);
      else notFound.push(bug.name);
      say(result ? `${bug.name}: ${JSON.stringify(result)}` : `${bug.name}: no storm of ${mostSeeds} fails`);
    }
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const figures = {
    replayedShare: replayed.filter(({ replayedAtTry }) => replayedAtTry !== null).length / Math.max(1, replayed.length),
    shrinkMinutes: Math.max(0, ...replayed.map(({ shrinkMinutes }) => shrinkMinutes)),
    faultsLeft: Math.max(0, ...replayed.map(({ faultsLeft }) => faultsLeft)),
  };
  console.log(JSON.stringify({ ...figures, goals, notFound, bugs: replayed }));
  const isMet =
    figures.replayedShare >= goals.replayedShare &&
    figures.shrinkMinutes <= goals.shrinkMinutes &&
    figures.faultsLeft <= goals.faultsLeft &&
    notFound.length === 0;
  return isMet ? 0 : 1;
}

async function replay(cluster: StormCluster, name: string, say: (line: string) => void): Promise<Replayed | null> {
  const found = await firstFailing(cluster, name);
  if (!found) return null;
  const { options, result } = found;
  say(`${name}: seed ${options.seed} fails, ${result.violations[0]}`);
  let replayedAtTry: number | null = null;
  for (let number = 1; number <= mostTries && replayedAtTry === null; number++) {
    if ((await runSeed(cluster, options)).violations.length > 0) replayedAtTry = number;
  }
  const started = performance.now();
  const left = await shrink(cluster, options, result, say);
  const shrinkMinutes = Math.round((performance.now() - started) / 6_000) / 10;
  return { name, seed: options.seed, replayedAtTry, faults: result.faults.length, faultsLeft: left.length, shrinkMinutes };
}

async function firstFailing(cluster: StormCluster, name: string): Promise<{ options: SeedOptions; result: SeedResult } | null> {
  for (let number = 1; number <= mostSeeds; number++) {
    const options: SeedOptions = { seed: `replay-${name}-${number}`, shoppers: 12, members: 0, conditions: ['planted'] };
    const result = await runSeed(cluster, options);
    if (result.violations.length > 0) return { options, result };
  }
  return null;
}
