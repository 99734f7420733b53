// The share of storms that fits into a verification: what was violated fails it, each broken promise by its name.
import { inProject } from '#lib/runtime/project.ts';
import type { Supervisor } from '#lib/runtime/supervise.ts';
import { type Summary, volumeLine } from '../storm/summary.ts';
import { broke, type Outcome } from './step.ts';

const minutes = 2.5; // no storm is begun later; the last ones take half a minute more: three minutes in all
/** More than usual: what a storm costs before its first shopper comes is paid less often. */
const shoppers = 30;
const seedsAtMost = 24;

/** Many at the use cases and the worker, then one at the shop as it is built, through its pages. */
export async function runStorms(run: Supervisor['run'], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const volume = ['--minutes', String(minutes), '--seeds', String(seedsAtMost), '--shoppers', String(shoppers)];
  const many = await runSome(run, env, 'storm', volume);
  const built = await runSome(run, env, 'storm on pages', ['--tier', '3', '--seeds', '1']);
  const note = many.note ?? '';
  return { passed: many.passed + built.passed, skipped: 0, failures: [...many.failures, ...built.failures], note };
}

async function runSome(run: Supervisor['run'], env: NodeJS.ProcessEnv, name: string, args: string[]): Promise<Outcome> {
  const lines: string[] = [];
  const { succeeded } = await run({
    name,
    args: [inProject('e2e/storm/storm.ts'), ...args, '--no-shrink'],
    env,
    onLine: (line) => lines.push(line),
  });
  const last = lines.findLast((line) => line.startsWith('{"seeds":'));
  if (!last) return broke(name, lines.slice(-20).join('\n'));
  const summary = JSON.parse(last) as Summary;
  const note = volumeLine(summary);
  if (succeeded && summary.violations === 0) return { passed: summary.seeds, skipped: 0, failures: [], note };
  return { ...broke(name, lines.filter((line) => !line.startsWith('{')).join('\n')), note };
}
