// The two processes a shop consists of, besides its database: one answers browsers, one works through the jobs.
import { inProject } from './project.ts';
import type { Task } from './supervise.ts';

type Settings = NodeJS.ProcessEnv & { PORT: string; HOST: string };

const next = inProject('node_modules/next/dist/bin/next');
const quietly = '--disable-warning=ExperimentalWarning';

/** The shop as built, or rebuilt with every change to its sources while it runs. */
export function shopTask(settings: Settings, mode: 'start' | 'dev' = 'start'): Task {
  return {
    name: 'shop',
    args:
      mode === 'dev' ? [next, 'dev', '--hostname', settings.HOST, '--port', settings.PORT] : [quietly, inProject('app/_server/serve.ts')],
    env: { ...settings, NODE_ENV: mode === 'dev' ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' },
    ready: (line) => /Ready in/.test(line),
  };
}

export function workerTask(settings: NodeJS.ProcessEnv, mode: 'start' | 'dev' = 'start'): Task {
  return {
    name: 'worker',
    args: [...(mode === 'dev' ? ['--watch', '--watch-preserve-output'] : []), quietly, inProject('lib/jobs/worker.ts')],
    env: { ...settings, NODE_ENV: mode === 'dev' ? 'development' : 'production' },
    ready: (line) => line.includes('worker ready'),
  };
}
