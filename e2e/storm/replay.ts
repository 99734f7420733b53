// `npm run storm -- --replay`: can a failing storm be had again, and made small? Bugs that break a promise in storms are planted, one after
// the other; of each a few seeds that fail are played again up to three times, and the first of them is shrunk. All of it ends in time.
import { openCluster, type StormCluster } from './database.ts';
import { plantedBugs } from './planted-bugs.ts';
import { lanes, makeCopy, type PlantedCopy } from './planted-copy.ts';
import { runSeed, type SeedOptions, type SeedResult } from './run-seed.ts';
import { promiseOf, shrink } from './shrink.ts';

/** Each breaks a promise without keeping the storm from coming to rest: what never rests is waited for in vain at every run. */
const strong = ['timeout-is-failure', 'unreachable-is-dead', 'cancelled-but-claimed', 'late-key-shown'];
const failingSeeds = 3; // of each bug
const mostSeeds = 6;
const mostTries = 3;
const longestRestMs = 15_000;
const goals = { replayedShare: 0.9, shrinkMinutes: 10, faultsLeft: 5 };

export type ReplayOptions = {
  /** Only these bugs, when named. */
  names: string[];
  /** Nothing is begun later. */
  minutes: number;
};
type Replayed = {
  name: string;
  /** Of the seeds that failed, at which try each failed again; null where it did not. */
  replayedAtTry: Record<string, number | null>;
  faults: number;
  faultsLeft: number | null;
  shrinkMinutes: number | null;
};

/** @returns the exit code: 1 when a goal is missed or a bug was not found at all. */
export async function runReplay(say: (line: string) => void, { names, minutes }: ReplayOptions): Promise<number> {
  const started = performance.now();
  const leftMs = () => minutes * 60_000 - (performance.now() - started);
  const chosen = plantedBugs.filter(({ name }) => (names.length > 0 ? names : strong).includes(name));
  const waiting = [...chosen];
  const replayed: Replayed[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      const copy = makeCopy(lane);
      const cluster = await openCluster(`replay-${lane}`);
      try {
        for (let bug = waiting.shift(); bug && leftMs() > 0; bug = waiting.shift()) {
          copy.plant(bug);
          const result = await replay({ cluster, copy, say, leftMs }, bug.name);
          copy.unplant(bug);
          if (result) replayed.push(result);
          say(result ? `${bug.name}: ${JSON.stringify(result)}` : `${bug.name}: no storm of ${mostSeeds} fails`);
        }
      } finally {
        await cluster.stop();
        copy.remove();
      }
    }),
  );
  const tries = replayed.flatMap(({ replayedAtTry }) => Object.values(replayedAtTry));
  const shrunk = replayed.filter(({ faultsLeft }) => faultsLeft !== null);
  const figures = {
    failingSeeds: tries.length,
    replayedShare: Number((tries.filter((number) => number !== null).length / Math.max(1, tries.length)).toFixed(2)),
    shrunk: shrunk.length,
    shrinkMinutes: Math.max(0, ...shrunk.map(({ shrinkMinutes }) => shrinkMinutes ?? 0)),
    faultsLeft: Math.max(0, ...shrunk.map(({ faultsLeft }) => faultsLeft ?? 0)),
    minutes: Math.round((performance.now() - started) / 6_000) / 10,
  };
  const notFound = chosen.map(({ name }) => name).filter((name) => replayed.every((one) => one.name !== name));
  console.log(JSON.stringify({ ...figures, goals, notFound, bugs: replayed }));
  const isMet =
    figures.replayedShare >= goals.replayedShare &&
    figures.shrinkMinutes <= goals.shrinkMinutes &&
    figures.faultsLeft <= goals.faultsLeft &&
    shrunk.length === chosen.length;
  return isMet ? 0 : 1;
}

type Look = { cluster: StormCluster; copy: PlantedCopy; say(line: string): void; leftMs(): number };

async function replay({ cluster, copy, say, leftMs }: Look, name: string): Promise<Replayed | null> {
  const replayedAtTry: Record<string, number | null> = {};
  let first: { options: SeedOptions; result: SeedResult } | null = null;
  for (let number = 1; number <= mostSeeds && Object.keys(replayedAtTry).length < failingSeeds && leftMs() > 0; number++) {
    const options = { seed: `replay-${name}-${number}`, shoppers: 12, members: 0, conditions: [copy.condition], longestRestMs };
    const result = await runSeed(cluster, options);
    say(`${name}: seed ${number}, ${result.faults.length} faults, ${result.violations[0] ?? 'nothing violated'}`);
    if (result.violations.length === 0) continue;
    first ??= { options, result };
    replayedAtTry[options.seed] = await failsAgain(cluster, options, result, leftMs);
    say(`${name}: seed ${number} played again fails at try ${replayedAtTry[options.seed] ?? 'none'}`);
  }
  if (!first) return null;
  const outcome: Replayed = { name, replayedAtTry, faults: first.result.faults.length, faultsLeft: null, shrinkMinutes: null };
  if (leftMs() <= 0) return outcome;
  const started = performance.now();
  const few = await shrink(cluster, first.options, first.result, say, Math.min(leftMs(), goals.shrinkMinutes * 60_000));
  return { ...outcome, faultsLeft: few.length, shrinkMinutes: Math.round((performance.now() - started) / 6_000) / 10 };
}

/** At which try the same promise is broken again. */
async function failsAgain(cluster: StormCluster, options: SeedOptions, failed: SeedResult, leftMs: () => number): Promise<number | null> {
  const broken = new Set(failed.violations.map(promiseOf));
  for (let number = 1; number <= mostTries && leftMs() > 0; number++) {
    const { violations } = await runSeed(cluster, options);
    if (violations.some((violation) => broken.has(promiseOf(violation)))) return number;
  }
  return null;
}
