/** Section 3.1: MAC access authentication, in the order the specification states. Pure but for the nonce memory. */
import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { readForm } from '../http/form.ts';
import { Refusal } from '../http/refusal.ts';
import { readMacHeader } from './authorization-header.ts';
import type { Nonces } from './nonces.ts';

export type SignedRequest = {
  scheme: 'http' | 'https';
  method: string;
  uri: string;
  hostHeader: string;
  body: Buffer;
  authorization: string;
};

export type MacRules = { nowSeconds: number; windowSeconds: number; publicPort: number | undefined; nonces: Nonces };

export type Verified<Owner> = { owner: Owner; parameters: Map<string, string> };

const unauthorized = (why: string) => new Refusal('unauthorized', why);

export function verifyMac<Owner>(
  request: SignedRequest,
  rules: MacRules,
  lookUp: (id: string) => { key: string; owner: Owner } | null,
): Verified<Owner> {
  const header = readMacHeader(request.authorization);
  if (!header) throw unauthorized('The Authorization header is not a MAC header');
  const found = lookUp(header.id);
  if (!found) throw unauthorized('No such client or access token');

  const ts = Number(header.ts);
  if (!/^\d+(\.\d+)?$/.test(header.ts)) throw unauthorized('ts is not a number');
  if (ts > rules.nowSeconds + rules.windowSeconds) throw new Refusal('invalid_timestamp', 'Timestamp is in future');
  if (ts < rules.nowSeconds - rules.windowSeconds) throw new Refusal('invalid_timestamp', 'Timestamp lifetime exceeded');

  const { host, port } = splitHost(request.hostHeader);
  const head = `${header.ts}\n${header.nonce}\n${request.method}\n${request.uri}\n${host}\n`;
  const given = Buffer.from(header.mac, 'base64');
  const key = macKey(found.key);
  if (!portsToTry(port, request.scheme, rules.publicPort).some((candidate) => isMac(key, `${head}${candidate}\n${header.ext}\n`, given))) {
    throw unauthorized('The MAC does not match');
  }

  const parameters = readForm(header.ext);
  const bodyHash = parameters.get('body_hash');
  if (request.body.length > 0) {
    if (bodyHash === undefined) throw unauthorized('body_hash is missing');
    const expected = createHash('sha256').update(request.body).digest();
    const claimed = Buffer.from(bodyHash, 'base64');
    if (claimed.length !== expected.length || !timingSafeEqual(claimed, expected)) throw unauthorized('body_hash does not match the body');
  }
  if (!rules.nonces.use(header.id, header.ts, header.nonce, rules.nowSeconds, rules.windowSeconds)) {
    throw unauthorized('The nonce was used before');
  }
  parameters.delete('body_hash');
  return { owner: found.owner, parameters };
}

function isMac(key: KeyObject, text: string, given: Buffer): boolean {
  const expected = createHmac('sha256', key).update(text).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The port of `Host`, then the port the world is told, then 443: mobile clients always sign 443, proxies hide ports. */
function portsToTry(port: number | undefined, scheme: 'http' | 'https', publicPort: number | undefined): number[] {
  const own = port ?? (scheme === 'https' ? 443 : 80);
  const ports = [own];
  if (publicPort !== undefined && publicPort !== own) ports.push(publicPort);
  if (!ports.includes(443)) ports.push(443);
  return ports;
}

function splitHost(header: string): { host: string; port: number | undefined } {
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(header.toLowerCase());
  return { host: match?.[1] ?? '', port: match?.[2] ? Number(match[2]) : undefined };
}

/** Making a KeyObject costs more than the MAC itself; keys are few, so they are kept. */
const keys = new Map<string, KeyObject>();
const mostKeys = 10_000;

function macKey(text: string): KeyObject {
  let key = keys.get(text);
  if (!key) {
    if (keys.size >= mostKeys) keys.clear();
    key = createSecretKey(Buffer.from(text, 'ascii'));
    keys.set(text, key);
  }
  return key;
}
