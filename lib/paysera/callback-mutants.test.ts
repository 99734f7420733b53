import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer, answering, testClient } from './fake-transport.ts';

const mutants = 100_000;
const [ours, sandbox] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })];
const signed = (text: string, algorithm = 'sha256', key = ours.privateKey, padding = constants.RSA_PKCS1_PADDING) =>
  signBytes(algorithm, Buffer.from(text), { key, padding }).toString('base64');

const eventOf = (key: string, wallet: number) =>
  JSON.stringify({
    type: 'reserved',
    object: 'transaction',
    data: { transaction_key: key, created_at: 1_795_834_102, status: 'reserved', wallet },
  });
const event = eventOf('fiYSeuYLeZLNS15PuFspąž', 14471);
const sign = signed(event);
const other = eventOf('PSrk7Re9P2kgzEkhTGDFxS', 14472);

type Mutant = { event: string; sign: string };
const place = (text: string) => fc.nat(text.length - 1);
const spliced = (text: string, at: number, length: number, put: string) => text.slice(0, at) + put + text.slice(at + length);

/** One bit of one character, a piece taken out, doubled or put in, two pieces changed over. */
function changed(text: string): fc.Arbitrary<string> {
  const bitFlipped = fc
    .tuple(place(text), fc.nat(6))
    .map(([at, bit]) => spliced(text, at, 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << bit))));
  const cut = fc.tuple(place(text), fc.integer({ min: 1, max: 40 })).map(([at, length]) => spliced(text, at, length, ''));
  const doubled = fc
    .tuple(place(text), fc.integer({ min: 1, max: 40 }))
    .map(([at, length]) => spliced(text, at, 0, text.slice(at, at + length)));
  const inserted = fc.tuple(place(text), fc.string({ minLength: 1, maxLength: 4 })).map(([at, put]) => spliced(text, at, 0, put));
  const swapped = fc.tuple(place(text), place(text)).map(([a, b]) => {
    const characters = [...text];
    [characters[a], characters[b]] = [characters[b] ?? '', characters[a] ?? ''];
    return characters.join('');
  });
  return fc.oneof({ arbitrary: bitFlipped, weight: 6 }, cut, doubled, inserted, swapped).filter((result) => result !== text);
}

const signFlipped = fc.tuple(fc.nat(255), fc.nat(7)).map(([at, bit]) => {
  const bytes = Buffer.from(sign, 'base64');
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  return bytes.toString('base64');
});
/** Signatures that somebody could have, or that a careless reader would take for ours. */
const foreign = [
  signed(other),
  signed(event, 'sha1'),
  signed(event, 'sha512'),
  signed(event, 'sha256', ours.privateKey, constants.RSA_PKCS1_PSS_PADDING),
  signed(event, 'sha256', sandbox.privateKey),
  Buffer.alloc(256).toString('base64'),
  Buffer.alloc(256, 0xff).toString('base64'),
  Buffer.from(sign, 'base64').toString('base64url'),
  Buffer.from(sign, 'base64').toString('hex'),
  encodeURIComponent(sign),
  'none',
];

const mutant: fc.Arbitrary<Mutant> = fc.oneof(
  { arbitrary: changed(event).map((text) => ({ event: text, sign })), weight: 5 },
  { arbitrary: changed(sign).map((text) => ({ event, sign: text })), weight: 3 },
  { arbitrary: signFlipped.map((text) => ({ event, sign: text })), weight: 2 },
  { arbitrary: fc.tuple(changed(event), signFlipped).map(([text, flipped]) => ({ event: text, sign: flipped })), weight: 1 },
  { arbitrary: fc.constantFrom(...foreign).map((text) => ({ event, sign: text })), weight: 1 },
  { arbitrary: fc.constantFrom(signed(other), sign).map((text) => ({ event: text === sign ? other : event, sign: text })), weight: 1 },
);

test(`of ${mutants.toLocaleString('en')} altered callbacks none is taken for Paysera's`, async () => {
  const { callbacks } = testClient(answering(answer(ours.publicKey.export({ type: 'spki', format: 'pem' }).toString())));
  assert.equal((await callbacks.verify(event, sign)).kind, 'verified');
  await fc.assert(
    fc.asyncProperty(mutant, async (altered) => {
      assert.equal((await callbacks.verify(altered.event, altered.sign)).kind, 'forged');
    }),
    { numRuns: mutants, seed: 20_261_128 },
  );
});
