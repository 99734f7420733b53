import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { queryOnce } from '../db/with-client.ts';
import { type PostgresServer, startPostgres } from './embedded-postgres.ts';
import { MigrationError, migrate, missingMigrations } from './migrate.ts';

describe('migrations', () => {
  const cluster = mkdtempSync(path.join(tmpdir(), 'tiltas-postgres-'));
  const folder = mkdtempSync(path.join(tmpdir(), 'tiltas-migrate-'));
  let server: PostgresServer;
  let url: string;
  let directory: string;
  let count = 0;

  before(async () => {
    server = await startPostgres(cluster, { port: 0 });
  });
  beforeEach(async () => {
    count += 1;
    await queryOnce(server.url, `CREATE DATABASE m${count}`);
    url = server.url.replace(/postgres$/, `m${count}`);
    directory = path.join(folder, `migrations-${count}`);
    write('20260101000000_first', 'CREATE TABLE one (n int); INSERT INTO one VALUES (1);');
    write('20260102000000_second', 'INSERT INTO one VALUES (2);');
  });
  after(async () => {
    await server.stop();
    for (const made of [cluster, folder]) rmSync(made, { recursive: true, force: true });
  });

  function write(name: string, sql: string): void {
    mkdirSync(path.join(directory, name), { recursive: true });
    writeFileSync(path.join(directory, name, 'migration.sql'), sql);
  }

  test('are applied in order, once, and named', async () => {
    assert.deepEqual(await missingMigrations(url, directory), ['20260101000000_first', '20260102000000_second']);
    assert.deepEqual(await migrate(url, { directory }), ['20260101000000_first', '20260102000000_second']);
    assert.deepEqual(await missingMigrations(url, directory), []);
    assert.deepEqual(await migrate(url, { directory }), []);
    assert.deepEqual(await queryOnce(url, 'SELECT n FROM one ORDER BY n'), [{ n: 1 }, { n: 2 }]);
  });

  test('two starts at once apply each of them once', async () => {
    const applied = await Promise.all([migrate(url, { directory }), migrate(url, { directory })]);
    assert.equal(applied.flat().length, 2);
    assert.deepEqual(await queryOnce(url, 'SELECT count(*)::int AS n FROM one'), [{ n: 2 }]);
  });

  test('one that fails leaves nothing half done and is refused until it is mended', async () => {
    write('20260103000000_third', 'INSERT INTO one VALUES (3); INSERT INTO nowhere VALUES (1);');
    await assert.rejects(migrate(url, { directory }), MigrationError);
    assert.deepEqual(await queryOnce(url, 'SELECT n FROM one WHERE n = 3'), []);
    await assert.rejects(migrate(url, { directory }), /20260103000000_third failed earlier/);
  });

  test('a database of a newer version is refused by its name', async () => {
    await migrate(url, { directory });
    rmSync(path.join(directory, '20260102000000_second'), { recursive: true });
    await assert.rejects(missingMigrations(url, directory), /20260102000000_second, which this version does not know/);
  });

  test('one edited after it was applied is reported', async () => {
    await migrate(url, { directory });
    write('20260102000000_second', 'INSERT INTO one VALUES (22);');
    const lines: string[] = [];
    await migrate(url, { directory, log: (line) => lines.push(line) });
    assert.match(lines.join(), /20260102000000_second was edited/);
  });
});
