import assert from 'node:assert/strict';
import test from 'node:test';
import { payForOrder } from '#lib/checkout/pay-for-order.ts';
import { refreshOrder } from '#lib/checkout/refresh-order.ts';
import { runJobsOnce } from '#lib/jobs/run-once.ts';
import { sweep } from '#lib/jobs/sweep.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { openBrowser } from './payer-browser.ts';
import { startContractShop } from './start-shop.ts';

const firstPollMs = 20_000; // longer than anything here takes, so that only moving the clock makes a reading due
const shop = await startContractShop({ firstPollMs });
const { s, paysera } = shop;

async function pay(orderId: string): Promise<string> {
  const answer = await payForOrder(s, { orderId, language: 'en' });
  assert.equal(answer.kind, 'redirect');
  return answer.kind === 'redirect' ? answer.url : '';
}

const statusOf = async (orderId: string) => (await readOrder(s, orderId))?.status;
const movedTo5000 = async () => {
  const { books } = (await paysera.get('/ledger')) as { books: unknown };
  return JSON.stringify(books);
};

test('a payer who logs in, picks a wallet and enters the PIN comes back, and the order is paid', async () => {
  const orderId = await shop.order();
  const url = await pay(orderId);
  const payer = openBrowser();
  await payer.logIn(url, 'ona@example.lt', '1234');
  const back = await payer.pay(url, 14471, '1234');
  assert.equal(back.status, 303);
  assert.match(back.headers.get('location') ?? '', /\/orders\/ord_[0-9a-z]+\.[A-Za-z0-9_-]{43}\/return$/);
  await refreshOrder(s, orderId, 'return');
  assert.equal(await statusOf(orderId), 'paid');
});

test('what Paysera is asked for names order and attempt, holds for a day and is confirmed by us alone', async () => {
  const orderId = await shop.order('lt');
  await pay(orderId);
  const { transaction } = (await paysera.get(`/transactions/${await shop.keyOf(orderId)}`)) as { transaction: Record<string, never> };
  const { auto_confirm, use_allowance, reserve, redirect_uri, callback_uri, payments } = transaction as unknown as {
    auto_confirm: boolean;
    use_allowance: boolean;
    reserve: unknown;
    redirect_uri: string;
    callback_uri: string;
    payments: { parameters: { order: string }; items: { image_uri: string; title: string }[]; beneficiary: unknown }[];
  };
  assert.equal(auto_confirm, false);
  assert.equal(use_allowance, false);
  assert.deepEqual(reserve, { for: 86400 });
  assert.match(callback_uri, /\/api\/paysera\/callback\/local$/);
  assert.equal(payments[0]?.parameters.order, orderId);
  assert.deepEqual(payments[0]?.beneficiary, { id: 5000 });
  assert.equal(payments[0]?.items[0]?.title, 'Dune cup, 250 ml');
  assert.match(payments[0]?.items[0]?.image_uri ?? '', /^http:\/\/localhost:\d+\/pictures\/dune-cup-640\.webp$/);
  assert.ok(!redirect_uri.includes(await shop.keyOf(orderId)), 'the key is in an address of ours');
});

test('a callback alone makes the order paid; repeats of it change nothing more', async () => {
  const orderId = await shop.order();
  await pay(orderId);
  const key = await shop.keyOf(orderId);
  await paysera.post('/callbacks', { kind: 'tripled', transaction: key });
  const answered = shop.nextCallback();
  await paysera.post(`/transactions/${key}/accept`, { wallet: 14473 });
  assert.equal(await answered, 200);
  await runJobsOnce(s);
  assert.equal(await statusOf(orderId), 'paid');
  const before = await movedTo5000();
  const { rows } = await s.pool.query('SELECT count(*)::int AS rows FROM callback_inbox WHERE transaction_key = $1', [key]);
  assert.equal(rows[0].rows, 1);
  await runJobsOnce(s);
  assert.equal(await movedTo5000(), before);
});

test('with every callback lost and nobody coming back, the sweep finds the payment', async () => {
  const orderId = await shop.order();
  await pay(orderId);
  const key = await shop.keyOf(orderId);
  await paysera.post('/callbacks', { kind: 'lost', count: 20, transaction: key });
  await paysera.post(`/transactions/${key}/accept`, { wallet: 14473 });
  await sweep(s);
  assert.equal(await statusOf(orderId), 'pending', 'asked again before its time');
  shop.later(firstPollMs);
  await sweep(s);
  assert.equal(await statusOf(orderId), 'paid');
});

test('a callback that nobody signed is refused, kept once a day, and wakes nothing', async () => {
  const orderId = await shop.order();
  await pay(orderId);
  const jobs = async () => (await s.pool.query('SELECT count(*)::int AS jobs FROM graphile_worker.jobs')).rows[0].jobs;
  const before = await jobs();
  const { recordCallback } = await import('#lib/callbacks/record-callback.ts');
  const event = JSON.stringify({ type: 'confirmed', object: 'transaction', data: { transaction_key: await shop.keyOf(orderId) } });
  for (let again = 0; again < 3; again++)
    assert.deepEqual(await recordCallback(s, { environment: 'local', event, sign: Buffer.alloc(256, 7).toString('base64') }), {
      kind: 'forged',
    });
  assert.deepEqual(await recordCallback(s, { environment: 'production', event, sign: 'x' }), { kind: 'forged' });
  const { rows } = await s.pool.query(`SELECT count(*)::int AS rows FROM callback_inbox WHERE verdict = 'forged'`);
  assert.equal(rows[0].rows, 1);
  assert.equal(await jobs(), before);
  assert.equal(await statusOf(orderId), 'pending');
});

test('twenty Pays at once lead to one transaction at Paysera', async () => {
  const orderId = await shop.order();
  const before = ((await paysera.get('/transactions')) as { total: number }).total;
  const urls = await Promise.all(Array.from({ length: 20 }, () => pay(orderId)));
  assert.equal(new Set(urls).size, 1);
  assert.equal(((await paysera.get('/transactions')) as { total: number }).total, before + 1);
});

test('rejected on the page: nothing was charged, and the next try is a new transaction', async () => {
  const orderId = await shop.order();
  const url = await pay(orderId);
  const payer = openBrowser();
  await payer.logIn(url, 'ona@example.lt', '1234');
  assert.equal((await payer.reject(url)).status, 303);
  await refreshOrder(s, orderId, 'return');
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'not-paid');
  assert.notEqual(await pay(orderId), url);
});

test('too little money: approved and waiting, the same key goes on once money came', async () => {
  const orderId = await shop.order();
  const url = await pay(orderId);
  const key = await shop.keyOf(orderId);
  await paysera.post('/balances', { wallet: 14472, currency: 'EUR', amount: 100 });
  await paysera.post(`/transactions/${key}/accept`, { wallet: 14472 });
  await refreshOrder(s, orderId, 'return');
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'waiting-funds');
  assert.equal(await pay(orderId), url);
});

for (const kind of ['hang-after', 'reset-after', '500-after', 'reset-before', '500-before'] as const) {
  test(`a confirmation that meets ${kind} ends paid, with the money taken once`, async () => {
    const orderId = await shop.order();
    await pay(orderId);
    const key = await shop.keyOf(orderId);
    await paysera.post('/callbacks', { kind: 'lost', count: 20, transaction: key });
    await paysera.post(`/transactions/${key}/accept`, { wallet: 14473 });
    await paysera.post('/faults', { place: 'PUT transaction/{key}/confirm', kind, seconds: 6 });
    await refreshOrder(s, orderId, 'return');
    if ((await statusOf(orderId)) !== 'paid') await refreshOrder(s, orderId, 'staff');
    assert.equal(await statusOf(orderId), 'paid');
    const { history } = (await paysera.get(`/transactions/${key}`)) as { history: { to?: string; status?: string }[] };
    assert.equal(history.filter((step) => JSON.stringify(step).includes('"confirmed"')).length, 1);
  });
}

test('a create request without an answer is given up, and the next Pay begins anew', async () => {
  const orderId = await shop.order();
  await paysera.post('/faults', { place: 'POST transaction', kind: 'reset-after' });
  assert.deepEqual(await payForOrder(s, { orderId, language: 'en' }), { kind: 'unavailable', code: 'PW-11' });
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'not-sent');
  await pay(orderId);
});

for (const kind of ['wrong-amount', 'unknown-status', 'garbage-body', 'cut-body'] as const) {
  test(`an answer with ${kind} never makes an order paid`, async () => {
    const orderId = await shop.order();
    await pay(orderId);
    const key = await shop.keyOf(orderId);
    await paysera.post('/callbacks', { kind: 'lost', count: 20, transaction: key });
    await paysera.post(`/transactions/${key}/accept`, { wallet: 14473 });
    await paysera.post('/faults', { place: 'GET transaction/{key}', kind, count: 3 });
    await refreshOrder(s, orderId, 'return');
    await paysera.delete('/faults');
    assert.notEqual(await statusOf(orderId), 'paid');
  });
}
