import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InDoubt, Refused, Unintelligible, Unreachable } from './errors.ts';
import { answer, answering, refusal, testClient } from './fake-transport.ts';

const transaction = { transaction_key: 'k', created_at: 1585146007, status: 'new' };
const create = { payments: [{ description: 'x', price: { minor: 1299n, currency: 'EUR' } }] } as const;
const macField = (header: string | undefined, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(header ?? '')?.[1];

test('each of the four failures is its own class and says whether repeating is safe', async () => {
  const cases = [
    [{ kind: 'not-sent', reason: 'timeout' }, Unreachable, true, true],
    [{ kind: 'no-answer', reason: 'ECONNRESET' }, InDoubt, false, true],
    [answer('<html>', 502), InDoubt, false, true],
    [refusal(500, 'internal_server_error'), InDoubt, false, true],
    [refusal(409, 'invalid_state'), Refused, false, false],
    [refusal(429, 'rate_limit_exceeded'), Refused, true, true],
    [answer('<html>', 404), Unintelligible, false, true],
    [answer('', 302, { location: 'https://elsewhere' }), Unintelligible, false, true],
    [answer('{"transaction_key":'), Unintelligible, false, true],
    [answer(''), Unintelligible, false, true],
    [{ kind: 'too-large', status: 200 }, Unintelligible, false, true],
  ] as const;
  for (const [outcome, failure, writeIsSafe, readIsSafe] of cases) {
    const client = testClient(answering(outcome));
    const name = JSON.stringify(outcome);
    await assert.rejects(
      client.transactions.create(create),
      (error) => error instanceof failure && error.safeToRepeat === writeIsSafe,
      name,
    );
    await assert.rejects(client.transactions.get('k'), (error) => error instanceof failure && error.safeToRepeat === readIsSafe, name);
  }
});

test('a write whose fate is unknown is never sent again', async () => {
  const transport = answering({ kind: 'no-answer', reason: 'ECONNRESET' }, answer(transaction));
  await assert.rejects(testClient(transport).transactions.create(create), InDoubt);
  assert.equal(transport.sent.length, 1);
});

test('a read is sent again up to three times, each time signed anew', async () => {
  const transport = answering({ kind: 'no-answer', reason: 'ECONNRESET' });
  await assert.rejects(testClient(transport).transactions.get('k'), InDoubt);
  assert.equal(transport.sent.length, 3);
  assert.equal(new Set(transport.sent.map(({ headers }) => macField(headers.authorization, 'nonce'))).size, 3);
});

test('what never left is sent again, also a write', async () => {
  const transport = answering({ kind: 'not-sent', reason: 'ECONNREFUSED' }, answer(transaction));
  assert.equal((await testClient(transport).transactions.create(create)).key, 'k');
  assert.equal(transport.sent.length, 2);
});

test('a refused timestamp sets the clock right once and is not asked about again', async () => {
  const ahead = { now: () => new Date('2026-11-24T12:10:00Z') };
  const theirs = Date.parse('2026-11-24T12:00:00Z') / 1000;
  const transport = answering(
    refusal(401, 'invalid_timestamp', { error_description: 'Timestamp is in future' }),
    answer({ time: theirs }),
    answer(transaction),
    answer(transaction),
  );
  const client = testClient(transport, { clock: ahead });
  await client.transactions.create(create);
  await client.transactions.get('k');
  const [first, time, second, third] = transport.sent;
  assert.equal(time?.uri, '/rest/v1/server');
  assert.equal(time?.headers.authorization, undefined);
  assert.equal(macField(first?.headers.authorization, 'ts'), String(theirs + 600));
  for (const sent of [second, third]) assert.ok(Math.abs(Number(macField(sent?.headers.authorization, 'ts')) - theirs) <= 1);
});

test('a timestamp refused again after that is an error, not a loop', async () => {
  const transport = answering((sent) => (sent.uri === '/rest/v1/server' ? answer({ time: 1 }) : refusal(401, 'invalid_timestamp')));
  await assert.rejects(
    testClient(transport).transactions.get('k'),
    (error) => error instanceof Refused && error.code === 'invalid_timestamp',
  );
  assert.equal(transport.sent.length, 3);
});

test('calls whose timestamps were refused together ask for the time once', async () => {
  let asked = 0;
  const transport = answering((sent) => {
    if (sent.uri === '/rest/v1/server') return answer({ time: ++asked && Math.floor(Date.now() / 1000) });
    return asked === 0 ? refusal(401, 'invalid_timestamp') : answer(transaction);
  });
  const client = testClient(transport);
  await Promise.all(Array.from({ length: 5 }, () => client.transactions.get('k')));
  assert.equal(asked, 1);
});

test('a limit is waited out when Paysera says how long and the call has the time', async () => {
  const transport = answering(refusal(429, 'rate_limit_exceeded', {}, { 'retry-after': '0' }), answer(transaction));
  assert.equal((await testClient(transport).transactions.create(create)).key, 'k');
  const tooLong = answering(refusal(429, 'rate_limit_exceeded', {}, { 'retry-after': '60' }));
  await assert.rejects(testClient(tooLong).transactions.get('k'), (error) => error instanceof Refused && error.retryAfterMs === 60_000);
  assert.equal(tooLong.sent.length, 1);
});

test('a call with its repetitions keeps to its total time', async () => {
  const transport = answering({ kind: 'no-answer', reason: 'ECONNRESET' });
  await assert.rejects(testClient(transport, { chance: () => 0.99 }).transactions.get('k', { timeoutMs: 50 }), InDoubt);
  assert.equal(transport.sent.length, 1);
  assert.ok((transport.sent[0]?.timeoutMs ?? 99) <= 50);
});

test('an aborted call is not sent, and one waiting to be sent again is not either', async () => {
  const none = answering(answer(transaction));
  await assert.rejects(
    testClient(none).transactions.get('k', { signal: AbortSignal.abort() }),
    (error) => error instanceof Unreachable && error.reason === 'aborted',
  );
  const controller = new AbortController();
  const transport = answering(() => {
    queueMicrotask(() => controller.abort());
    return refusal(429, 'rate_limit_exceeded', {}, { 'retry-after': '3' });
  });
  await assert.rejects(testClient(transport).transactions.get('k', { signal: controller.signal }), Refused);
  assert.equal(transport.sent.length, 1);
});

test('project and location are signed in ext, by default and by call', async () => {
  const transport = answering(answer(transaction));
  const client = testClient(transport, { projectId: 12n });
  await client.transactions.get('k');
  await client.transactions.get('k', { projectId: 13, locationId: 34, parameters: { 'x y': 'ą' } });
  await client.transactions.confirm('k');
  const exts = transport.sent.map(({ headers }) => macField(headers.authorization, 'ext'));
  assert.equal(exts[0], 'project_id=12');
  assert.equal(exts[1], 'project_id=13&location_id=34&x+y=%C4%85');
  assert.match(exts[2] ?? '', /^body_hash=[\w%]+&project_id=12$/);
});

test('with a certificate nothing is signed and project and location are headers', async () => {
  const transport = answering(answer(transaction));
  const pem = '-----BEGIN X-----';
  const client = testClient(transport, {
    credentials: { kind: 'certificate', clientId: 'c', certificate: pem, privateKey: pem },
    projectId: 12,
    locationId: 34,
  });
  await client.transactions.get('k');
  const { authorization, 'Wallet-Api-Project-Id': project, 'Wallet-Api-Location-Id': location } = transport.sent[0]?.headers ?? {};
  assert.deepEqual([authorization, project, location], [undefined, '12', '34']);
  await client
    .withToken({ accessToken: 'token', macKey: 'tokenKey' })
    .users.get(1)
    .catch(() => {});
  assert.match(transport.sent[1]?.headers.authorization ?? '', /^MAC id="token"/);
});

test('what a refusal says in full reaches the caller', async () => {
  const body = { error_description: 'No', error_uri: 'https://d', error_properties: { price: ['bad'] }, error_data: { x: 1 } };
  const transport = answering(answer({ error: 'a_new_code', ...body }, 418, { 'paysera-correlation-id': 'c-1' }));
  await assert.rejects(testClient(transport).transactions.get('k'), (error) => {
    assert.ok(error instanceof Refused);
    const { code, status, description, uri, properties, data, correlationId, call } = error;
    assert.deepEqual(
      { code, status, description, uri, properties, data, correlationId, call },
      {
        code: 'a_new_code',
        status: 418,
        description: 'No',
        uri: 'https://d',
        properties: { price: ['bad'] },
        data: { x: 1 },
        correlationId: 'c-1',
        call: 'transactions.get',
      },
    );
    return true;
  });
  const mobile = answering(answer({ error: 'invalid_parameters', errors: [{ code: 'c', field: 'price', message: 'm' }] }, 400));
  await assert.rejects(testClient(mobile).transactions.get('k'), (error) => error instanceof Refused && error.properties?.price === 'm');
});

test('me needs a token, in the types and at run time', async () => {
  const transport = answering(answer({ id: 1, owner: 2 }));
  const client = testClient(transport);
  // @ts-expect-error client credentials have no user
  await assert.rejects(client.users.get('me'), { name: 'InvalidRequest', field: 'user' });
  // @ts-expect-error nor a wallet
  await assert.rejects(client.wallets.get('me'), { name: 'InvalidRequest', field: 'wallet' });
  assert.equal((await client.withToken({ accessToken: 'a', macKey: 'k' }).wallets.get('me')).owner, 2);
  assert.deepEqual(
    transport.sent.map(({ uri }) => uri),
    ['/rest/v1/wallet/me'],
  );
});

test('a path that would not be sent as it is signed is not sent', async () => {
  const client = testClient(answering(answer({})));
  const call = { name: 'call', method: 'GET', decode: () => null } as const;
  for (const path of ['rest/v1/x', '/rest/v1/ą', '/rest/v1/a b', '/x\r\ny: z'])
    await assert.rejects(client.call({ ...call, path }), { name: 'InvalidRequest' });
});
