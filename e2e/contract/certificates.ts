// An authority of the test's own and what it issues: good, expired, for another host, for clients.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as unknown as Crypto);

/** PEM both. */
export type Pair = { certificate: string; privateKey: string };
export type Issue = { names?: string[]; notBefore?: Date; notAfter?: Date };
export type Authority = { certificate: string; issue(request?: Issue): Promise<Pair> };

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 24 * 3600 * 1000;
const daysFromNow = (days: number) => new Date(Date.now() + days * dayMs);

export async function createAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=${name}`,
    keys,
    notBefore: daysFromNow(-1),
    notAfter: daysFromNow(2),
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true)],
  });
  return {
    certificate: certificate.toString('pem'),
    async issue({ names = ['localhost'], notBefore = daysFromNow(-1), notAfter = daysFromNow(1) } = {}) {
      const leafKeys = await newKeys();
      const leaf = await x509.X509CertificateGenerator.create({
        serialNumber: serial(),
        issuer: certificate.subject,
        subject: `CN=${names[0]}`,
        publicKey: leafKeys.publicKey,
        signingKey: keys.privateKey,
        notBefore,
        notAfter,
        signingAlgorithm: algorithm,
        extensions: [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value })))],
      });
      return { certificate: leaf.toString('pem'), privateKey: await pemOf(leafKeys.privateKey) };
    },
  };
}

/** A server's certificate that nobody vouches for. */
export async function selfSigned(name = 'localhost'): Promise<Pair> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=${name}`,
    keys,
    notBefore: daysFromNow(-1),
    notAfter: daysFromNow(1),
    signingAlgorithm: algorithm,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
  });
  return { certificate: certificate.toString('pem'), privateKey: await pemOf(keys.privateKey) };
}

export function expired(): Issue {
  return { notBefore: daysFromNow(-3), notAfter: daysFromNow(-2) };
}

async function newKeys(): Promise<CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as unknown as CryptoKeyPair;
}

async function pemOf(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key as webcrypto.CryptoKey), 'PRIVATE KEY');
}

function serial(): string {
  return `01${randomBytes(8).toString('hex')}`;
}
