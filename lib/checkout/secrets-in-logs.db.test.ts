// Whatever happens to a payment, what is logged about it names no key, no secret and no token.
import assert from 'node:assert/strict';
import test from 'node:test';
import { recordCallback } from '../callbacks/record-callback.ts';
import { sweep } from '../jobs/sweep.ts';
import { createLog } from '../log.ts';
import { cancelOrder } from './cancel-order.ts';
import { startTestShop } from './checkout-fixture.ts';
import { payForOrder } from './pay-for-order.ts';
import { refreshOrder } from './refresh-order.ts';

const shop = await startTestShop();
const { paysera, clock, sql } = shop;
const lines: string[] = [];
const s = { ...shop.s, log: createLog('trace', { write: (line: string) => void lines.push(line) }) };

test('paid, refused, unreachable, doubted, in review, cancelled, forged: the log tells each, and names no key', async () => {
  const begin = async () => {
    const orderId = await shop.order();
    await payForOrder(s, { orderId, language: 'en' });
    return { orderId, key: [...paysera.transactions.keys()].at(-1) as string };
  };
  const paid = await begin();
  paysera.accept(paid.key);
  await refreshOrder(s, paid.orderId, 'return');

  const odd = await begin();
  paysera.alter(odd.key, (transaction) => Object.assign(transaction, { status: 'sort_of_paid' }));
  for (let answer = 1; answer <= 5; answer++) {
    await refreshOrder(s, odd.orderId, 'staff');
    clock.advance(20_000);
  }
  const other = await begin();
  paysera.alter(other.key, (transaction) => Object.assign(transaction.payments[0] ?? {}, { price: { minor: 1n, currency: 'EUR' } }));
  for (let answer = 1; answer <= 5; answer++) {
    await refreshOrder(s, other.orderId, 'staff');
    clock.advance(20_000);
  }
  const away = await begin();
  for (const call of ['get', 'get'] as const) paysera.failNext(call, 'unreachable');
  await refreshOrder(s, away.orderId, 'return');
  paysera.hold('get', async () => {
    throw new Error('a fault of ours');
  });
  clock.advance(60_000);
  await sweep(s);
  paysera.hold('get', async () => {});
  await cancelOrder(s, { orderId: away.orderId, by: 'shopper' });
  await recordCallback(s, { environment: 'local', event: JSON.stringify({ data: { key: away.key } }), sign: 'forged' });

  const log = lines.join('');
  for (const told of [
    'Order paid',
    'An answer of Paysera is doubted',
    'A payment needs a person',
    'A call to Paysera failed',
    'another payment',
  ])
    assert.ok(log.includes(told), `the log does not tell: ${told}`);
  assert.ok(log.includes('An attempt could not be refreshed') && log.includes('A forged callback was refused'));
  for (const key of paysera.transactions.keys())
    assert.ok(!log.includes(key), `a key was logged: ${lines.find((line) => line.includes(key))}`);
  const { macKey } = s.env.paysera;
  const carts = await sql<{ hash: string }>(`SELECT encode(token_hash, 'hex') AS hash FROM cart`);
  for (const secret of [macKey, s.env.shopSecret, ...carts.map(({ hash }) => hash)]) assert.ok(!log.includes(secret));
});
