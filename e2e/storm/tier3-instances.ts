// The built shop in a storm: two servers and two workers as they are started in life, behind a proxy with HTTPS. What is killed is started
// again, what is stopped is woken after a while, and shoppers come as browsers do.
import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#lib/runtime/free-port.ts';
import { inProject } from '#lib/runtime/project.ts';
import { shopTask, workerTask } from '#lib/runtime/shop-tasks.ts';
import type { Instances } from './instances.ts';
import { type StormPlan, stoppedMs } from './plan.ts';
import { type BrowserCalls, type BrowserWorld, browserCalls } from './tier3-browsers.ts';
import type { MemberPages } from './tier3-members.ts';
import { openProxy } from './tier3-proxy.ts';

export type BuiltInstances = Instances & {
  caFile: string;
  /** Before anybody shops: who they are, and where the keys they were shown are noted. */
  enter(world: BrowserWorld): void;
  /** What members do on pages; null before anybody has entered. */
  members(): MemberPages | null;
};

type Process = { kind: 'shop' | 'worker'; port: number; child: ChildProcess | null; ready: boolean };

const restartMs = 500;

export async function openBuiltInstances(
  logFile: string,
  stretch: () => number,
  guard: (pid: number) => Promise<() => void>,
): Promise<BuiltInstances> {
  const processes: Process[] = [];
  let turn = 0;
  let lives = 0;
  let kills = 0;
  let stopping = false;
  let calls: BrowserCalls | null = null;
  const proxy = await openProxy(() => {
    const serving = processes.filter(({ kind, ready }) => kind === 'shop' && ready);
    return serving[turn++ % serving.length]?.port;
  });

  function launch(one: Process, plan: StormPlan, planFile: string): Promise<void> {
    const env = { ...process.env, ...plan.settings, PORT: String(one.port), HOST: '127.0.0.1' };
    const { args, ready, env: taskEnv } = one.kind === 'shop' ? shopTask(env) : workerTask(env);
    const program = args.findIndex((word) => !word.startsWith('--'));
    return new Promise((resolve) => {
      const child = fork(args[program] as string, args.slice(program + 1), {
        execArgv: ['--disable-warning=ExperimentalWarning', '--import', inProject('e2e/storm/tier3-preload.ts')],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        detached: true,
        env: { ...taskEnv, STORM_PLAN: planFile, STORM_LIFE: String(++lives) },
      });
      one.child = child;
      const guarded = child.pid ? guard(child.pid) : null;
      for (const stream of [child.stdout, child.stderr]) {
        if (!stream) continue;
        createInterface({ input: stream }).on('line', (line) => {
          appendFileSync(logFile, `${line}\n`);
          // A rule of the database that had to step in is a bug of ours, even if it saved the day: the auditor reads this file.
          if (/\bTL00[1-5]\b/.test(line)) appendFileSync(`${plan.journal}.broken-rules`, `${line.slice(0, 300)}\n`);
          if (!ready(line)) return;
          one.ready = true;
          resolve();
        });
      }
      child.on('message', (message: { stopped?: true } | null) => {
        if (message?.stopped) void pause(stoppedMs * stretch()).then(() => child.kill('SIGCONT'));
      });
      child.once('exit', (_code, signal) => {
        one.ready = false;
        one.child = null;
        void guarded?.then((release) => release());
        if (signal === 'SIGKILL' && !stopping) kills++;
        if (stopping) return resolve();
        // One that ended by itself found no database: started at once, it would only take time from the database's recovery.
        void pause(signal ? 0 : restartMs * stretch()).then(() => (stopping ? resolve() : launch(one, plan, planFile).then(resolve)));
      });
    });
  }

  return {
    url: proxy.url,
    caFile: proxy.caFile,
    kills: () => kills,
    kill(index) {
      const one = processes[index % processes.length];
      if (one?.ready) one.child?.kill('SIGKILL');
    },
    async start(count, planFile) {
      const plan = JSON.parse(readFileSync(planFile, 'utf8')) as StormPlan;
      for (let index = 0; index < count; index++) {
        processes.push({ kind: 'shop', port: await freePort(0), child: null, ready: false });
        processes.push({ kind: 'worker', port: 0, child: null, ready: false });
      }
      await Promise.all(processes.map((one) => launch(one, plan, planFile)));
    },
    enter(world) {
      calls = browserCalls(proxy, world, stretch);
    },
    members: () => calls?.members ?? null,
    async call(name, input) {
      const call = calls?.byName[name];
      if (!call) throw new Error(`no browser can ${name}`);
      // A page that does not come, or is not what it should be, is an error page to the shopper.
      return call(input as never).catch(() => null);
    },
    async stop() {
      stopping = true;
      const exits = processes.map(({ child }) => child && new Promise((resolve) => child.once('exit', resolve)));
      for (const { child } of processes) child?.kill('SIGKILL');
      await Promise.all(exits);
      await calls?.close();
      await proxy.close();
    },
  };
}
