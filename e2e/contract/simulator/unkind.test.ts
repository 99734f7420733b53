// Callbacks, faults and the state file: how the local Paysera misbehaves on demand, and what it never loses.
import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { ona, openBoth, openWorld } from './open-world.ts';
import { sendRaw } from './raw-http.ts';

const { world, shop } = await openBoth();
afterEach(async () => {
  await world.control('DELETE', '/faults');
  await world.control('POST', '/clock', { stopped: false });
  shop.received.length = 0;
  shop.answers.length = 0;
});

const order = (change: Record<string, unknown> = {}) =>
  world.post('transaction', {
    payments: [{ description: 'x', price: 100, currency: 'EUR', parameters: { order: 'o-1' } }],
    callback_uri: shop.uri,
    ...change,
  });
const rejected = async () => {
  const { transaction_key: key } = await order();
  await world.browser().reject(key, ona);
  return key as string;
};
const publicKey = async () => (await sendRaw({ base: world.simulator.http, method: 'GET', uri: '/publickey' })).text;
const isOurs = async (index: number) => {
  const one = shop.received[index];
  return one !== undefined && verify('sha256', Buffer.from(one.event), await publicKey(), Buffer.from(one.sign, 'base64'));
};

test('a callback is posted again until it is answered with success, on a schedule', async () => {
  await world.control('POST', '/clock', { stopped: true });
  shop.answers.push(500, 404, 302, 204);
  const key = await rejected();
  for (const [seconds, count] of [
    [0, 1],
    [5, 2],
    [60, 3],
    [600, 4],
    [90_000, 4],
  ] as const) {
    await world.advance(seconds);
    assert.equal(shop.received.length, count, `after ${seconds} more seconds`);
  }
  const [delivery] = (await world.control('GET', `/transactions/${key}`)).json.callbacks;
  assert.deepEqual([delivery.state, delivery.attempts.map((one: { status: number }) => one.status)], ['delivered', [500, 404, 302, 204]]);
  assert.equal(new Set(shop.received.map((one) => one.event)).size, 1, 'the same event each time');
});

test('a shop that never answers well is given up after a day', async () => {
  await world.control('POST', '/clock', { stopped: true });
  shop.answers.push(...Array<number>(40).fill(503));
  const key = await rejected();
  await world.advance(90_000);
  const [delivery] = (await world.control('GET', `/transactions/${key}`)).json.callbacks;
  assert.equal(delivery.state, 'given-up');
  assert.ok(delivery.attempts.length > 24 && delivery.attempts.length < 30);
});

test('the schedule can be scaled', async () => {
  await world.control('POST', '/settings', { callbackRetrySeconds: [1] });
  await world.control('POST', '/clock', { stopped: true });
  shop.answers.push(500);
  await rejected();
  await world.advance(1);
  assert.equal(shop.received.length, 2);
  await world.control('POST', '/settings', { callbackRetrySeconds: [5, 60, 600, 3600] });
});

test('an event carries the transaction as the API shows it', async () => {
  const key = await rejected();
  await shop.until(1);
  assert.deepEqual(shop.received[0]?.json, { type: 'rejected', object: 'transaction', data: await world.get(`transaction/${key}`) });
});

test('lost: never sent; twice and tripled: that often; replayed: again later; late: after its time', async () => {
  await world.control('POST', '/clock', { stopped: true });
  for (const [kind, now, later] of [
    ['lost', 0, 0],
    ['twice', 2, 2],
    ['tripled', 3, 3],
    ['replayed', 1, 2],
    ['late', 0, 1],
  ] as const) {
    shop.received.length = 0;
    await world.control('POST', '/callbacks', { kind, seconds: 30 });
    await rejected();
    await world.advance(0);
    assert.equal(shop.received.length, now, kind);
    await world.advance(40);
    assert.equal(shop.received.length, later, kind);
  }
});

test('a lost callback can still be sent by hand', async () => {
  await world.control('POST', '/callbacks', { kind: 'lost' });
  const key = await rejected();
  const [delivery] = (await world.control('GET', `/transactions/${key}`)).json.callbacks;
  await world.control('POST', `/callbacks/${delivery.id}/send`);
  await shop.until(1);
});

test('reordered: the next event overtakes it', async () => {
  await world.control('POST', '/clock', { stopped: true });
  await world.control('POST', '/callbacks', { kind: 'reordered', seconds: 30 });
  const first = await rejected();
  const second = await rejected();
  await world.advance(0);
  assert.deepEqual(
    shop.received.map((one) => one.json.data.transaction_key),
    [second, first],
  );
});

test('before the reply: the shop hears of it before the browser does', async () => {
  await world.control('POST', '/callbacks', { kind: 'before-reply' });
  await rejected();
  assert.equal(shop.received.length, 1);
});

test('forged: an event with a signature that is not ours comes beside the true one', async () => {
  await world.control('POST', '/callbacks', { kind: 'forged' });
  await rejected();
  await shop.until(2);
  assert.deepEqual([await isOurs(0), await isOurs(1)].sort(), [false, true]);
});

test('the key can be rotated: the old one no longer fits', async () => {
  const before = await publicKey();
  await world.control('POST', '/callback-key/rotate');
  await rejected();
  await shop.until(1);
  assert.notEqual(await publicKey(), before);
  assert.equal(await isOurs(0), true);
});

test('faults before the work leave nothing done, faults after it leave it done', async () => {
  const place = 'PUT transaction/{key}/confirm';
  for (const [kind, status] of [
    ['reset-before', 'reserved'],
    ['500-before', 'reserved'],
    ['429', 'reserved'],
    ['reset-after', 'confirmed'],
    ['500-after', 'confirmed'],
    ['cut-body', 'confirmed'],
    ['garbage-body', 'confirmed'],
  ] as const) {
    const { transaction_key: key } = await order({ callback_uri: false });
    await world.put(`transaction/${key}/reserve/14471`, { pin: '1234' });
    await world.control('POST', '/faults', { place, kind });
    const outcome = await world.call('PUT', `transaction/${key}/confirm`, []).then(
      (answer) => `${answer.status} ${answer.json === undefined ? 'no JSON' : ''}`.trim(),
      () => 'cut off',
    );
    const expected: Record<string, string> = { '500-before': '500', '500-after': '500', '429': '429', 'garbage-body': '200 no JSON' };
    assert.equal(outcome, expected[kind] ?? 'cut off', kind);
    assert.equal((await world.get(`transaction/${key}`)).status, status, kind);
  }
});

test('a hanging call never answers, before or after the work', async () => {
  for (const [kind, made] of [
    ['hang-before', 0],
    ['hang-after', 1],
  ] as const) {
    const count = (await world.control('GET', '/transactions?status=new')).json.total;
    await world.control('POST', '/faults', { place: 'POST transaction', kind });
    let answered = false;
    void order().then(
      () => {
        answered = true;
      },
      () => {},
    );
    // The fault has been met when the log has it; an answer would have come by then.
    for (let hit = false; !hit; ) {
      const { requests } = (await world.control('GET', '/requests?limit=5')).json;
      hit = requests.some((one: { fault?: string }) => one.fault === kind);
    }
    assert.equal(answered, false);
    assert.equal((await world.control('GET', '/transactions?status=new')).json.total, count + made);
  }
});

test('faults of content: another amount, an unknown status, an unknown field', async () => {
  const { transaction_key: key } = await order();
  const place = 'GET transaction/{key}';
  await world.control('POST', '/faults', { place, kind: 'wrong-amount' });
  const bent = await world.get(`transaction/${key}`);
  assert.deepEqual([bent.payments[0].price, bent.payments[0].price_decimal], [101, '1.01']);
  await world.control('POST', '/faults', { place, kind: 'unknown-status' });
  assert.notEqual((await world.get(`transaction/${key}`)).status, 'new');
  await world.control('POST', '/faults', { place, kind: 'unknown-field' });
  assert.ok('moon_phase' in (await world.get(`transaction/${key}`)));
  assert.equal((await world.get(`transaction/${key}`)).payments[0].price, 100);
});

test('a fault hits its place only, after those it lets pass, as often as it is told', async () => {
  await world.control('POST', '/faults', { place: 'GET client', kind: '500-before', count: 2, skip: 1 });
  const statuses = [];
  for (let i = 0; i < 4; i += 1) statuses.push((await world.call('GET', 'client')).status);
  assert.deepEqual(statuses, [200, 500, 500, 200]);
  assert.equal((await world.control('POST', '/faults', { kind: 'meteor' })).status, 400);
});

test('down: every call of the API is cut off for that long', async () => {
  await world.control('POST', '/down', { seconds: 30 });
  await assert.rejects(world.call('GET', 'client'));
  await world.advance(31);
  assert.equal((await world.call('GET', 'client')).status, 200);
});

test('slow: the answer comes, later', async () => {
  await world.control('POST', '/faults', { kind: 'slow', seconds: 0.2 });
  const startedMs = performance.now();
  assert.equal((await world.call('GET', 'client')).status, 200);
  assert.ok(performance.now() - startedMs >= 190);
});

test('drawn by a seed, the same logical call meets the same fault', async () => {
  const fates = async (seed: string) => {
    await world.control('DELETE', '/faults');
    await world.control('POST', '/faults/seeded', { seed, rate: 0.5, kinds: ['500-before', '429', 'garbage-body'] });
    const seen: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      const body = { payments: [{ description: 'x', price: 1, currency: 'EUR', parameters: { order: `order-${i % 4}` } }] };
      const answer = await world.call('POST', 'transaction', body);
      seen.push(answer.json === undefined ? 0 : answer.status);
    }
    return seen;
  };
  const first = await fates('one');
  assert.deepEqual(await fates('one'), first);
  assert.notDeepEqual(await fates('two'), first);
  assert.ok(new Set(first).size > 1);
});

test('the log has every request with its verdict', async () => {
  const { total } = (await world.control('GET', '/requests?limit=1')).json;
  await world.call('GET', 'client');
  await world.call('GET', 'client', undefined, { skew: -1000 });
  const { requests } = (await world.control('GET', `/requests?since=${total}`)).json;
  assert.deepEqual(
    requests.map((one: Record<string, unknown>) => [one.place, one.caller, one.status, one.error]),
    [
      ['GET client', 'client of wkVd93h2uS', 200, undefined],
      ['GET client', 'nobody', 401, 'invalid_timestamp'],
    ],
  );
});

test('the control door wants its token', async () => {
  const base = world.simulator.controlAddress;
  assert.equal((await sendRaw({ base, method: 'GET', uri: '/ledger' })).status, 401);
  assert.equal((await sendRaw({ base, method: 'GET', uri: '/ledger', headers: { Authorization: 'Bearer x' } })).status, 401);
});

test('state survives a kill -9 at any moment, whole', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'local-paysera-test-'));
  const file = path.join(folder, 'world.json');
  const first = await openWorld(['--state', file]);
  const made = await first.post('transaction', { payments: [{ description: 'x', price: 100, currency: 'EUR' }], reserve: { for: 3600 } });
  await first.put(`transaction/${made.transaction_key}/reserve/14471`, { pin: '1234' });
  const token = await first.token('email_offline');
  first.simulator.process.kill('SIGKILL');
  await first.stop();
  // What a crash in the middle of a write leaves behind.
  appendFileSync(file, '[["transactions","half');
  const second = await openWorld(['--state', file]);
  assert.equal(second.simulator.ca, first.simulator.ca, 'the same authority');
  assert.equal((await second.get(`transaction/${made.transaction_key}`)).status, 'reserved');
  assert.equal((await second.get('user/me', { as: token.credentials })).email, 'ona@example.lt');
  const { sums, books } = (await second.control('GET', '/ledger')).json;
  assert.deepEqual([sums.EUR, books['EVP0000000014471|reserved'].EUR], [0, 100]);
  await second.advance(3700);
  assert.equal((await second.get(`transaction/${made.transaction_key}`)).status, 'failed', 'what was due is still due');
  await second.stop();
  const third = await openWorld(['--state', file]);
  assert.equal((await third.control('GET', '/clock')).json.now > Date.now() / 1000 + 3000, true, 'the clock stays where it was moved');
  await third.stop();
  assert.deepEqual(readdirSync(folder).sort(), ['ca-key.pem', 'ca.pem', 'world.json']);
  rmSync(folder, { recursive: true });
});

test('the simulator shares no code: its imports are node, an X.509 package and its own files', () => {
  const folder = path.resolve(import.meta.dirname, '../../simulator');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  assert.ok(files.length > 50);
  for (const file of files) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    for (const [, named, bare] of text.matchAll(/^(?:(?:import|export)\s[^;]*?\sfrom|import) '([^']+)'|import\('([^']+)'/gm)) {
      const from = named ?? bare ?? '';
      const isOwn = from.startsWith('.') && path.resolve(folder, path.dirname(file), from).startsWith(folder);
      assert.ok(isOwn || /^node:|^@peculiar\/x509$|^reflect-metadata$/.test(from), `${file} imports ${from}`);
    }
  }
});
