// A PKCS#10 certificate request (RFC 2986) in a few lines of DER, so that the client needs no certificate library.
import { type KeyObject, sign } from 'node:crypto';

/** PEM, signed with RSA and SHA-256; the subject is the common name alone. */
export function certificateRequest(commonName: string, publicKey: KeyObject, privateKey: KeyObject): string {
  const subject = sequence(set(sequence(commonNameOid, der(0x0c, Buffer.from(commonName)))));
  const version = der(0x02, Buffer.from([0]));
  const noAttributes = der(0xa0);
  const info = sequence(version, subject, publicKey.export({ type: 'spki', format: 'der' }), noAttributes);
  const algorithm = sequence(sha256WithRsaOid, der(0x05));
  const signature = der(0x03, Buffer.from([0]), sign('sha256', info, privateKey));
  return pem('CERTIFICATE REQUEST', sequence(info, algorithm, signature));
}

const commonNameOid = Buffer.from('0603550403', 'hex');
const sha256WithRsaOid = Buffer.from('06092a864886f70d01010b', 'hex');

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const set = (...parts: Buffer[]) => der(0x31, ...parts);

/** Tag, length, content; a length above 127 is preceded by how many bytes it takes. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.from(content.length.toString(16).padStart(4, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
