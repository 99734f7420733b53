// HMAC-SHA-256 (RFC 2104) out of one-shot hashes: less than half the price of an Hmac object per request, which also has to be collected.
import { hash } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;
/** Longer texts than any request's base string get a buffer of their own. */
const usualBytes = 4096;

/** The text must be ASCII, as a base string is. The key lives in the closure only: nothing prints it. */
export function createHmacSigner(key: string): (text: string) => string {
  const bytes = Buffer.from(key, 'latin1');
  const block = Buffer.alloc(blockBytes);
  (bytes.length > blockBytes ? hash('sha256', bytes, 'buffer') : bytes).copy(block);
  const inner = Buffer.alloc(usualBytes);
  const outer = Buffer.alloc(blockBytes + digestBytes);
  for (let at = 0; at < blockBytes; at++) {
    inner[at] = (block[at] as number) ^ 0x36;
    outer[at] = (block[at] as number) ^ 0x5c;
  }
  return (text) => {
    const message =
      text.length <= usualBytes - blockBytes ? inner : Buffer.concat([inner.subarray(0, blockBytes), Buffer.alloc(text.length)]);
    message.write(text, blockBytes, 'latin1');
    const digest = hash('sha256', message.subarray(0, blockBytes + text.length), 'binary');
    outer.write(digest, blockBytes, 'latin1');
    return hash('sha256', outer, 'base64');
  };
}
