import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { freshDatabase } from '#lib/db/test-database.ts';

const good = {
  SHOP_URL: 'https://shop.example',
  SHOP_SECRET: randomBytes(32).toString('base64url'),
  PAYSERA_ENVIRONMENT: 'sandbox',
  PAYSERA_CLIENT_ID: 'aClientOfOurs',
  PAYSERA_MAC_KEY: randomBytes(24).toString('base64url'),
  PAYSERA_PROJECT_ID: '100',
  PAYSERA_WALLET_ID: '5000',
};

const databaseUrl = await freshDatabase();

describe('the shop does not start, and says in one sentence why,', { concurrency: 2 }, () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tiltas-start-'));
    writeFileSync(path.join(folder, 'not-a-certificate.pem'), 'hello');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const cases: [string, () => Record<string, string>, RegExp][] = [
    ['with an empty secret', () => ({ SHOP_SECRET: '' }), /^SHOP_SECRET /],
    ['with a secret that is a word', () => ({ SHOP_SECRET: 'changeme'.repeat(8) }), /^SHOP_SECRET /],
    ['with an empty MAC key', () => ({ PAYSERA_MAC_KEY: '' }), /^PAYSERA_MAC_KEY /],
    ['with the published example key', () => ({ PAYSERA_MAC_KEY: 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU' }), /^PAYSERA_MAC_KEY /],
    ['with production and local mixed', () => ({ PAYSERA_API_URL: 'https://127.0.0.1:1' }), /^PAYSERA_API_URL .* sandbox/],
    ['with production over plain HTTP', () => ({ PAYSERA_ENVIRONMENT: 'production', SHOP_URL: 'http://localhost:3000' }), /^SHOP_URL /],
    [
      'with a certificate that is none',
      () => ({
        PAYSERA_ENVIRONMENT: 'local',
        PAYSERA_API_URL: 'https://127.0.0.1:1',
        PAYSERA_PAGES_URL: 'http://127.0.0.1:1',
        PAYSERA_CA_FILE: path.join(folder, 'not-a-certificate.pem'),
      }),
      /^PAYSERA_CA_FILE /,
    ],
    ['with a database out of reach', () => ({ DATABASE_URL: 'postgresql://user:hidden@127.0.0.1:1/shop' }), /^DATABASE_URL .*answer/],
    ['with a database that does not exist', () => ({ DATABASE_URL: `${databaseUrl}_gone` }), /^DATABASE_URL .*does not exist/],
    ['with a database that was never migrated', () => ({ DATABASE_URL: sibling(databaseUrl, 'template1') }), /migration.*npm run migrate/],
  ];
  for (const [name, wrong, sentence] of cases) {
    test(name, async () => {
      const { code, output } = await start({ ...good, DATABASE_URL: databaseUrl, ...wrong() });
      assert.equal(code, 1);
      assert.match(output, sentence);
      assert.equal(output.trim().split('\n').length, 1, output);
      assert.doesNotMatch(output, /hidden/);
    });
  }

  test('with a database that a newer version has migrated', async () => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('1', '', '29990101000000_later', now())`,
    );
    await client.end();
    const { code, output } = await start({ ...good, DATABASE_URL: databaseUrl });
    assert.equal(code, 1);
    assert.match(output, /^The database has the migration 29990101000000_later/);
  });
});

async function start(settings: Record<string, string>): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'start.ts')], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

function sibling(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}
