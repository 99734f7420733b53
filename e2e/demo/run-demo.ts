// The frame around a demo: one at a time, everything stopped at its end, and one plain sentence for what goes wrong.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { take } from '#lib/runtime/only-one.ts';
import { keptFolder } from '#lib/runtime/project.ts';
import { createSupervisor } from '#lib/runtime/supervise.ts';
import { untilToldToStop } from '#lib/runtime/until-told-to-stop.ts';
import { readBalances } from './balances.ts';
import { jsonCard, printedCard } from './card.ts';
import { createProgress } from './progress.ts';
import { keepCard, startDemo } from './start-demo.ts';

const heldFile = path.join(keptFolder, 'demo.pid');

export async function runDemo(mode: 'start' | 'dev'): Promise<never> {
  const told = untilToldToStop();
  const options = readOptions();
  const held = take(heldFile);
  if (held.kind === 'held') refuse(`The demo runs already, as process ${held.by}${whereItRuns()}: stop that one first.`);
  const progress = createProgress();
  let stopping = false;
  const broken = Promise.withResolvers<number>();
  const supervisor = createSupervisor({
    restarted: (name, why) => progress.note(`${name} ${why}: it is started again.`),
    gaveUp: (error) => {
      progress.note(error.message);
      broken.resolve(1);
    },
  });
  const starting = startDemo(supervisor, progress, { mode, fresh: options.fresh, databaseUrl: process.env.DATABASE_URL }).then(
    async (card) => {
      keepCard(card);
      console.log(options.json ? jsonCard(card) : printedCard(card, await readBalances(card.paysera)));
    },
    (error: Error) => {
      if (!stopping) progress.note(error.message);
      broken.resolve(1);
    },
  );
  const exitCode = await Promise.race([told.then(() => 0), broken.promise]);
  stopping = true; // what is still starting now fails for that reason, and need not say so
  await supervisor.stop();
  await starting;
  held.release();
  process.exit(exitCode);
}

function readOptions(): { json: boolean; fresh: boolean } {
  try {
    const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, fresh: { type: 'boolean', default: false } } });
    return values;
  } catch (error) {
    return refuse(`${(error as Error).message.split('.')[0]}: the options are --fresh and --json.`);
  }
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function whereItRuns(): string {
  try {
    return ` at ${JSON.parse(readFileSync(path.join(keptFolder, 'card.json'), 'utf8')).shop}`;
  } catch {
    return '';
  }
}
