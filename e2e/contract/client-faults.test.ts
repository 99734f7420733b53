// The client against a Paysera that misbehaves: what each fault becomes, and what was done in spite of it.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { createPayseraClient, type PayseraClientOptions } from '#lib/paysera/client.ts';
import { InDoubt, Refused, Unintelligible, Unreachable } from '#lib/paysera/errors.ts';
import type { ExchangeEvent } from '#lib/paysera/observe.ts';
import { createAuthority } from './certificates.ts';
import { startStage } from './client/bench.ts';

const stage = await startStage();
after(() => stage.stop());

const bench = (options: Partial<PayseraClientOptions> = {}) => {
  const events: ExchangeEvent[] = [];
  const client = createPayseraClient(stage.options({ observe: (event) => events.push(event), chance: () => 0, ...options }));
  const sends = () => events.filter(({ phase }) => phase === 'request').length;
  return { ...stage.bench(client), sends };
};
const { control, accepted, steady, newTransaction } = bench();
beforeEach(() => control('DELETE', '/faults'));

const confirmPlace = 'PUT transaction/{key}/confirm';

for (const [kind, isDone] of [
  ['reset-before', false],
  ['reset-after', true],
  ['500-before', false],
  ['500-after', true],
  ['hang-before', false],
  ['hang-after', true],
] as const) {
  test(`a confirm met by ${kind} is in doubt, sent once, and ${isDone ? 'done' : 'not done'} all the same`, async () => {
    const { key } = await accepted();
    const { client, sends } = bench({ maxConnections: 1 });
    // The connection is there before time is counted.
    await client.server.time();
    const before = sends();
    await control('POST', '/faults', { place: confirmPlace, kind, count: 5, seconds: 600 });
    const timeoutMs = kind.startsWith('hang') ? 2000 : 60_000;
    await assert.rejects(
      client.transactions.confirm(key, undefined, { timeoutMs }),
      (error) => error instanceof InDoubt && !error.safeToRepeat,
    );
    assert.equal(sends() - before, 1);
    await control('DELETE', '/faults');
    assert.equal((await steady.transactions.get(key)).status, isDone ? 'confirmed' : 'reserved');
    await client.close();
  });
}

test('a read met by a broken connection or a failing server is made again', async () => {
  const { key } = await newTransaction();
  for (const kind of ['reset-before', 'reset-after', '500-before', 'cut-body']) {
    await control('POST', '/faults', { place: 'GET transaction/{key}', kind, count: 2 });
    const { client, sends } = bench();
    assert.equal((await client.transactions.get(key)).key, key, kind);
    assert.equal(sends(), 3, kind);
    await client.close();
  }
});

test('garbage instead of an answer is unintelligible', async () => {
  const { key } = await newTransaction();
  await control('POST', '/faults', { place: 'GET transaction/{key}', kind: 'garbage-body', count: 1 });
  await assert.rejects(steady.transactions.get(key), Unintelligible);
});

test('an unknown status and an unknown field are kept', async () => {
  const { key } = await newTransaction();
  const meet = async (kind: string) => {
    await control('POST', '/faults', { place: 'GET transaction/{key}', kind, count: 1 });
    return steady.transactions.get(key);
  };
  const strange = await meet('unknown-status');
  assert.deepEqual([strange.key, strange.status], [key, 'waiting_moonrise']);
  const extended = await meet('unknown-field');
  assert.deepEqual([extended.key, extended.status], [key, 'new']);
  assert.match(JSON.stringify(extended.raw), /moon_phase/);
});

test('too many requests are told apart, with the time to wait if there is one', async () => {
  const { key } = await newTransaction();
  await control('POST', '/faults', { place: 'GET transaction/{key}', kind: '429', count: 3 });
  const { client } = bench();
  await assert.rejects(client.transactions.get(key), (error) => error instanceof Refused && error.status === 429 && error.safeToRepeat);
  await client.close();
});

test('a clock ten minutes wrong either way is set right by asking Paysera, once', async () => {
  const { key } = await newTransaction();
  for (const wrongMs of [600_000, -600_000]) {
    const { client, sends } = bench({ clock: { now: () => new Date(Date.now() + wrongMs) } });
    assert.equal((await client.transactions.get(key)).key, key);
    assert.equal(sends(), 3);
    await client.transactions.get(key);
    assert.equal(sends(), 4);
    await client.close();
  }
});

test('of 200 calls at once every signature is taken', async () => {
  const { key } = await newTransaction();
  const { client } = bench();
  const answers = await Promise.all(Array.from({ length: 200 }, () => client.transactions.get(key)));
  assert.equal(answers.length, 200);
  await client.close();
});

test('a wrong key is refused as unauthorized, and one project cannot act for another', async () => {
  const { client } = bench({ credentials: { kind: 'mac', clientId: 'wkVd93h2uS', macKey: 'anotherKey' } });
  await assert.rejects(client.clients.own(), (error) => error instanceof Refused && error.status === 401 && error.code === 'unauthorized');
  await client.close();
  const own = bench({ projectId: 100 });
  assert.equal((await own.client.clients.own()).id, 1);
  await assert.rejects(own.client.clients.own({ projectId: 999 }), (error) => error instanceof Refused && error.code === 'forbidden');
  await own.client.close();
});

const certified = (pair: { certificate: string; privateKey: string }) =>
  ({ kind: 'certificate', clientId: 'certified01', ...pair }) as const;

test('a client certificate Paysera knows is accepted, with projects in headers and tokens still signed', async () => {
  const { client, signIn } = bench({ credentials: certified(stage.certificate), projectId: 100 });
  assert.equal((await client.clients.own()).title, 'Kopa, by certificate');
  await assert.rejects(client.clients.own({ projectId: 999 }), (error) => error instanceof Refused && error.code === 'forbidden');
  const tokens = await client.oauth.passwordGrant({ username: 'ona@example.lt', password: '1234' });
  assert.equal((await client.withToken(tokens).users.me()).id, 201);
  assert.equal((await (await signIn('ona')).users.me()).id, 201);
  await client.close();
});

test('a client certificate of a stranger is refused', async () => {
  const stranger = await (await createAuthority('Strangers')).issue({ names: ['kopa.example'] });
  const { client } = bench({ credentials: certified(stranger) });
  await assert.rejects(client.clients.own(), (error) => error instanceof Refused && error.status === 401);
  await client.close();
});

test('a Paysera that is not there is unreachable, and nothing was sent', async () => {
  const { client } = bench({ environment: { name: 'local', apiUrl: 'https://localhost:1', pagesUrl: 'http://localhost:1' } });
  await assert.rejects(client.transactions.confirm('k'), (error) => error instanceof Unreachable && error.safeToRepeat);
  await client.close();
});
