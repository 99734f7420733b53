import assert from 'node:assert/strict';
import test from 'node:test';
import { startTestShop } from './checkout-fixture.ts';
import { mayOrder, networkOf, type Orderer } from './limit-orders.ts';

const { s, clock, sql } = await startTestShop();
const guest = (address: string | null): Orderer => ({ shopperId: null, address });

async function yesesOf(orderer: Orderer, tries: number, minutesLater = 0): Promise<number> {
  const now = new Date(clock.now().getTime() + minutesLater * 60_000);
  const still = { ...s, env: { ...s.env, ordersPerHour: 10 }, clock: { now: () => now } };
  return (await Promise.all(Array.from({ length: tries }, () => mayOrder(still, orderer)))).filter(Boolean).length;
}

test('one address begins so many orders at once, however many it tries at the same moment, and goes on evenly after that', async () => {
  assert.equal(await yesesOf(guest('203.0.113.7'), 30), 10);
  assert.equal(await yesesOf(guest('203.0.113.7'), 30), 0);
  assert.equal(await yesesOf(guest('203.0.113.8'), 1), 1, 'another one is not held back');
  assert.equal(await yesesOf(guest('203.0.113.7'), 30, 6), 1);
  assert.equal(await yesesOf(guest('203.0.113.7'), 30, 120), 10);
});

test('who is signed in is counted by their account, wherever they are', async () => {
  assert.equal(await yesesOf({ shopperId: 'shp_a', address: '203.0.113.20' }, 8), 8);
  assert.equal(await yesesOf({ shopperId: 'shp_a', address: '203.0.113.21' }, 8), 2);
  assert.equal(await yesesOf({ shopperId: 'shp_b', address: '203.0.113.20' }, 8), 8);
});

test('where nobody stands in front of the shop, nobody is held back', async () => {
  for (const address of [null, '127.0.0.1', '::1', '::ffff:127.0.0.1', 'unknown'])
    assert.equal(await yesesOf(guest(address), 20), 20, `${address}`);
});

test('all addresses of one customer of a network count as one', () => {
  assert.equal(networkOf('2001:db8:1:2::5'), networkOf('2001:DB8:1:2:ffff:0:0:1'));
  assert.notEqual(networkOf('2001:db8:1:2::5'), networkOf('2001:db8:1:3::5'));
  assert.equal(networkOf('::ffff:203.0.113.7'), networkOf('203.0.113.7'));
});

test('no address is stored as itself', async () => {
  await yesesOf(guest('203.0.113.99'), 1);
  assert.equal((await sql(`SELECT FROM call_rate WHERE asker LIKE '%203.0.113%'`)).length, 0);
});
