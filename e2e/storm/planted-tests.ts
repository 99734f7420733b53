// The test files that look for a planted bug, run by themselves, one process a file, until the first test that fails.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { signalGroup } from '#lib/runtime/process-group.ts';
import type { PlantedBug } from './planted-bugs.ts';
import type { PlantedCopy } from './planted-copy.ts';

const places = ['payments', 'checkout', 'allowances', 'callbacks', 'jobs', 'outbox'];
const mostTries = 3;
/** A test that a bug has made wait for ever is given up after so long: many times what the longest of its file takes without one. */
const shortestPatienceMs = 6_000;
const timesAsLong = 6;
const patienceMs = 60_000; // where that is not known yet

/** How long the longest test of a file took without a bug, in milliseconds. */
export type CleanTimes = Map<string, number>;
type Run = {
  /** The first test that failed; those after it are not waited for. */
  failed: string | null;
  longestTestMs: number;
};
export const tierOf = (file: string) => (file.endsWith('.db.test.ts') ? 1 : 0);

/** From the copy's folder on, those first that are likeliest to notice: the one the bug names, then its neighbours. */
export function testFiles({ folder }: PlantedCopy, tiers: readonly number[], bug: PlantedBug | null): string[] {
  // The exhaustive model depends on the table of states alone: it need not be walked for a bug elsewhere.
  const matters = (file: string) => !file.endsWith('attempt-model.test.ts') || bug === null || bug.file.endsWith('attempt-status.ts');
  const files = places
    .flatMap((place) => readdirSync(path.join(folder, 'lib', place)).map((file) => path.join('lib', place, file)))
    .filter((file) => file.endsWith('.test.ts') && tiers.includes(tierOf(file)) && matters(file));
  const distance = (file: string) =>
    file === bug?.test ? 0 : tierOf(file) === 0 ? 1 : bug && path.dirname(file) === path.dirname(bug.file) ? 2 : 3;
  return files.toSorted((left, right) => distance(left) - distance(right));
}

/** The test that fails, and fails again by itself: one that fails by chance has found nothing. */
export async function failsTwice(copy: PlantedCopy, file: string, serverUrl: string, clean: CleanTimes): Promise<string | null> {
  const cleanMs = clean.get(file);
  for (let tries = 1; tries <= mostTries; tries++) {
    const first = await runFile(copy, file, serverUrl, cleanMs);
    if (first.failed === null) return null;
    if ((await runFile(copy, file, serverUrl, cleanMs)).failed === first.failed) return first.failed;
  }
  return null;
}

export async function runFile(copy: PlantedCopy, file: string, serverUrl: string, cleanMs: number | undefined): Promise<Run> {
  const longestMs = cleanMs === undefined ? patienceMs : Math.round(Math.max(shortestPatienceMs, timesAsLong * cleanMs));
  const options = ['--disable-warning=ExperimentalWarning', '--test-reporter=tap', `--test-timeout=${longestMs}`];
  const child = spawn(process.execPath, [`--conditions=${copy.condition}`, ...options, file], {
    cwd: copy.folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
    env: { ...process.env, DATABASE_URL_FOR_TESTS: serverUrl, NODE_TEST_CONTEXT: undefined },
  });
  const exited = once(child, 'exit');
  const kill = () => child.pid && signalGroup(child.pid, 'SIGKILL');
  // What hangs outside of a test, while the file is loaded or after its last one.
  let quiet = setTimeout(kill, 2 * longestMs);
  let failed: string | null = null;
  let longestTestMs = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(quiet);
    quiet = setTimeout(kill, 2 * longestMs);
    failed = /^\s*not ok \d+ - (.*)/.exec(line)?.[1] ?? null;
    if (failed) break;
    longestTestMs = Math.max(longestTestMs, Number(/^\s*duration_ms: ([\d.]+)/.exec(line)?.[1] ?? 0));
  }
  if (failed) kill();
  const [code] = (await exited) as [number | null];
  clearTimeout(quiet);
  if (failed === null && code !== 0) failed = `${path.basename(file)} ${code === null ? 'does not end' : `ends with ${code}`}`;
  return { failed, longestTestMs };
}
