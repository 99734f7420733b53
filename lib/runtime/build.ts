// `npm run build`: the production build, made again only when something it is made of changed.
import { readFile, writeFile } from 'node:fs/promises';
import { generateClient } from './generate-client.ts';
import { hashFiles } from './hash-files.ts';
import { answer } from './json-answer.ts';
import { alone } from './only-one.ts';
import { inProject, keptFolder, projectFolder } from './project.ts';
import { createSupervisor, type Supervisor } from './supervise.ts';
import { untilToldToStop } from './until-told-to-stop.ts';

// What lies in public/ is read by the running server.
const inputs = ['app', 'lib', 'next.config.js', 'proxy.ts', 'instrumentation.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];
const stamp = inProject('.next/.built-from');

/** Whether there was anything to build. */
export async function build(run: Supervisor['run'], say: (line: string) => void): Promise<boolean> {
  await generateClient(run, say);
  return alone(`${keptFolder}/build.pid`, async () => {
    const wanted = await hashFiles(projectFolder, inputs, isBuilt);
    if ((await builtFrom()) === wanted) return false;
    say('Building the shop (about half a minute)');
    const { succeeded, lastLines } = await run({
      name: 'next build',
      args: [inProject('node_modules/next/dist/bin/next'), 'build'],
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      logFile: `${keptFolder}/logs/build.log`,
    });
    if (!succeeded) throw new Error(`The shop could not be built:\n${lastLines.join('\n')}`);
    await writeFile(stamp, wanted);
    return true;
  });
}

/** The hash of what the present build was made from; empty when there is none. */
export async function builtFrom(): Promise<string> {
  return readFile(stamp, 'utf8').catch(() => '');
}

/** Tests, notes and this folder's own programs do not end up in the shop. */
function isBuilt(name: string): boolean {
  return !/\.test\.ts$|\.md$|^lib\/runtime\//.test(name);
}

if (import.meta.main) {
  const supervisor = createSupervisor();
  const say = (line: string) => console.error(line);
  const building = build(supervisor.run, say).then((built) => {
    if (!built) say('Nothing changed since the last build.');
    answer({ built });
    return 0;
  });
  const failed = (error: Error) => {
    say(error.message);
    answer({ error: error.message });
    return 1;
  };
  const exitCode = await Promise.race([untilToldToStop(), building.catch(failed)]);
  await supervisor.stop();
  process.exit(exitCode);
}
