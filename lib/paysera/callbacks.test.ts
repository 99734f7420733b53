import assert from 'node:assert/strict';
import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { answer, answering, testClient } from './fake-transport.ts';

type Vector = { name: string; event: string; sign: string; public_key_pem: string; expected_valid: boolean };
const vectors: Vector[] = JSON.parse(readFileSync(new URL('../../e2e/vectors/callback-signatures.json', import.meta.url), 'utf8'));

const ours = keyPair();
const others = keyPair();

function keyPair(modulusLength = 2048) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { pem, sign: (event: string) => signBytes('sha256', Buffer.from(event), privateKey).toString('base64') };
}

const event = (data: object = {}, object = 'transaction', type = 'reserved') =>
  JSON.stringify({ type, object, data: { transaction_key: 'ąž', created_at: 1, status: type, ...data } });

test('every published signature verifies or not as published', async () => {
  assert.equal(vectors.length, 4);
  for (const { name, event, sign, public_key_pem, expected_valid } of vectors) {
    const verification = await testClient(answering(answer(public_key_pem))).callbacks.verify(event, sign);
    assert.equal(verification.kind === 'verified', expected_valid, name);
  }
});

test('a verified event is typed by its object, and one of an unknown object keeps everything', async () => {
  const { callbacks } = testClient(answering(answer(ours.pem)));
  const verify = async (text: string) => {
    const verification = await callbacks.verify(text, ours.sign(text));
    assert.ok(verification.kind === 'verified', JSON.stringify(verification));
    return verification.event;
  };
  const known = await verify(event());
  assert.ok(known.object === 'transaction' && known.data.key === 'ąž' && known.type === 'reserved');
  const payment = await verify(event({ id: 1 }, 'payment', 'done'));
  assert.ok(payment.object === 'payment' && payment.data.id === 1);
  const unknown = await verify(event({ x: [1] }, 'voucher', 'torn'));
  assert.ok(unknown.object === 'unknown' && unknown.name === 'voucher' && unknown.type === 'torn');
  assert.deepEqual(unknown.data.x, [1]);
});

test('a change of any byte of the event or the sign is refused before anything is parsed', async () => {
  const { callbacks } = testClient(answering(answer(ours.pem)));
  const text = event();
  const sign = ours.sign(text);
  assert.equal((await callbacks.verify(text, sign)).kind, 'verified');
  for (const changed of [` ${text}`, `${text}\n`, text.replace('reserved', 'confirmed'), '{"__proto__":', '']) {
    assert.equal((await callbacks.verify(changed, sign)).kind, 'forged', changed);
  }
  const other = sign.startsWith('A') ? `B${sign.slice(1)}` : `A${sign.slice(1)}`;
  for (const changed of [
    other,
    '',
    sign.slice(0, -4),
    `${sign}AAAA`,
    sign.replace(/=*$/, ''),
    ` ${sign}`,
    `${sign}\n`,
    'ą',
    'A'.repeat(100_000),
  ]) {
    assert.equal((await callbacks.verify(text, changed)).kind, 'forged', changed.slice(0, 20));
  }
  assert.equal((await callbacks.verify(text, others.sign(text))).kind, 'forged');
});

test('what Paysera signed and nobody understands is unreadable, not forged and not thrown', async () => {
  const { callbacks } = testClient(answering(answer(ours.pem)));
  for (const text of ['[]', 'x', '{"type":"reserved"}', '{"type":"reserved","object":"transaction","data":{}}']) {
    assert.equal((await callbacks.verify(text, ours.sign(text))).kind, 'unreadable', text);
  }
});

test('the key is fetched once for many events, also when they come together', async () => {
  const transport = answering(answer(ours.pem));
  const { callbacks } = testClient(transport);
  await Promise.all(Array.from({ length: 10 }, (_, index) => callbacks.verify(event({ index }), ours.sign(event({ index })))));
  await callbacks.verify(event(), ours.sign(event()));
  assert.deepEqual(
    transport.sent.map(({ method, uri, headers }) => [method, uri, headers.authorization]),
    [['GET', '/publickey', undefined]],
  );
});

test('a new key of Paysera is found when a signature fails, and forgeries cannot make us ask again and again', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const transport = answering(answer(others.pem), answer(ours.pem));
  const { callbacks } = testClient(transport);
  assert.equal((await callbacks.verify(event(), ours.sign(event()))).kind, 'forged');
  now = 61_000;
  assert.equal((await callbacks.verify(event(), ours.sign(event()))).kind, 'verified');
  for (let index = 0; index < 100; index++) await callbacks.verify(event({ index }), others.sign(event()));
  assert.equal(transport.sent.length, 2);
});

test('without the key nothing is called forged', async () => {
  const down = testClient(answering({ kind: 'not-sent', reason: 'timeout' }));
  assert.equal((await down.callbacks.verify(event(), ours.sign(event()))).kind, 'unavailable');
  for (const key of ['', '<html>', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', keyPair(1024).pem]) {
    const { callbacks } = testClient(answering(answer(key)));
    assert.equal((await callbacks.verify(event(), ours.sign(event()))).kind, 'unavailable', key.slice(0, 60));
  }
});
