// The local Paysera as a process, found by the one line it prints when it is ready.
import { inProject } from '#lib/runtime/project.ts';
import type { Supervisor } from '#lib/runtime/supervise.ts';

export type Paysera = { http: string; https: string; ca: string; control: string; controlToken: string };

export async function startPaysera(
  supervisor: Supervisor,
  options: {
    demo?: boolean;
    stateFile?: string;
    ports?: { http: number; https: number; control: number };
    logFile?: string;
    env?: Record<string, string>;
  } = {},
): Promise<Paysera> {
  const { demo = false, stateFile = 'none', ports = { http: 0, https: 0, control: 0 }, logFile, env = {} } = options;
  const { line } = await supervisor.start({
    name: 'Paysera',
    args: [
      ...['--disable-warning=ExperimentalWarning', inProject('e2e/simulator/main.ts'), '--state', stateFile, ...(demo ? ['--demo'] : [])],
      ...['--http-port', String(ports.http), '--https-port', String(ports.https), '--control-port', String(ports.control)],
    ],
    env: { ...process.env, ...env },
    ready: (said) => said.startsWith('{"ready":true'),
    logFile,
  });
  const { http, https, ca, control, controlToken } = JSON.parse(line) as Paysera;
  return { http, https, ca, control, controlToken };
}
