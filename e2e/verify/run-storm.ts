// The share of storms that fits into a verification: what was violated fails it, each broken promise by its name.
import { inProject } from '#lib/runtime/project.ts';
import type { Supervisor } from '#lib/runtime/supervise.ts';
import { type Summary, volumeLine } from '../storm/summary.ts';
import { broke, type Outcome } from './step.ts';

const minutes = 2.45; // no storm is begun later; the last ones take half a minute more: three minutes in all
/** More than usual: what a storm costs before its first shopper comes is paid less often. */
const shoppers = 28;
const seedsAtMost = 24;

export async function runStorms(run: Supervisor['run'], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const lines: string[] = [];
  const { succeeded } = await run({
    name: 'storm',
    args: [
      inProject('e2e/storm/storm.ts'),
      '--minutes',
      String(minutes),
      '--seeds',
      String(seedsAtMost),
      '--shoppers',
      String(shoppers),
      '--no-shrink',
    ],
    env,
    onLine: (line) => lines.push(line),
  });
  const last = lines.findLast((line) => line.startsWith('{"seeds":'));
  if (!last) return broke('storm', lines.slice(-20).join('\n'));
  const summary = JSON.parse(last) as Summary;
  const note = volumeLine(summary);
  if (succeeded && summary.violations === 0) return { passed: summary.seeds, skipped: 0, failures: [], note };
  return { ...broke('storm', lines.filter((line) => !line.startsWith('{')).join('\n')), note };
}
