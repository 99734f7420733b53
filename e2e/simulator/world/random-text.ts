import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

let pool = Buffer.alloc(0);
let at = 0;

/** Letters and digits only: what keys, codes and tokens of Paysera look like in recorded responses. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    if (at >= pool.length) {
      pool = randomBytes(4096);
      at = 0;
    }
    const byte = pool[at] as number;
    at += 1;
    // 248 is the largest multiple of 62 in a byte: above it some letters would be likelier than others.
    if (byte < 248) text += alphabet[byte % 62];
  }
  return text;
}
