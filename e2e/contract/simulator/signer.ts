/** A signer of the contract suite's own, written from section 3.1 and proven by the published vectors; it shares no code with anyone. */
import { createHash, createHmac, randomBytes } from 'node:crypto';

export type Credentials = { id: string; key: string };

export const shop: Credentials = { id: 'wkVd93h2uS', key: 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU' };

export type ToSign = {
  ts: string;
  nonce: string;
  method: string;
  uri: string;
  host: string;
  port: number;
  ext: string;
};

export function normalizedString(request: ToSign): string {
  const lines = [
    request.ts,
    request.nonce,
    request.method.toUpperCase(),
    request.uri,
    request.host.toLowerCase(),
    String(request.port),
    request.ext,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

export function macOf(key: string, text: string): string {
  return createHmac('sha256', Buffer.from(key, 'ascii')).update(text, 'utf8').digest('base64');
}

export function extFor(body: string, parameters: Record<string, string | number> = {}): string {
  const parts: string[] = [];
  if (body !== '') parts.push(`body_hash=${encodeURIComponent(createHash('sha256').update(body, 'utf8').digest('base64'))}`);
  for (const [name, value] of Object.entries(parameters)) parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return parts.join('&');
}

export function authorization(credentials: Credentials, request: ToSign): string {
  const mac = macOf(credentials.key, normalizedString(request));
  const ext = request.ext === '' ? '' : `, ext="${request.ext}"`;
  return `MAC id="${credentials.id}", ts="${request.ts}", nonce="${request.nonce}", mac="${mac}"${ext}`;
}

export const freshNonce = () => randomBytes(16).toString('hex');
