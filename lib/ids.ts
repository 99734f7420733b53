// Ids are prefixed text that sorts by time: `ord_` says what it names, and rows made together lie together in an index.
import { randomBytes } from 'node:crypto';

export type Prefix =
  | 'ord'
  | 'att'
  | 'crt'
  | 'shp'
  | 'prd'
  | 'var'
  | 'wtk'
  | 'stf'
  | 'out'
  | 'wrk'
  | 'dif'
  | 'rec'
  | 'ref'
  | 'alw'
  | 'stl'
  | 'req';

export type Ids = {
  next(prefix: Prefix): string;
  /** 256 random bits as 43 characters: cookies and other secrets that a browser keeps. */
  token(): string;
};

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeCharacters = 10; // milliseconds until the year 10889
const randomCharacters = 16; // 80 bits

export const randomIds: Ids = {
  next: (prefix) => `${prefix}_${encodeTime(Date.now())}${encodeRandom(randomBytes(randomCharacters))}`,
  token: () => randomBytes(32).toString('base64url'),
};

function encodeTime(milliseconds: number): string {
  let text = '';
  for (let rest = milliseconds; text.length < timeCharacters; rest = Math.floor(rest / 32)) text = alphabet[rest % 32] + text;
  return text;
}

function encodeRandom(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += alphabet[byte % 32];
  return text;
}
