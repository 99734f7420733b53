// The share of storms that fits into a verification: what was violated fails it, each broken promise by its name.
import { inProject } from '#lib/runtime/project.ts';
import type { Supervisor } from '#lib/runtime/supervise.ts';
import { type Summary, volumeLine } from '../storm/summary.ts';
import { broke, type Outcome } from './step.ts';

const minutes = 2.4; // no storm is begun later; the last ones take half a minute more: three minutes in all
/** More than usual: what a storm costs before its first shopper comes is paid less often. */
const shoppers = 30;
const seedsAtMost = 24;

/** Many at the use cases and the worker, one at the shop as it is built, through its pages, and a kill at every failpoint's first pass. */
export async function runStorms(run: Supervisor['run'], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const volume = ['--minutes', String(minutes), '--seeds', String(seedsAtMost), '--shoppers', String(shoppers)];
  const many = await runSome(run, env, 'storm', volume);
  const built = await runSome(run, env, 'storm on pages', ['--tier', '3', '--seeds', '1']);
  const killed = await killEverywhere(run, env);
  const note = many.note ?? '';
  const failures = [many, built, killed].flatMap((one) => one.failures);
  return { passed: many.passed + built.passed + killed.passed, skipped: 0, failures, note };
}

/** All three passes are `npm run storm -- --coverage`: two minutes. */
async function killEverywhere(run: Supervisor['run'], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const { succeeded, last, lines } = await storm(run, env, 'kill at every failpoint', ['--coverage', '--passes', '1']);
  if (!succeeded || !last) return broke('kill at every failpoint', lines.join('\n'));
  return { passed: (JSON.parse(last) as { survived: number }).survived, skipped: 0, failures: [] };
}

async function runSome(run: Supervisor['run'], env: NodeJS.ProcessEnv, name: string, args: string[]): Promise<Outcome> {
  const { succeeded, last, lines } = await storm(run, env, name, [...args, '--no-shrink']);
  if (!last) return broke(name, lines.slice(-20).join('\n'));
  const summary = JSON.parse(last) as Summary;
  const note = volumeLine(summary);
  if (succeeded && summary.violations === 0) return { passed: summary.seeds, skipped: 0, failures: [], note };
  return { ...broke(name, lines.filter((line) => !line.startsWith('{')).join('\n')), note };
}

async function storm(run: Supervisor['run'], env: NodeJS.ProcessEnv, name: string, args: string[]) {
  const lines: string[] = [];
  const { succeeded } = await run({ name, args: [inProject('e2e/storm/storm.ts'), ...args], env, onLine: (line) => lines.push(line) });
  return { succeeded, lines, last: lines.findLast((line) => line.startsWith('{')) };
}
