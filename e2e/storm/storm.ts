// `npm run storm -- [--seeds N] [--seed S] [--tier 2|3] [--minutes M] [--lanes N] [--json]`: seeded storms until the seeds or the minutes are used up.
import { parseArgs } from 'node:util';
import { build } from '#lib/runtime/build.ts';
import { createSupervisor } from '#lib/runtime/supervise.ts';
import { openCluster } from './database.ts';
import { isStep, type StepName } from './members.ts';
import { runSeed, type SeedResult } from './run-seed.ts';
import { shrink } from './shrink.ts';
import { summarize } from './summary.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    tier: { type: 'string', default: '2' },
    minutes: { type: 'string' },
    lanes: { type: 'string' },
    shoppers: { type: 'string' },
    only: { type: 'string' },
    step: { type: 'string' },
    members: { type: 'string' },
    json: { type: 'boolean', default: false },
    'no-shrink': { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    bugs: { type: 'string' },
    tiers: { type: 'string' },
    commits: { type: 'string' },
    coverage: { type: 'boolean', default: false },
    passes: { type: 'string' },
    replay: { type: 'boolean', default: false },
  },
});

const say = (line: string) => {
  if (!values.json) console.error(line);
};

const tier: 2 | 3 = values.tier === '3' ? 3 : 2;
if (values.tier !== String(tier)) {
  console.error('Storms run at tier 2, against the use cases and the worker, and at tier 3, against the built shop.');
  process.exit(2);
}
if (values.step && !isStep(values.step)) {
  console.error(`No member knows the step "${values.step}".`);
  process.exit(2);
}
/** The built shop: fewer people at a time, and one storm after the other. */
const usual = { 2: { shoppers: '20', lanes: '2', members: 5 }, 3: { shoppers: '6', lanes: '1', members: 3 } }[tier];
const shoppers = values.shoppers ?? usual.shoppers;
if (tier === 3) {
  const supervisor = createSupervisor();
  await build(supervisor.run, say);
  await supervisor.stop();
}

if (values.planted) {
  const { runPlanted } = await import('./planted.ts');
  const names = values.bugs?.split(',') ?? [];
  const tiers = (values.tiers ?? '0,1,2').split(',').map(Number);
  process.exit(await runPlanted(say, { stormSeeds: Number(values.seeds ?? 4), names, tiers }));
}
if (values.replay) {
  const { runReplay } = await import('./replay.ts');
  process.exit(await runReplay(say, { names: values.bugs?.split(',') ?? [], minutes: Number(values.minutes ?? 30) }));
}
if (values.coverage) {
  const { runCoverage } = await import('./coverage.ts');
  process.exit(await runCoverage(say, values.passes?.split(',').map(Number)));
}

if (values.commits) {
  const { runCommits } = await import('./acknowledged-commits.ts');
  process.exit(await runCommits(Number(values.commits), say));
}

const deadline = values.minutes ? performance.now() + Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY;
const seeds = values.seed
  ? Array.from({ length: Number(values.seeds ?? 1) }, (_, index) =>
      index === 0 ? (values.seed as string) : String(Number(values.seed) + index),
    )
  : Array.from({ length: Number(values.seeds ?? (values.minutes ? 1_000_000 : 12)) }, (_, index) => String(index + 1));
const results: SeedResult[] = [];

await Promise.all(
  Array.from({ length: Number(values.lanes ?? usual.lanes) }, async (_, lane) => {
    const cluster = await openCluster(String(lane));
    try {
      for (let seed = seeds.shift(); seed !== undefined && performance.now() < deadline; seed = seeds.shift()) {
        // Every fourth storm loses its database in the middle.
        const options = {
          seed,
          tier,
          shoppers: Number(shoppers),
          members: Number(values.members ?? usual.members),
          step: values.step as StepName | undefined,
          killDatabase: Number(seed) % 4 === 0,
          only: values.only ? values.only.split(',') : null,
        };
        const result = await runSeed(cluster, options);
        results.push(result);
        const calm = result.convergenceMs === null ? 'never' : `${Math.round(result.convergenceMs)} ms`;
        say(
          `seed ${seed}: ${result.orders} orders, ${result.paid} paid, ${result.faults.length} faults, ${result.kills} kills, calm after ${calm}, ${result.violations.length} violations`,
        );
        say(`  waited for: ${result.waitedFor.map(([what, ms]) => `${what} ${ms} ms`).join(', ') || 'nothing'}`);
        const { letGo, countedElsewhere } = result.replaced;
        say(`  replaced under a click: ${letGo} let go, ${countedElsewhere} counted elsewhere`);
        say(
          `  quick pay: ${
            Object.entries(result.quickPay)
              .map(([what, count]) => `${what} ${count}`)
              .join(', ') || 'nothing'
          }`,
        );
        if (result.violations.length > 0) {
          for (const violation of result.violations.slice(0, 20)) say(`  ${violation}`);
          say(`  replay: npm run storm -- --seed ${seed} --shoppers ${shoppers}${tier === 3 ? ' --tier 3' : ''}`);
          if (!values.only && !values['no-shrink']) {
            const few = await shrink(cluster, options, result, say);
            say(
              `  shrunk to ${few.length} faults: npm run storm -- --seed ${seed} --shoppers ${shoppers}${tier === 3 ? ' --tier 3' : ''} --only ${few.join(',')}`,
            );
          }
        }
      }
    } finally {
      await cluster.stop();
    }
  }),
);

const summary = summarize(results);
if (tier === 2 && summary.heldByClick === 0) say('no click reserved anything without a PIN');
console.log(JSON.stringify(summary));
process.exit(summary.violations > 0 ? 1 : 0);
