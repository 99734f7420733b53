// Which of the faults were needed? Halves, then smaller pieces, are left out as long as the storm still fails (ddmin).
import type { StormCluster } from './database.ts';
import { runSeed, type SeedOptions, type SeedResult } from './run-seed.ts';

const triesPerSubset = 3; // a race does not happen on every run
const mostRuns = 40;

export async function shrink(
  cluster: StormCluster,
  options: SeedOptions,
  failed: SeedResult,
  say: (line: string) => void,
): Promise<string[]> {
  let runs = 0;
  const stillFails = async (only: string[]): Promise<boolean> => {
    for (let tries = 0; tries < triesPerSubset && runs < mostRuns; tries++) {
      runs++;
      if ((await runSeed(cluster, { ...options, only })).violations.length > 0) return true;
    }
    return false;
  };
  if (await stillFails([])) return [];
  let faults = failed.faults;
  let pieces = 2;
  while (faults.length > 1 && runs < mostRuns) {
    const size = Math.ceil(faults.length / pieces);
    let smaller: string[] | null = null;
    for (let from = 0; from < faults.length && smaller === null && runs < mostRuns; from += size) {
      const without = [...faults.slice(0, from), ...faults.slice(from + size)];
      const piece = faults.slice(from, from + size);
      if (pieces === 2 ? await stillFails(piece) : false) smaller = piece;
      else if (await stillFails(without)) smaller = without;
    }
    if (smaller) {
      faults = smaller;
      pieces = Math.max(2, pieces - 1);
      say(`  shrinking: ${faults.length} faults`);
    } else if (size <= 1) break;
    else pieces = Math.min(faults.length, pieces * 2);
  }
  return faults;
}
