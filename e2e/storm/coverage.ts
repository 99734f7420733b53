// `npm run storm -- --coverage`: every failpoint is hit with kill -9 at its first, second and third pass, and survived.
import { failpointNames } from '#lib/checkout/failpoint.ts';
import { openCluster, type StormCluster } from './database.ts';
import { runSeed } from './run-seed.ts';
import { range } from './shopper.ts';

const allPasses = [1, 2, 3];
const atOnce = 2;
/** What was not reached comes again: without the places that are passed often, processes live longer. */
const mostRounds = 5;
/** After so many rounds in vain nothing in a storm leads there. */
const mostInVain = 2;

/** `passes`: only these. */
export async function runCoverage(say: (line: string) => void, passes: readonly number[] = allPasses): Promise<number> {
  const cluster = await openCluster('coverage');
  const started = performance.now();
  const left = [...passes];
  const seen: Seen[] = [];
  try {
    // Storms wait for most of their time: two of them go on at once.
    await Promise.all(
      range(atOnce).map(async () => {
        for (let pass = left.shift(); pass !== undefined; pass = left.shift()) seen.push(await killAtPass(cluster, pass, say));
      }),
    );
  } finally {
    await cluster.stop();
  }
  const sum = (count: (one: Seen) => number) => seen.reduce((total, one) => total + count(one), 0);
  const missed = seen.flatMap((one) => one.missed);
  const violations = sum((one) => one.violations);
  const figures = {
    failpoints: failpointNames.length,
    passes,
    survived: sum((one) => one.survived),
    missed,
    storms: sum((one) => one.storms),
  };
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(JSON.stringify({ ...figures, orders: sum((one) => one.orders), violations, seconds }));
  return violations > 0 || missed.length > 0 ? 1 : 0;
}

type Seen = { survived: number; missed: string[]; storms: number; orders: number; violations: number };

async function killAtPass(cluster: StormCluster, pass: number, say: (line: string) => void): Promise<Seen> {
  const seen: Seen = { survived: 0, missed: [], storms: 0, orders: 0, violations: 0 };
  let left = failpointNames.map((point) => ({ point, pass }));
  let inVain = 0;
  for (let round = 1; round <= mostRounds && left.length > 0 && inVain < mostInVain; round++) {
    const result = await runSeed(cluster, {
      seed: `coverage-${pass}-${round}`,
      ...{ shoppers: 10, members: 14 },
      kills: left,
      rates: { request: 0, kill: 0, pause: 0 },
    });
    const killed = left.filter(({ point }) => result.faults.includes(`${point}#${pass}=planned-kill`));
    if (result.violations.length === 0) seen.survived += killed.length;
    seen.storms++;
    seen.orders += result.orders;
    seen.violations += result.violations.length;
    inVain = killed.length === 0 ? inVain + 1 : 0;
    left = left.filter((one) => !killed.includes(one));
    say(
      `pass ${pass}: ${killed.length} places hit, ${left.length} left, ${result.violations.length} violations${result.violations.map((one) => `\n  ${one}`).join('')}`,
    );
  }
  seen.missed = left.map(({ point }) => `${point}#${pass}`);
  return seen;
}
