// Which of the faults were needed? First those alone that befell what was broken, then halves and smaller pieces are left out as long as
// the storm still breaks the same promise (ddmin).
import type { StormCluster } from './database.ts';
import { runSeed, type SeedOptions, type SeedResult } from './run-seed.ts';

const triesPerSubset = 3; // a race does not happen on every run
const atOnce = 2; // storms wait for most of their time
const longestMs = 10 * 60_000;
const longestRestMs = 12_000; // what never rests is waited for in vain at every run

/** `withinMs`: no run is begun later than that; what is left by then is what there is. */
export async function shrink(
  cluster: StormCluster,
  options: SeedOptions,
  failed: SeedResult,
  say: (line: string) => void,
  withinMs = longestMs,
): Promise<string[]> {
  const deadline = performance.now() + withinMs;
  const isLate = () => performance.now() > deadline;
  const broken = new Set(failed.violations.map(promiseOf));
  let runs = 0;

  const run = async (only: string[]): Promise<boolean> => {
    runs++;
    const { violations } = await runSeed(cluster, { ...options, only, longestRestMs });
    return violations.some((violation) => broken.has(promiseOf(violation)));
  };
  const stillFails = async (only: string[]): Promise<boolean> => {
    // A storm that kills its database is alone in it.
    const together = options.killDatabase ? 1 : atOnce;
    for (let tries = 0; tries < triesPerSubset && !isLate(); tries += together) {
      const results = await Promise.all(Array.from({ length: Math.min(together, triesPerSubset - tries) }, () => run(only)));
      if (results.includes(true)) return true;
    }
    return false;
  };
  const keep = (fewer: string[]) => {
    faults = fewer;
    say(`  shrinking: ${faults.length} faults after ${runs} runs, ${Math.round((deadline - performance.now()) / 1000)} s left`);
  };

  let faults = failed.faults;
  if (await stillFails([])) return [];
  const near = faults.filter((fault) => failed.about.includes(subjectOf(fault)));
  if (near.length > 0 && near.length < faults.length && (await stillFails(near))) keep(near);
  let pieces = 2;
  while (faults.length > 1 && !isLate()) {
    const smaller = await firstThatFails(faults, pieces, stillFails);
    if (smaller) {
      keep(smaller);
      pieces = Math.max(2, pieces - 1);
    } else if (pieces >= faults.length) break;
    else pieces = Math.min(faults.length, pieces * 2);
  }
  return faults;
}

/** One piece alone, while there are two; else all but one piece. */
async function firstThatFails(
  faults: string[],
  pieces: number,
  stillFails: (only: string[]) => Promise<boolean>,
): Promise<string[] | null> {
  const size = Math.ceil(faults.length / pieces);
  for (let from = 0; from < faults.length; from += size) {
    const without = [...faults.slice(0, from), ...faults.slice(from + size)];
    if (await stillFails(without)) return without;
  }
  return null;
}

/** "S2" of "S2 order 7 is paid with 0 confirmed transactions". */
export const promiseOf = (violation: string) => violation.split(' ')[0] as string;

/** Whose payment a fault befell: `confirm#s3.1/1#2=reset-after` that of s3.1. */
function subjectOf(fault: string): string {
  return fault.split('#')[1]?.split(/[/=]/)[0] ?? '';
}
