import assert from 'node:assert/strict';
import test from 'node:test';
import { saveShopper } from '../accounts/shopper-store.ts';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { findCart } from './cart-store.ts';
import { putCartAway, takeCartBack } from './put-away.ts';

const { s, fillCart } = await startTestShop();
let people = 0;
const newShopper = async () =>
  (await saveShopper(s, { payseraUserId: BigInt(6_000 + ++people), email: null, name: `Person ${people}` })).id;
const piecesIn = async (token: string | null) => (await findCart(s, token))?.itemCount ?? null;

test('put away at sign-out, the old name opens nothing; at the next sign-in it is back under a new one', async () => {
  const shopperId = await newShopper();
  const { cartToken } = await fillCart('var_cup', 2);
  await putCartAway(s, { token: cartToken, shopperId });
  assert.equal(await piecesIn(cartToken), null);
  assert.equal(await takeCartBack(s, { token: null, shopperId: await newShopper() }), null, 'to nobody else');
  const fresh = await takeCartBack(s, { token: null, shopperId });
  assert.notEqual(fresh, cartToken);
  assert.equal(await piecesIn(fresh), 2);
  assert.equal(await takeCartBack(s, { token: null, shopperId }), null, 'and only once');
});

test('a guest’s cart with something in it stays as it is at sign-in; the one put away waits', async () => {
  const shopperId = await newShopper();
  await putCartAway(s, { token: (await fillCart('var_cup', 2)).cartToken, shopperId });
  const guest = await fillCart('var_mug', 1);
  assert.equal(await takeCartBack(s, { token: guest.cartToken, shopperId }), null);
  assert.equal(await piecesIn(guest.cartToken), 1);
  const later = await takeCartBack(s, { token: 'x'.repeat(43), shopperId });
  assert.equal(await piecesIn(later), 2);
});

test('of two that were put away the newer one comes back; an empty one, or none, puts nothing away', async () => {
  const shopperId = await newShopper();
  await putCartAway(s, { token: (await fillCart('var_cup', 2)).cartToken, shopperId });
  await putCartAway(s, { token: (await fillCart('var_cup', 5)).cartToken, shopperId });
  await putCartAway(s, { token: null, shopperId });
  await putCartAway(s, { token: 'y'.repeat(43), shopperId });
  assert.equal(await piecesIn(await takeCartBack(s, { token: null, shopperId })), 5);
});

test('pressed in two windows at once, each cart comes back to one of them only', async () => {
  const shopperId = await newShopper();
  await putCartAway(s, { token: (await fillCart('var_cup', 3)).cartToken, shopperId });
  const back = await Promise.all([1, 2, 3].map(() => takeCartBack(s, { token: null, shopperId })));
  assert.equal(back.filter((token) => token !== null).length, 1);
});
