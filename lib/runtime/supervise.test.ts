import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';
import { createSupervisor, type Supervisor, type Task, TaskFailed } from './supervise.ts';

const staysUp = 'console.log("ready"); setInterval(() => {}, 1000)';
const withChild = `const { pid } = require('node:child_process').spawn('sleep', ['1000']); console.log('ready', pid); setInterval(() => {}, 1000)`;

function task(script: string, more: Partial<Task> = {}): Task {
  return { name: 'task', args: ['-e', script], env: process.env, ready: (line) => line.startsWith('ready'), ...more };
}

describe('the supervisor', () => {
  let supervisor: Supervisor;
  afterEach(() => supervisor?.stop());

  test('stops what it started, and what that started in turn', async () => {
    supervisor = createSupervisor();
    const { pid, line } = await supervisor.start(task(withChild));
    const grandchild = Number(line.split(' ')[1]);
    assert.ok(isAlive(pid) && isAlive(grandchild));
    await supervisor.stop();
    await untilGone(pid);
    await untilGone(grandchild);
  });

  test('stops last what was started first', async () => {
    supervisor = createSupervisor();
    const ended: string[] = [];
    for (const name of ['database', 'shop']) {
      const script = `process.on('SIGTERM', () => { console.log('bye'); process.exit() }); ${staysUp}`;
      await supervisor.start(task(script, { name, onLine: (line) => line === 'bye' && ended.push(name) }));
    }
    await supervisor.stop();
    assert.deepEqual(ended, ['shop', 'database']);
  });

  test('a task that ends before it is ready fails with its last words', async () => {
    supervisor = createSupervisor();
    await assert.rejects(
      supervisor.start(task('console.error("the port is taken"); process.exit(3)', { name: 'shop' })),
      (error: Error) => error instanceof TaskFailed && /shop ended with 3 .*\n {2}the port is taken/.test(error.message),
    );
  });

  test('told to stop while something is still starting, it leaves no process', async () => {
    supervisor = createSupervisor();
    const begun = Promise.withResolvers<number>();
    const starting = supervisor.start(
      task('console.log(process.pid); setInterval(() => {}, 1000)', { ready: () => false, onLine: (line) => begun.resolve(Number(line)) }),
    );
    const pid = await begun.promise;
    await Promise.all([assert.rejects(starting, TaskFailed), supervisor.stop()]);
    await untilGone(pid);
    await assert.rejects(supervisor.start(task(staysUp)), /everything is being stopped/);
  });

  test('what breaks is started again', async () => {
    const restarted = Promise.withResolvers<string>();
    supervisor = createSupervisor({ restarted: (name, why) => restarted.resolve(`${name} ${why}`) });
    const lines = new EventTarget();
    const again = once(lines, 'again');
    let starts = 0;
    const { pid } = await supervisor.start(
      task(staysUp, {
        onLine: () => {
          starts += 1;
          if (starts === 2) lines.dispatchEvent(new Event('again'));
        },
      }),
    );
    process.kill(pid, 'SIGKILL');
    assert.equal(await restarted.promise, 'task ended with SIGKILL');
    await again;
  });

  test('what breaks again and again is given up', async () => {
    const gaveUp = Promise.withResolvers<Error>();
    supervisor = createSupervisor({ gaveUp: gaveUp.resolve });
    await supervisor.start(task('console.log("ready"); setTimeout(() => process.exit(1), 10)'));
    assert.match((await gaveUp.promise).message, /again and again/);
  });

  test('killed so hard that it cannot stop anything, it still leaves no process', async () => {
    const module = path.join(import.meta.dirname, 'supervise.ts');
    const script = `
      const { createSupervisor } = await import(${JSON.stringify(module)});
      const { line } = await createSupervisor().start({ name: 'task', args: ['-e', ${JSON.stringify(withChild)}], env: process.env, ready: () => true });
      console.log(line);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const grandchild = Number(line.split(' ')[1]);
    assert.ok(isAlive(grandchild));
    parent.kill('SIGKILL');
    await untilGone(grandchild);
  });
});

/** Nobody tells of the end of a process that is not a child: look. */
async function untilGone(pid: number): Promise<void> {
  for (const started = Date.now(); isAlive(pid); await pause(20)) {
    assert.ok(Date.now() - started < 10_000, `process ${pid} is still there`);
  }
}
