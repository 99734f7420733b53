import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { readEnv, SettingsError } from './env.ts';

const caFile = path.join(mkdtempSync(path.join(tmpdir(), 'tiltas-env-')), 'ca.pem');
writeFileSync(caFile, '-----BEGIN CERTIFICATE-----\n');

const local = {
  DATABASE_URL: 'postgresql://user:password@127.0.0.1:5432/shop',
  SHOP_URL: 'http://localhost:3000',
  SHOP_SECRET: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA',
  PAYSERA_ENVIRONMENT: 'local',
  PAYSERA_CLIENT_ID: 'wkVd93h2uS',
  PAYSERA_MAC_KEY: 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU',
  PAYSERA_PROJECT_ID: '100',
  PAYSERA_WALLET_ID: '5000',
  PAYSERA_API_URL: 'https://127.0.0.1:8443',
  PAYSERA_PAGES_URL: 'http://127.0.0.1:8080',
  PAYSERA_CA_FILE: caFile,
};
const production = {
  ...local,
  SHOP_URL: 'https://kopa.example',
  PAYSERA_ENVIRONMENT: 'production',
  PAYSERA_MAC_KEY: 'another-key-of-thirty-two-bytes!',
  PAYSERA_API_URL: undefined,
  PAYSERA_PAGES_URL: undefined,
  PAYSERA_CA_FILE: undefined,
};

test('settings of a local and of a real shop are read', () => {
  assert.equal(readEnv(local).paysera.local?.apiUrl, local.PAYSERA_API_URL);
  assert.equal(readEnv(production).paysera.local, null);
  assert.equal(readEnv(production).paysera.projectId, 100n);
  assert.equal(readEnv(production).shopTimeZone, 'Europe/Vilnius');
  assert.equal(readEnv(production).paysera.callsPerHour, 1_000, 'what Paysera documents');
  assert.equal(readEnv(production).ordersPerHour, 60);
});

const wrong: [string, Record<string, string | undefined>, string][] = [
  ['a missing database', { ...local, DATABASE_URL: undefined }, 'DATABASE_URL'],
  ['a database of another kind', { ...local, DATABASE_URL: 'mysql://a/b' }, 'DATABASE_URL'],
  ['an empty secret', { ...local, SHOP_SECRET: '' }, 'SHOP_SECRET'],
  ['a short secret', { ...local, SHOP_SECRET: 'c2hvcnQ' }, 'SHOP_SECRET'],
  ['a word for a secret', { ...local, SHOP_SECRET: 'changeme'.repeat(8) }, 'SHOP_SECRET'],
  ['one letter for a secret', { ...local, SHOP_SECRET: 'a'.repeat(44) }, 'SHOP_SECRET'],
  ['an address with a path', { ...local, SHOP_URL: 'http://localhost:3000/shop' }, 'SHOP_URL'],
  ['plain http on the internet', { ...production, SHOP_URL: 'http://kopa.example' }, 'SHOP_URL'],
  ['plain http in production', { ...production, SHOP_URL: 'http://localhost:3000' }, 'SHOP_URL'],
  ['an unknown environment', { ...local, PAYSERA_ENVIRONMENT: 'test' }, 'PAYSERA_ENVIRONMENT'],
  ['an empty key', { ...local, PAYSERA_MAC_KEY: ' ' }, 'PAYSERA_MAC_KEY'],
  ['the published key in production', { ...production, PAYSERA_MAC_KEY: local.PAYSERA_MAC_KEY }, 'PAYSERA_MAC_KEY'],
  [
    'the published key in the sandbox',
    { ...production, PAYSERA_ENVIRONMENT: 'sandbox', PAYSERA_MAC_KEY: local.PAYSERA_MAC_KEY },
    'PAYSERA_MAC_KEY',
  ],
  ['an address of the local Paysera in production', { ...production, PAYSERA_API_URL: 'https://127.0.0.1:1' }, 'PAYSERA_API_URL'],
  ['a certificate of the local Paysera in production', { ...production, PAYSERA_CA_FILE: caFile }, 'PAYSERA_CA_FILE'],
  ['the real Paysera taken for the local one', { ...local, PAYSERA_API_URL: 'https://wallet.paysera.com' }, 'PAYSERA_API_URL'],
  ['money spoken of in the clear', { ...local, PAYSERA_API_URL: 'http://127.0.0.1:1' }, 'PAYSERA_API_URL'],
  ['a certificate that is not there', { ...local, PAYSERA_CA_FILE: '/none' }, 'PAYSERA_CA_FILE'],
  ['a project that is no number', { ...local, PAYSERA_PROJECT_ID: 'main' }, 'PAYSERA_PROJECT_ID'],
  ['calls an hour that are no number', { ...local, PAYSERA_CALLS_PER_HOUR: 'many' }, 'PAYSERA_CALLS_PER_HOUR'],
  ['fewer calls an hour than one shopper needs', { ...local, PAYSERA_CALLS_PER_HOUR: '10' }, 'PAYSERA_CALLS_PER_HOUR'],
  ['a shop that lets nobody order', { ...local, ORDERS_PER_HOUR: '0' }, 'ORDERS_PER_HOUR'],
  ['a time zone that does not exist', { ...local, SHOP_TIME_ZONE: 'Europe/Vilna' }, 'SHOP_TIME_ZONE'],
  ['a port beyond all ports', { ...local, PORT: '70000' }, 'PORT'],
  ['a mail server without a sender', { ...local, SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM'],
];

for (const [name, source, variable] of wrong) {
  test(`${name} stops the start with one sentence that names ${variable}`, () => {
    assert.throws(
      () => readEnv(source),
      (error) =>
        error instanceof SettingsError &&
        error.message.startsWith(variable) &&
        /^[^\n]+\.$/.test(error.message) &&
        !error.message.includes('IrdTc8'),
    );
  });
}
