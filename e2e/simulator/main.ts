/** Starts the local Paysera and says, in one line of JSON, where it answers. */
import { rmSync } from 'node:fs';
import { readOptions } from './options.ts';
import { startSimulator } from './simulator.ts';
import { readSeedFile } from './world/read-seed-file.ts';

try {
  const options = readOptions(process.argv.slice(2));
  const seed = options.seedFile === undefined ? undefined : readSeedFile(options.seedFile);
  const { stop, ...addresses } = await startSimulator(options, seed);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void stop().then(() => {
        if (options.stateFile === undefined) rmSync(options.caFolder, { recursive: true, force: true });
        process.exit(0);
      });
    });
  }
  process.stdout.write(`${JSON.stringify({ ready: true, ...addresses })}\n`);
} catch (error) {
  process.stderr.write(`The local Paysera did not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
