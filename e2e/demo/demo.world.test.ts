// The demo as a person and a program meet it: started by npm, for real, and ended in every way a command can be ended.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { queryOnce } from '#lib/db/with-client.ts';
import { projectFolder } from '#lib/runtime/project.ts';
import { leftProcesses } from '../verify/leftovers.ts';
import type { Card } from './card.ts';

const mark = 'TILTAS_DEMO_TEST';

describe('npm run demo', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tiltas-demo-'));
    chmodSync(folder, 0o755);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  type Demo = { npm: ChildProcess; card: Card & { ready: true }; output: () => string; gone(): Promise<void> };

  async function start(...options: string[]): Promise<Demo> {
    const run = randomUUID();
    const { DATABASE_URL: _, ...env } = process.env;
    const npm = spawn('npm', ['run', '--silent', 'demo', '--', '--json', ...options], {
      cwd: projectFolder,
      env: { ...env, TILTAS_FOLDER: folder, [mark]: run },
      detached: true, // a process group of its own, as a terminal gives it
    });
    let output = '';
    let stdout = '';
    npm.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    const card = await new Promise<Demo['card']>((resolve, reject) => {
      npm.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        stdout += text;
        if (stdout.includes('\n')) resolve(JSON.parse(stdout));
      });
      npm.once('exit', () => reject(new Error(`The demo ended: ${output}`)));
    });
    async function gone(): Promise<void> {
      for (const asked = Date.now(); leftProcesses(run, mark).length > 0; await pause(50)) {
        assert.ok(Date.now() - asked < 30_000, leftProcesses(run, mark).join('\n'));
      }
      for (const url of [card.shop, card.paysera.http, card.paysera.control]) await assert.rejects(fetch(url), url);
      await assert.rejects(queryOnce(card.database, 'SELECT 1'));
    }
    return { npm, card, output: () => output, gone };
  }

  test('tells a program where everything is, in one line, and leaves nothing when npm is killed', async () => {
    const { npm, card, output, gone } = await start();
    assert.deepEqual(Object.keys(card), ['ready', 'shop', 'desk', 'paysera', 'database']);
    assert.deepEqual(Object.keys(card.paysera).sort(), ['ca', 'control', 'controlToken', 'http', 'https']);
    assert.equal(new URL(card.shop).hostname, 'localhost');
    assert.equal(new URL(card.paysera.http).hostname, '127.0.0.1');
    assert.equal(output().match(/"ready":true/g)?.length, 1);
    assert.equal((await fetch(card.shop)).status, 200);
    assert.equal((await fetch(`${card.paysera.http}/publickey`)).status, 200);
    await queryOnce(card.database, 'CREATE TABLE kept ()');
    npm.kill('SIGKILL');
    await gone();
  });

  test('keeps its data, makes way for who holds its port, and leaves nothing when the terminal closes', async () => {
    const stranger = createServer()
      .listen(3000, '127.0.0.1')
      .on('error', () => {}); // someone may hold it already: all the better
    const { npm, card, output, gone } = await start();
    assert.match(output(), /Port 3000 is taken: \d+ is used instead/);
    assert.notEqual(new URL(card.shop).port, '3000');
    await queryOnce(card.database, 'SELECT FROM kept');
    process.kill(-(npm.pid as number), 'SIGHUP');
    await gone();
    stranger.close();
  });

  test('starts over when asked to, runs once at a time, and leaves nothing after Ctrl-C', async () => {
    const { npm, card, gone } = await start('--fresh');
    await assert.rejects(queryOnce(card.database, 'SELECT FROM kept'), /does not exist/);
    await assert.rejects(start(), /runs already, as process \d+ at http:\/\/localhost/);
    const exited = once(npm, 'exit');
    process.kill(-(npm.pid as number), 'SIGINT');
    await exited;
    await gone();
  });
});
