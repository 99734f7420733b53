// The shop's instances behind one address: requests go round, a killed instance is started again, a stopped one is woken after a while.
import { type ChildProcess, fork } from 'node:child_process';
import { openSync } from 'node:fs';
import { Agent, createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#lib/runtime/free-port.ts';
import { stoppedMs } from './plan.ts';

export type Instances = {
  url: string;
  /** Starts as many as asked for; resolves when all answer. */
  start(count: number, planFile: string, conditions: string[]): Promise<void>;
  /** Null when nobody answered, or not in time. */
  call(name: string, input: unknown): Promise<{ status: number; body: Record<string, unknown> } | null>;
  kills(): number;
  /** kill -9 of one that serves, whatever it is doing. */
  kill(index: number): void;
  stop(): Promise<void>;
};

type Instance = { port: number; child: ChildProcess | null; ready: boolean };

const restartMs = 500;
const program = path.join(import.meta.dirname, 'app.ts');

export async function openInstances(
  logFile: string,
  stretch: () => number,
  guard: (pid: number) => Promise<() => void>,
): Promise<Instances> {
  const instances: Instance[] = [];
  let turn = 0;
  let lives = 0;
  let kills = 0;
  let stopping = false;
  const log = openSync(logFile, 'a');
  const agent = new Agent({ keepAlive: true });

  const next = () => {
    const alive = instances.filter((instance) => instance.ready);
    return alive.length > 0 ? alive[turn++ % alive.length] : undefined;
  };

  const proxy = createServer((incoming, outgoing) => {
    const instance = next();
    const fail = () => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    };
    if (!instance) return fail();
    const onward = sendRequest(
      { host: '127.0.0.1', port: instance.port, path: incoming.url, method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.on('error', fail);
      },
    );
    onward.on('error', fail);
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  function launch(instance: Instance, planFile: string, conditions: string[]): Promise<void> {
    return new Promise((resolve) => {
      const child = fork(program, [planFile, String(instance.port), String(++lives)], {
        execPath: process.execPath,
        execArgv: ['--disable-warning=ExperimentalWarning', ...conditions.map((name) => `--conditions=${name}`)],
        stdio: ['ignore', log, log, 'ipc'],
        detached: true,
      });
      instance.child = child;
      const guarded = child.pid ? guard(child.pid) : null;
      child.on('message', (message: { ready?: true; stopped?: true }) => {
        if (message.ready) {
          instance.ready = true;
          resolve();
        }
        if (message.stopped) void pause(stoppedMs * stretch()).then(() => child.kill('SIGCONT'));
      });
      child.once('exit', (_code, signal) => {
        instance.ready = false;
        instance.child = null;
        void guarded?.then((release) => release());
        if (signal === 'SIGKILL') kills++;
        if (stopping) return resolve();
        // One that ended by itself found no database: started at once, it would only take time from the database's recovery.
        void pause(signal ? 0 : restartMs * stretch()).then(() =>
          stopping ? resolve() : launch(instance, planFile, conditions).then(resolve),
        );
      });
    });
  }

  /** Without going through the proxy, which is there for Paysera: half of what a storm itself costs is saved. Null when nobody answers. */
  function post(port: number, path: string, body: string, atMostMs: number): Promise<{ status: number; text: string } | null> {
    return new Promise((resolve) => {
      const sent = sendRequest({ host: '127.0.0.1', port, path, method: 'POST', agent }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => finish({ status: answer.statusCode ?? 502, text }));
        answer.on('error', () => finish(null));
      });
      const timer = setTimeout(() => sent.destroy(new Error('nobody answered in time')), atMostMs);
      const finish = (result: { status: number; text: string } | null) => {
        clearTimeout(timer);
        resolve(result);
      };
      sent.on('error', () => finish(null));
      sent.end(body);
    });
  }

  return {
    url,
    kills: () => kills,
    kill(index) {
      const instance = instances[index % instances.length];
      if (instance?.ready) instance.child?.kill('SIGKILL');
    },
    async start(count, planFile, conditions) {
      for (let index = 0; index < count; index++) instances.push({ port: await freePort(0), child: null, ready: false });
      await Promise.all(instances.map((instance) => launch(instance, planFile, conditions)));
    },
    async call(name, input) {
      const instance = next();
      const answer = instance && (await post(instance.port, `/call/${name}`, JSON.stringify(input), Math.round(8_000 * stretch())));
      return answer ? { status: answer.status, body: (answer.text ? JSON.parse(answer.text) : {}) as Record<string, unknown> } : null;
    },
    async stop() {
      stopping = true;
      const exits = instances.map(({ child }) => child && new Promise((resolve) => child.once('exit', resolve)));
      for (const { child } of instances) child?.kill('SIGKILL');
      await Promise.all(exits);
      agent.destroy();
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
