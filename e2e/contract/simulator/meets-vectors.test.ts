import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import callbackVectors from '../../vectors/callback-signatures.json' with { type: 'json' };
import macVectors from '../../vectors/mac.json' with { type: 'json' };
import { type RawAnswer, sendRaw } from './raw-http.ts';
import { macOf, normalizedString } from './signer.ts';
import { type Simulator, startSimulator } from './start-simulator.ts';

type Vector = (typeof macVectors)[number];

type Sent = RawAnswer & { caller: string };

async function onFresh(vector: Vector, use: (send: (change?: Partial<Vector>) => Promise<Sent>) => Promise<void>): Promise<void> {
  const simulator: Simulator = await startSimulator();
  try {
    await simulator.control('POST', '/clock', { now: Number(vector.ts) });
    const host = vector.port === 443 ? vector.host : `${vector.host}:${vector.port}`;
    await use(async (change = {}) => {
      const { method, uri, body, authorization_header } = { ...vector, ...change };
      const answer = await sendRaw({
        base: simulator.http,
        method,
        uri,
        body,
        headers: { Host: host, Authorization: authorization_header },
      });
      const log = await simulator.control('GET', '/requests?limit=1');
      return { ...answer, caller: log.json.requests[0].caller };
    });
  } finally {
    await simulator.stop();
  }
}

/** `GET server` answers anybody: there the request log says whether the signature was believed. */
const refused = (answer: Sent) =>
  answer.caller === 'nobody' && (answer.status === 200 || (answer.status === 401 && answer.json.error === 'unauthorized'));

for (const vector of macVectors) {
  if (vector.verified) {
    test(`a request signed like "${vector.name}" is let in once, and not with a byte changed`, async () => {
      assert.equal(macOf(vector.mac_key, normalizedString(vector)), vector.expected_mac, 'the suite itself signs as published');
      await onFresh(vector, async (send) => {
        // A changed byte anywhere in the signed string must not pass; these refusals leave no trace of the nonce.
        for (const header of brokenHeaders(vector)) assert.ok(refused(await send({ authorization_header: header })), header);
        assert.ok(refused(await send({ uri: `${vector.uri}${vector.uri.includes('?') ? '&' : '?'}x` })), 'another address');
        assert.ok(refused(await send({ method: vector.method === 'GET' ? 'DELETE' : 'PATCH' })), 'another method');
        if (vector.body !== '') assert.ok(refused(await send({ body: `${vector.body} ` })), 'another body');

        const accepted = await send();
        assert.notEqual(accepted.status, 401, accepted.text);
        assert.equal(accepted.caller, `client of ${vector.client_id}`);
        assert.ok(refused(await send()), 'the same nonce again');
      });
    });
  } else {
    test(`the placeholder "${vector.name}" is refused`, async () => {
      await onFresh(vector, async (send) => assert.ok(refused(await send())));
    });
  }
}

function brokenHeaders(vector: Vector): string[] {
  const header = vector.authorization_header;
  const { ts, nonce, ext } = vector;
  const other = (text: string) => (text.endsWith('x') ? `${text.slice(0, -1)}y` : `${text.slice(0, -1)}x`);
  const broken = [
    header.replace(`ts="${ts}"`, `ts="${Number(ts) + 1}"`),
    header.replace(`nonce="${nonce}"`, `nonce="${other(nonce)}"`),
    header.replace(vector.expected_mac, `A${vector.expected_mac.slice(1)}`),
  ];
  if (ext !== '') broken.push(header.replace(`ext="${ext}"`, `ext="${other(ext)}"`));
  return broken.filter((one) => one !== header);
}

for (const vector of callbackVectors) {
  test(`the published callback signature "${vector.name}" is ${vector.expected_valid ? 'valid' : 'invalid'} by the rule the simulator signs by`, () => {
    const key = createPublicKey(vector.public_key_pem);
    assert.equal(verify('sha256', Buffer.from(vector.event), key, Buffer.from(vector.sign, 'base64')), vector.expected_valid);
  });
}
