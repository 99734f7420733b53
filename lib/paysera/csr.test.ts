import 'reflect-metadata';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import * as x509 from '@peculiar/x509';
import { createKeyAndRequest } from './csr.ts';

const run = promisify(execFile);

test('a certificate request is signed by the key beside it and names who asks', async () => {
  const made = await createKeyAndRequest('Kopa ž');
  const request = new x509.Pkcs10CertificateRequest(made.request);
  assert.equal(request.subject, 'CN=Kopa ž');
  assert.equal(await request.verify(), true);
  const ours = createPublicKey(createPrivateKey(made.privateKey)).export({ type: 'spki', format: 'der' });
  assert.ok(ours.equals(Buffer.from(request.publicKey.rawData)));
});

test('a key under a passphrase opens with it only', async () => {
  const { privateKey } = await createKeyAndRequest('kopa.example', 'sesame');
  assert.match(privateKey, /BEGIN ENCRYPTED PRIVATE KEY/);
  assert.doesNotThrow(() => createPrivateKey({ key: privateKey, passphrase: 'sesame' }));
  assert.throws(() => createPrivateKey({ key: privateKey, passphrase: 'guess' }));
});

test('the key is readable by its owner alone, and files that are there are not overwritten', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'paysera-csr-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const script = path.join(import.meta.dirname, 'csr.ts');
  const make = () => run(process.execPath, [script, '--name', 'Kopa & Co.', '--out', path.join(folder, 'paysera')]);
  const { stdout } = await make();
  assert.match(stdout, /send this to Paysera/);
  const keyFile = path.join(folder, 'paysera.key');
  if (process.platform !== 'win32') assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  const before = readFileSync(keyFile, 'utf8');
  await assert.rejects(make(), /is there already/);
  assert.equal(readFileSync(keyFile, 'utf8'), before);
});

test('a name that a certificate cannot carry is refused', async () => {
  for (const name of ['', 'a\nb', 'x,O=Paysera', 'x'.repeat(65)]) await assert.rejects(createKeyAndRequest(name), RangeError);
});
