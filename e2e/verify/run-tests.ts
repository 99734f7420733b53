// Two test runners, each in a process of its own that tells its results line by line.
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { inProject, projectFolder } from '#lib/runtime/project.ts';
import type { Supervisor } from '#lib/runtime/supervise.ts';
import { broke, type Outcome } from './step.ts';
import { collectTestLines } from './test-lines.ts';

const testTimeoutMs = 300_000; // for a file as a whole: the soak takes a minute on a calm machine, three and a half on one with ten times its load

export async function runNodeTests(
  run: Supervisor['run'],
  patterns: { include: string[]; exclude?: string[] },
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const files = globSync(patterns.include, { cwd: projectFolder, exclude: patterns.exclude ?? [] });
  if (files.length === 0) return broke(patterns.include.join(' '), 'There is no such test.');
  return collect(run, {
    name: 'node --test',
    args: [
      ...[
        '--disable-warning=ExperimentalWarning',
        '--test',
        `--test-concurrency=${availableParallelism()}`,
        `--test-timeout=${testTimeoutMs}`,
      ],
      ...[`--test-reporter=${inProject('e2e/verify/node-test-reporter.ts')}`, '--test-reporter-destination=stdout'],
      ...files.sort(),
    ],
    env,
  });
}

export async function runJourneys(run: Supervisor['run'], env: NodeJS.ProcessEnv): Promise<Outcome> {
  return collect(run, {
    name: 'playwright test',
    args: [
      ...[inProject('node_modules/@playwright/test/cli.js'), 'test', '--config', inProject('e2e/playwright.config.ts')],
      ...['--reporter', inProject('e2e/verify/journey-reporter.ts')],
    ],
    env,
  });
}

async function collect(run: Supervisor['run'], task: { name: string; args: string[]; env: NodeJS.ProcessEnv }): Promise<Outcome> {
  const { outcome, read } = collectTestLines();
  const { succeeded, lastLines } = await run({ ...task, onLine: read });
  // A runner that fails without naming a failure has broken before it could.
  if (!succeeded && outcome.failures.length === 0) outcome.failures.push({ name: task.name, details: lastLines.join('\n') });
  return outcome;
}
