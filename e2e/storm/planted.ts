// `npm run storm -- --planted`: plants one bug after the other into a copy of lib that a package-import condition selects, and sees who
// finds it: the rules and the model, the directed races, or a storm. The same tests and the same storms pass without a bug first.
import path from 'node:path';
import { openCluster, type StormCluster } from './database.ts';
import { type PlantedBug, plantedBugs } from './planted-bugs.ts';
import { lanes, makeCopy, type PlantedCopy } from './planted-copy.ts';
import { type CleanTimes, failsTwice, runFile, testFiles, tierOf } from './planted-tests.ts';
import { runSeed } from './run-seed.ts';

/** Of all bugs, where only storms look for them: some are of a kind that no storm can meet, and say so. */
const shareByStorms = 0.8;

export type PlantedOptions = {
  /** Storms tried on a bug before it counts as not caught. */
  stormSeeds: number;
  /** Only these bugs, when named. */
  names: string[];
  /** Only these tiers look for them. */
  tiers: number[];
};
type Catch = { tier: number; by: string; seed?: string };
type Look = {
  say(line: string): void;
  cluster: StormCluster;
  copy: PlantedCopy;
  options: PlantedOptions;
  clean: Clean;
};

export async function runPlanted(say: (line: string) => void, options: PlantedOptions): Promise<number> {
  const started = performance.now();
  const chosen = plantedBugs.filter(({ name }) => options.names.length === 0 || options.names.includes(name));
  const left = [...chosen];
  const caught = new Map<string, Catch & { seconds: number }>();
  const clean = cleanRuns();
  await Promise.all(
    lanes.map(async (lane) => {
      const copy = makeCopy(lane);
      const cluster = await openCluster(lane);
      const look = { say, cluster, copy, options, clean };
      try {
        await clean.tests(look);
        // However few storms are needed: the tier itself is in order.
        if (options.tiers.includes(2) && lane === lanes[0]) await clean.storm(look, 1, null);
        for (let bug = left.shift(); bug && !clean.broken(); bug = left.shift()) {
          const bugStarted = performance.now();
          copy.plant(bug);
          const found = await find(look, bug);
          copy.unplant(bug);
          const seconds = Math.round((performance.now() - bugStarted) / 1000);
          if (found) caught.set(bug.name, { ...found, seconds });
          say(`${bug.name}: ${found === null ? notCaught(bug, options) : `caught by tier ${found.tier}: ${found.by}`} (${seconds} s)`);
        }
      } finally {
        await cluster.stop();
        copy.remove();
      }
    }),
  );
  const broken = clean.broken();
  if (broken) say(`without a bug there is a failure, so nothing can be said: ${broken}`);
  const bugs = chosen.map(({ name }) => ({ name, tier: null, by: null, ...caught.get(name) }));
  const figures = { planted: chosen.length, caught: caught.size, clean: broken ?? 'passed', cleanStorms: clean.storms() };
  console.log(JSON.stringify({ ...figures, seconds: Math.round((performance.now() - started) / 1000), bugs }));
  const goal = options.tiers.every((tier) => tier === 2) ? shareByStorms : 1;
  return broken === null && caught.size >= goal * chosen.length ? 0 : 1;
}

function notCaught({ beyondStorms }: PlantedBug, { tiers }: PlantedOptions): string {
  return tiers.every((tier) => tier === 2) && beyondStorms ? `no storm can meet it: ${beyondStorms}` : 'NOT CAUGHT';
}

async function find(look: Look, bug: PlantedBug): Promise<Catch | null> {
  const { copy, cluster, options, clean } = look;
  for (const file of testFiles(copy, options.tiers, bug)) {
    const by = await failsTwice(copy, file, cluster.serverUrl(), clean.times);
    if (by !== null) return { tier: tierOf(file), by: `${path.basename(file)}: ${by}` };
  }
  if (!options.tiers.includes(2) || bug.beyondStorms) return null;
  for (let number = 1; number <= options.stormSeeds; number++) {
    const violation = await firstViolation(look, number);
    // Only now that it matters: does this seed pass without the bug?
    if (violation && (await clean.storm(look, number, bug))) return { tier: 2, by: violation, seed: seedOf(number) };
    if (clean.broken()) return null;
  }
  return null;
}

const seedOf = (number: number) => `planted-${number}`;

async function firstViolation({ cluster, copy }: Look, number: number): Promise<string | null> {
  const options = { seed: seedOf(number), shoppers: 10, members: 4, conditions: [copy.condition] };
  return (await runSeed(cluster, options)).violations[0] ?? null;
}

type Clean = {
  times: CleanTimes;
  /** Every test file once, shared out among the lanes. */
  tests(look: Look): Promise<void>;
  /** This storm without a bug, once for all bugs; the bug is taken out for it, and planted again. */
  storm(look: Look, number: number, bug: PlantedBug | null): Promise<boolean>;
  storms(): number;
  /** What fails without any bug, or null. */
  broken(): string | null;
};

function cleanRuns(): Clean {
  const times: CleanTimes = new Map();
  const storms = new Map<number, Promise<string | null>>();
  let files: string[] | null = null;
  let total = 0;
  let broken: string | null = null;
  let done = 0;
  let isSaid = false;
  let allDone = () => {};
  const everybody = new Promise<void>((resolve) => {
    allDone = resolve;
  });
  return {
    times,
    async tests({ copy, cluster, options, say }) {
      files ??= testFiles(copy, options.tiers, null);
      total ||= files.length;
      for (let file = files.shift(); file && !broken; file = files.shift()) {
        const once = () => runFile(copy, file, cluster.serverUrl(), undefined);
        let run = await once();
        if (run.failed) run = await once(); // here too a failure by chance says nothing
        if (run.failed) broken = `${file}: ${run.failed}`;
        times.set(file, run.longestTestMs);
        done++;
      }
      if (done === total || broken) {
        if (!broken && total > 0 && !isSaid) say(`without a bug all ${total} files of tests pass`);
        isSaid = true;
        allDone();
      }
      await everybody;
    },
    async storm(look, number, bug) {
      if (!storms.has(number)) {
        if (bug) look.copy.unplant(bug);
        storms.set(number, firstViolation(look, number));
        const violation = await storms.get(number);
        if (violation) broken = `storm ${seedOf(number)}: ${violation}`;
        if (bug) look.copy.plant(bug);
      }
      return (await storms.get(number)) === null;
    },
    storms: () => storms.size,
    broken: () => broken,
  };
}
