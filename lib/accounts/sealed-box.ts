// Seals a small secret for one field of one row: AES-256-GCM, with the field's identity as associated data.
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const IV_BYTES = 12; // what GCM is specified for; random is safe far beyond the 2^32 seals one key will ever make here
const TAG_BYTES = 16;

export class SealBroken extends Error {
  override name = 'SealBroken';
}

/** `boundTo` names the place the box belongs to; it opens nowhere else. The bytes are iv, ciphertext, tag. */
export function seal(key: KeyObject, boundTo: string, plain: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(boundTo, 'utf8'));
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Throws SealBroken for another row's box, a changed byte, another key: all of them mean the row cannot be trusted. */
export function unseal(key: KeyObject, boundTo: string, box: Uint8Array): string {
  if (box.length < IV_BYTES + TAG_BYTES) throw new SealBroken('too short to be sealed');
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(boundTo, 'utf8'));
  decipher.setAuthTag(box.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(box.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new SealBroken('changed, sealed with another key, or sealed for another place');
  }
}
