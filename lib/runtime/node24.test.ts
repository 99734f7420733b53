import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';

const launcher = path.join(import.meta.dirname, 'node24.cjs');

describe('a script started through the launcher', () => {
  let folder: string;
  let script: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tiltas-launcher-'));
    script = path.join(folder, 'script.ts');
    writeFileSync(
      script,
      `import { untilToldToStop } from ${JSON.stringify(path.join(import.meta.dirname, 'until-told-to-stop.ts'))};
       const told: Promise<number> = untilToldToStop();
       setInterval(() => {}, 1000);
       console.log(process.pid, process.ppid, process.versions.node);
       process.exit(await told);`,
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** As npm does it: a shell runs the command of package.json. */
  async function start(shellCommand: string, env: NodeJS.ProcessEnv = process.env) {
    const shell = spawn('/bin/sh', ['-c', shellCommand], { stdio: ['ignore', 'pipe', 'ignore'], detached: true, env });
    const [line] = (await once(createInterface({ input: shell.stdout as NodeJS.ReadableStream }), 'line')) as [string];
    const [pid, launcherPid, version] = line.split(' ');
    return { shell, pid: Number(pid), launcherPid: Number(launcherPid), version: String(version) };
  }
  const command = () => `"${process.execPath}" "${launcher}" "${script}"`;

  test('runs on Node 24 or newer', async () => {
    const { shell, version } = await start(command());
    assert.ok(Number(version.split('.')[0]) >= 24);
    await end(shell, 'SIGTERM');
  });

  const deaths: [string, (started: Awaited<ReturnType<typeof start>>) => void][] = [
    ['Ctrl-C, which the terminal sends to all of them', ({ shell }) => process.kill(-(shell.pid as number), 'SIGINT')],
    ['a closing terminal', ({ shell }) => process.kill(-(shell.pid as number), 'SIGHUP')],
    ['a polite end of the launcher', ({ launcherPid }) => process.kill(launcherPid, 'SIGTERM')],
    ['a hard end of the launcher', ({ launcherPid }) => process.kill(launcherPid, 'SIGKILL')],
  ];
  for (const [name, kill] of deaths) {
    test(`ends after ${name}`, async () => {
      const started = await start(command());
      kill(started);
      await untilGone(started.pid);
      await untilGone(started.launcherPid);
    });
  }

  test('ends when npm was ended hard, with a shell between them that stays', async () => {
    // `; true` keeps the shell from giving its place to the command.
    const parent = `"${process.execPath}" -e "
      const npm = require('node:child_process').spawn('/bin/sh', ['-c', process.env.COMMAND + '; true'], { stdio: 'inherit' });
      setInterval(() => {}, 1000)"`;
    const started = await start(`exec ${parent}`, { ...process.env, COMMAND: command(), npm_execpath: '/usr/bin/npm' });
    process.kill(started.shell.pid as number, 'SIGKILL');
    await untilGone(started.pid);
    await untilGone(started.launcherPid);
  });

  test('passes its exit code on', async () => {
    const failing = path.join(folder, 'failing.ts');
    writeFileSync(failing, 'process.exit(7)');
    const child = spawn(process.execPath, [launcher, failing]);
    assert.deepEqual(await once(child, 'exit'), [7, null]);
  });
});

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit');
  process.kill(-(child.pid as number), signal);
  await exited;
}

/** Nobody tells of the end of a process that is not a child: look. */
async function untilGone(pid: number): Promise<void> {
  for (const started = Date.now(); isAlive(pid); await pause(20)) {
    assert.ok(Date.now() - started < 10_000, `process ${pid} is still there`);
  }
}
