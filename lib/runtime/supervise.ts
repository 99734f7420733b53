// Starts a set of processes, starts again what breaks, and sees to it that none outlives the command that wanted them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { signalGroup, stopGroup } from './process-group.ts';

export type Task = {
  name: string;
  args: string[]; // of this very Node
  env: NodeJS.ProcessEnv;
  /** Whether this line of its output says that it is ready. */
  ready(line: string): boolean;
  logFile?: string;
  onLine?(line: string): void;
};

/** `line` is the one that said ready. */
export type Running = { pid: number; line: string };

/** To be called when what was adopted has ended by itself: its process id may be given to a stranger. */
export type Release = () => void;

export type Supervisor = {
  start(task: Task): Promise<Running>;
  /** Runs to the end; false when it failed. */
  run(task: Omit<Task, 'ready'>): Promise<{ succeeded: boolean; lastLines: string[] }>;
  /** Looks after something started elsewhere, a database for one. */
  adopt(stray: { pid: number; signal: NodeJS.Signals; stop(): Promise<void> }): Promise<Release>;
  /** Ends everything, the last started first. */
  stop(): Promise<void>;
};

export class TaskFailed extends Error {}

const readyTimeoutMs = 120_000; // a cold start of the shop on a busy machine takes ten seconds
const stopTimeoutMs = 10_000; // what a shop gets to finish the requests it has
const restartsPerMinute = 3; // more is not bad luck but a fault that restarting does not mend
const keptLines = 20;

export function createSupervisor(
  events: { restarted?(name: string, why: string): void; gaveUp?(error: TaskFailed): void } = {},
): Supervisor {
  const stops = new Set<() => Promise<void>>(); // in the order of starting
  const watchdog = startWatchdog();
  let stopping: Promise<void> | null = null;

  /** The process and what it said last; its output goes on into the log for as long as it lives. */
  function launch({ name, args, env, logFile, onLine }: Omit<Task, 'ready'>) {
    if (stopping) throw new TaskFailed(`${name} was not started: everything is being stopped`);
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    if (child.pid === undefined) throw new TaskFailed(`${name} could not be started`);
    watchdog.watch(child.pid, 'SIGTERM');
    const { pid } = child;
    const stop = () => stopGroup(child, 'SIGTERM', stopTimeoutMs);
    stops.add(stop);
    child.once('exit', () => {
      stops.delete(stop);
      watchdog.forget(pid);
    });
    const lastLines: string[] = [];
    const lines = readLines(child, logFile);
    lines.on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > keptLines) lastLines.shift();
      onLine?.(line);
    });
    return { child, pid, lines, lastLines };
  }

  async function launchUntilReady(task: Task) {
    const launched = launch(task);
    const { child, pid, lines, lastLines } = launched;
    const line = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new TaskFailed(`${task.name} ${why}${lastLines.map((last) => `\n  ${last}`).join('')}`));
      const tooLong = setTimeout(() => {
        signalGroup(pid, 'SIGKILL');
        fail(`was not ready after ${readyTimeoutMs / 1000} s`);
      }, readyTimeoutMs);
      lines.on('line', (said) => {
        if (!task.ready(said)) return;
        clearTimeout(tooLong);
        resolve(said);
      });
      // `close`, not `exit`: by then its last words have been read.
      child.once('close', (code, signal) => {
        clearTimeout(tooLong);
        fail(`ended with ${signal ?? code} before it was ready`);
      });
    });
    return { ...launched, line };
  }

  async function start(task: Task): Promise<Running> {
    const first = await launchUntilReady(task);
    const restarts: number[] = [];

    function keepAlive(child: ChildProcess): void {
      child.once('exit', async (code, signal) => {
        if (stopping) return;
        const why = `ended with ${signal ?? code}`;
        const recent = restarts.filter((at) => Date.now() - at < 60_000);
        if (recent.length === restartsPerMinute) return events.gaveUp?.(new TaskFailed(`${task.name} ${why} again and again`));
        restarts.push(Date.now());
        events.restarted?.(task.name, why);
        try {
          keepAlive((await launchUntilReady(task)).child);
        } catch (error) {
          if (!stopping) events.gaveUp?.(error as TaskFailed);
        }
      });
    }
    keepAlive(first.child);
    return { pid: first.pid, line: first.line };
  }

  async function run(task: Omit<Task, 'ready'>) {
    const { child, lastLines } = launch(task);
    const [code] = await once(child, 'close');
    return { succeeded: code === 0, lastLines };
  }

  async function adopt({ pid, signal, stop }: Parameters<Supervisor['adopt']>[0]): Promise<Release> {
    if (stopping) {
      await stop();
      return () => {};
    }
    watchdog.watch(pid, signal);
    const stopAdopted = async () => {
      await stop();
      watchdog.forget(pid);
    };
    stops.add(stopAdopted);
    return () => {
      stops.delete(stopAdopted);
      watchdog.forget(pid);
    };
  }

  async function stopAll(): Promise<void> {
    for (const stop of [...stops].reverse()) await stop();
    await watchdog.end();
  }

  return {
    start,
    run,
    adopt,
    stop() {
      stopping ??= stopAll();
      return stopping;
    },
  };
}

function startWatchdog() {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'watchdog.ts')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const exited = once(child, 'exit');
  child.stdin.on('error', () => {}); // killed by someone: then there is nobody left to tell
  child.unref();
  return {
    watch: (pid: number, signal: NodeJS.Signals) => child.stdin.write(`+${pid} ${signal}\n`),
    forget: (pid: number) => child.stdin.write(`-${pid}\n`),
    async end() {
      child.ref();
      child.stdin.end();
      await exited;
    },
  };
}

function readLines(child: ChildProcess, logFile?: string) {
  const both = new PassThrough();
  for (const stream of [child.stdout, child.stderr]) stream?.pipe(both, { end: false });
  child.once('close', () => both.end());
  if (logFile) {
    mkdirSync(path.dirname(logFile), { recursive: true });
    both.pipe(createWriteStream(logFile, { flags: 'a' }));
  }
  return createInterface({ input: both });
}
