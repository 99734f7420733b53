// `npm run storm -- --coverage`: every failpoint is hit with kill -9 at its first, second and third pass, and survived.
import { failpointNames } from '#lib/checkout/failpoint.ts';
import { openCluster } from './database.ts';
import { runSeed } from './run-seed.ts';

const passes = [1, 2, 3];

export async function runCoverage(say: (line: string) => void): Promise<number> {
  const cluster = await openCluster('coverage');
  const survived: string[] = [];
  const missed: string[] = [];
  let violations = 0;
  try {
    for (const pass of passes) {
      for (const point of failpointNames) {
        const name = `${point}#${pass}`;
        const result = await runSeed(cluster, {
          seed: `coverage-${name}`,
          shoppers: 6,
          kills: [{ point, pass }],
          rates: { request: 0, kill: 0, pause: 0 },
        });
        const wasKilled = result.faults.includes(`${name}=planned-kill`);
        violations += result.violations.length;
        (wasKilled ? survived : missed).push(name);
        say(
          `${name}: ${wasKilled ? `${result.kills} kills` : 'never reached'}, ${result.violations.length} violations${result.violations.map((one) => `\n  ${one}`).join('')}`,
        );
      }
    }
  } finally {
    await cluster.stop();
  }
  console.log(JSON.stringify({ failpoints: failpointNames.length, survived: survived.length, missed, violations }));
  return violations > 0 || missed.length > 0 ? 1 : 0;
}
