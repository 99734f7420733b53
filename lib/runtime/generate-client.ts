// Writes the database client from prisma/schema.prisma, only when the schema changed.
import { readFile, writeFile } from 'node:fs/promises';
import { hashFiles } from './hash-files.ts';
import { alone } from './only-one.ts';
import { inProject, keptFolder, projectFolder } from './project.ts';
import type { Supervisor } from './supervise.ts';

const stamp = inProject('lib/db/generated/.made-from');

export async function generateClient(run: Supervisor['run'], say: (line: string) => void): Promise<void> {
  await alone(`${keptFolder}/generate.pid`, async () => {
    const wanted = await hashFiles(projectFolder, ['prisma/schema.prisma', 'prisma/prisma.config.ts', 'package-lock.json']);
    if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return;
    say('Writing the database client');
    const { succeeded, lastLines } = await run({
      name: 'prisma generate',
      args: [inProject('node_modules/prisma/build/index.js'), 'generate', '--config', 'prisma/prisma.config.ts'],
      // Generating needs no engine, yet Prisma looks for one and downloads it: any program that runs will do.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    });
    if (!succeeded) throw new Error(`The database client could not be written:\n${lastLines.join('\n')}`);
    await writeFile(stamp, wanted);
  });
}
