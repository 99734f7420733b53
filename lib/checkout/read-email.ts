// An address is only judged so far that a typing error is told at once; whether it exists, the receipt will show.

export type Email = { kind: 'email'; address: string } | { kind: 'invalid'; reason: string };

const longest = 254; // RFC 5321

export function readEmail(text: string): Email {
  const address = text.trim();
  if (address === '') return { kind: 'invalid', reason: 'Enter your e-mail address, so that the receipt can reach you.' };
  if (address.length > longest) return { kind: 'invalid', reason: 'This e-mail address is too long.' };
  if (!/^[^\s@<>"(),:;\\[\]\p{Cc}]+@[^\s@<>"(),:;\\[\]\p{Cc}.]+(\.[^\s@<>"(),:;\\[\]\p{Cc}.]+)+$/u.test(address)) {
    return { kind: 'invalid', reason: 'This does not look like an e-mail address. An example: name@example.com' };
  }
  return { kind: 'email', address };
}
