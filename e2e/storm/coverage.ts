// `npm run storm -- --coverage`: every failpoint is hit with kill -9 at its first, second and third pass, and survived.
import { failpointNames } from '#lib/checkout/failpoint.ts';
import { openCluster } from './database.ts';
import { runSeed } from './run-seed.ts';

const passes = [1, 2, 3];
/** What was not reached comes again: without the places that are passed often, processes live longer. */
const mostRounds = 5;
/** After so many rounds in vain nothing in a storm leads there. */
const mostInVain = 2;

export async function runCoverage(say: (line: string) => void): Promise<number> {
  const cluster = await openCluster('coverage');
  const started = performance.now();
  const survived: string[] = [];
  let orders = 0;
  let violations = 0;
  const missed: string[] = [];
  try {
    for (const pass of passes) {
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
        if (result.violations.length === 0) survived.push(...killed.map(({ point }) => `${point}#${pass}`));
        orders += result.orders;
        violations += result.violations.length;
        inVain = killed.length === 0 ? inVain + 1 : 0;
        left = left.filter((one) => !killed.includes(one));
        say(
          `pass ${pass}: ${killed.length} places hit, ${left.length} left, ${result.violations.length} violations${result.violations.map((one) => `\n  ${one}`).join('')}`,
        );
      }
      missed.push(...left.map(({ point }) => `${point}#${pass}`));
    }
  } finally {
    await cluster.stop();
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(JSON.stringify({ failpoints: failpointNames.length, survived: survived.length, missed, orders, violations, seconds }));
  return violations > 0 || missed.length > 0 ? 1 : 0;
}
