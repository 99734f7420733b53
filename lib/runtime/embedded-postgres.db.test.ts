import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { queryOnce } from '../db/with-client.ts';
import { removePostgres, startPostgres } from './embedded-postgres.ts';
import { freePort } from './free-port.ts';
import { isAlive } from './is-alive.ts';
import { postgresHome } from './postgres-binaries.ts';

describe('the embedded PostgreSQL', () => {
  let directory: string;
  let port: number;

  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'tiltas-postgres-'));
    port = await freePort();
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  test('keeps its data, and leaves no process, from one start to the next', async () => {
    const first = await startPostgres(directory, { port });
    await queryOnce(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    assert.equal(isAlive(first.pid), false);

    const second = await startPostgres(directory, { port });
    try {
      assert.equal(second.port, port);
      assert.deepEqual(await queryOnce(second.url, 'SELECT answer FROM kept'), [{ answer: 42 }]);
    } finally {
      await second.stop();
    }
  });

  test('loses nothing it acknowledged: the settings that promise it are on', async () => {
    const server = await startPostgres(directory, { port });
    try {
      const rows = await queryOnce(
        server.url,
        `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name`,
      );
      assert.deepEqual(
        rows.map((row) => row.setting),
        ['on', 'on', 'on'],
      );
    } finally {
      await server.stop();
    }
  });

  test('a server left running by a killed parent is taken over and stopped', async () => {
    const left = await startPostgres(directory, { port });
    const found = await startPostgres(directory, { port });
    assert.equal(found.reused, true);
    assert.equal(found.pid, left.pid);
    await found.stop();
    assert.equal(isAlive(left.pid), false);
  });

  test('starts again after it was killed hard', async () => {
    const killed = await startPostgres(directory, { port });
    await queryOnce(killed.url, 'CREATE TABLE survives AS SELECT 1 AS one');
    process.kill(killed.pid, 'SIGKILL');
    const next = await startPostgres(directory, { port });
    try {
      assert.equal(next.reused, false);
      assert.deepEqual(await queryOnce(next.url, 'SELECT one FROM survives'), [{ one: 1 }]);
    } finally {
      await next.stop();
    }
  });

  test('two starts at once end in one server', async () => {
    const [one, other] = await Promise.all([startPostgres(directory, { port }), startPostgres(directory, { port })]);
    await Promise.all([one.stop(), other.stop()]);
    assert.equal(one.pid, other.pid);
  });

  test('a taken port is left to its owner', async () => {
    const stranger = createServer().listen(port, '127.0.0.1');
    const server = await startPostgres(directory, { port });
    try {
      assert.notEqual(server.port, port);
    } finally {
      await server.stop();
      stranger.close();
    }
  });

  test('is removed with its data, even while it runs', async () => {
    const doomed = mkdtempSync(path.join(tmpdir(), 'tiltas-postgres-'));
    const server = await startPostgres(doomed, { port: 0 });
    await removePostgres(doomed);
    assert.equal(isAlive(server.pid), false);
    assert.equal(existsSync(doomed), false);
  });

  test('a folder that the database user may enter is used as it is', () => {
    assert.equal(postgresHome(directory), directory);
  });
});
