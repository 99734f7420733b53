// What can be said about the sources without running them.
import { inProject } from '#lib/runtime/project.ts';
import type { Supervisor } from '#lib/runtime/supervise.ts';
import { broke, held, type Outcome } from './step.ts';

export function checkTypes(run: Supervisor['run']): Promise<Outcome> {
  return check(run, 'tsc', [inProject('node_modules/typescript/bin/tsc'), '--noEmit', '--project', inProject('tsconfig.json')]);
}

/** Style, and who may import whom. */
export function checkLint(run: Supervisor['run']): Promise<Outcome> {
  return check(run, 'biome', [
    inProject('node_modules/@biomejs/biome/bin/biome'),
    'check',
    '--config-path=.ci',
    '--error-on-warnings',
    '--colors=off',
    '.',
  ]);
}

async function check(run: Supervisor['run'], name: string, args: string[]): Promise<Outcome> {
  const lines: string[] = [];
  const { succeeded } = await run({ name, args, env: process.env, onLine: (line) => lines.push(line) });
  return succeeded ? held : broke(name, lines.join('\n'));
}
