// `npm test`: everything that must hold before a change is done, in the order in which it fails fastest.
// `-- types unit` runs the named steps only; `-- --json` adds one line of JSON with the results.
import { parseArgs } from 'node:util';
import { build } from '#lib/runtime/build.ts';
import { generateClient } from '#lib/runtime/generate-client.ts';
import { createSupervisor } from '#lib/runtime/supervise.ts';
import { untilToldToStop } from '#lib/runtime/until-told-to-stop.ts';
import { findBrowser } from '../support/find-browser.ts';
import { checkLint, checkTypes } from './check-sources.ts';
import { failureLines, lastLine, noteLines, stepLine, total } from './report.ts';
import { runStorms } from './run-storm.ts';
import { runJourneys, runNodeTests } from './run-tests.ts';
import { held, type Outcome, type StepResult, take } from './step.ts';
import { createTestBed } from './test-bed.ts';

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const say = (line: string) => (options.json ? console.error(line) : console.log(line));
const everywhere = '{lib,app,e2e,prisma}/**';
const contract = 'e2e/contract/**';

const steps: Record<string, (env: NodeJS.ProcessEnv) => Promise<Outcome>> = {
  types: () => checkTypes(run),
  lint: () => checkLint(run),
  unit: (env) => runNodeTests(run, { include: [`${everywhere}/*.test.ts`], exclude: ['**/*.{db,world}.test.ts', contract] }, env),
  database: (env) => runNodeTests(run, { include: [`${everywhere}/*.db.test.ts`], exclude: [contract] }, env),
  contract: (env) => runNodeTests(run, { include: [`${contract}/*.test.ts`] }, env),
  build: () => build(run, say).then(() => held),
  storm: (env) => runStorms(run, env),
  demo: (env) => runNodeTests(run, { include: ['e2e/demo/*.world.test.ts'] }, env),
  journeys: (env) => findBrowser(say).then(() => runJourneys(run, env)),
};

const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}.`);
  process.exit(1);
}

const told = untilToldToStop();
const supervisor = createSupervisor();
const { run } = supervisor;
const bed = await createTestBed(supervisor);
const verifying = verify().catch((error: Error) => {
  console.error(error.message);
  return 1;
});
const exitCode = await Promise.race([told, verifying]);
await bed.close();
process.exit(exitCode);

async function verify(): Promise<number> {
  await generateClient(run, say);
  const results: StepResult[] = [];
  const report = async (name: string, work: () => Promise<Outcome>) => {
    const result = await take({ name, run: work });
    results.push(result);
    for (const line of [stepLine(result), ...noteLines(result), ...failureLines(result)]) say(line);
  };
  for (const [name, work] of Object.entries(steps)) {
    if (wanted.length === 0 || wanted.includes(name)) await report(name, () => work(bed.env));
  }
  await report('leaves nothing behind', bed.close);
  if (options.json) console.log(JSON.stringify({ ...total(results), steps: results }));
  say(`\n${lastLine(results)}`);
  return total(results).failed > 0 ? 1 : 0;
}
