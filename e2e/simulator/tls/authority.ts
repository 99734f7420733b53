/** The simulator's own certificate authority, and the server certificate it signs for this run. */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as unknown as Crypto);

export type ServerIdentity = { cert: string; key: string };
export type Authority = { caPath: string; caPem: string; issue: (order: CertificateOrder) => Promise<ServerIdentity> };
export type CertificateOrder = {
  commonName: string;
  hosts: string[];
  notBefore?: Date;
  notAfter?: Date;
  client?: boolean;
  selfSigned?: boolean;
};

/** P-256 keeps handshakes cheap. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;

export async function openAuthority(folder: string): Promise<Authority> {
  mkdirSync(folder, { recursive: true });
  const caPath = path.join(folder, 'ca.pem');
  const keyPath = path.join(folder, 'ca-key.pem');
  const stored = existsSync(caPath) && existsSync(keyPath) ? await readAuthority(caPath, keyPath) : null;
  const { certificate, key } = stored ?? (await makeAuthority(caPath, keyPath));
  return { caPath, caPem: certificate.toString('pem'), issue: (order) => issue(certificate, key, order) };
}

type Signer = { certificate: x509.X509Certificate; key: CryptoKey };

async function readAuthority(caPath: string, keyPath: string): Promise<Signer | null> {
  const certificate = new x509.X509Certificate(readFileSync(caPath, 'utf8'));
  if (certificate.notAfter.getTime() < Date.now() + dayMs) return null;
  const bytes = x509.PemConverter.decodeFirst(readFileSync(keyPath, 'utf8'));
  return { certificate, key: (await webcrypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign'])) as CryptoKey };
}

async function makeAuthority(caPath: string, keyPath: string): Promise<Signer> {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as unknown as CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=Local Paysera authority',
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 825 * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey as unknown as webcrypto.CryptoKey);
  replaceFile(keyPath, x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), 0o600);
  replaceFile(caPath, certificate.toString('pem'), 0o644);
  return { certificate, key: keys.privateKey };
}

async function issue(ca: x509.X509Certificate, caKey: CryptoKey, order: CertificateOrder): Promise<ServerIdentity> {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as unknown as CryptoKeyPair;
  const purpose = order.client ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth;
  const name = `CN=${order.commonName}`;
  const common = {
    serialNumber: serialNumber(),
    notBefore: order.notBefore ?? new Date(Date.now() - dayMs),
    notAfter: order.notAfter ?? new Date(Date.now() + 365 * dayMs),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([purpose]),
      new x509.SubjectAlternativeNameExtension(
        order.hosts.map((host) => ({ type: isIp(host) ? ('ip' as const) : ('dns' as const), value: host })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(order.selfSigned ? [] : [await x509.AuthorityKeyIdentifierExtension.create(ca)]),
    ],
  };
  const certificate = order.selfSigned
    ? await x509.X509CertificateGenerator.createSelfSigned({ ...common, name, keys })
    : await x509.X509CertificateGenerator.create({
        ...common,
        subject: name,
        issuer: ca.subject,
        publicKey: keys.publicKey,
        signingKey: caKey,
      });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey as unknown as webcrypto.CryptoKey);
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}

function isIp(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(':');
}

/** Positive and unpredictable, as RFC 5280 wants it. */
function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

function replaceFile(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
}
