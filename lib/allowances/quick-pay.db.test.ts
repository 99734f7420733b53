import assert from 'node:assert/strict';
import test from 'node:test';
import { disconnectWallet } from '../accounts/disconnect-wallet.ts';
import { saveShopper } from '../accounts/shopper-store.ts';
import { saveWalletToken } from '../accounts/wallet-token-store.ts';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { placeOrder } from '../checkout/place-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { sweep } from '../jobs/sweep.ts';
import { readOrder, readOrderForStaff } from '../orders/order-store.ts';
import { Refused, Unreachable } from '../paysera/errors.ts';
import type { Services } from '../services.ts';
import { judgeOneClick } from './judge-one-click.ts';
import { payByAllowance } from './pay-by-allowance.ts';
import { cancelPermission, quickPayFigures, readPermission, searchPermissions } from './permissions-for-staff.ts';
import { changeQuickPaySettings, readQuickPaySettings, usualQuickPay } from './quick-pay-settings.ts';
import { readSpendingCard } from './spending-card.ts';
import { sweepAllowances } from './sweep-allowances.ts';
import { turnOffQuickPay } from './turn-off-quick-pay.ts';
import { undoPayment } from './undo-payment.ts';

const shop = await startTestShop();
const { s, paysera, clock } = shop;
const euro = (minor: bigint) => ({ minor, currency: 'EUR' });
const total = euro(1840n);
const nothing = { description: null, uri: null, properties: null, data: null, retryAfterMs: null };
let people = 0;

type Buyer = { shopperId: string; wallet: number };

async function connect(as: Services = s): Promise<Buyer> {
  const number = ++people;
  const wallet = 20_000 + number;
  const shopper = await saveShopper(as, {
    payseraUserId: BigInt(9_000 + number),
    email: `p${number}@example.lt`,
    name: `Person ${number}`,
  });
  const token = { accessToken: 'a', macKey: 'b', refreshToken: null, expiresAt: new Date(clock.now().getTime() + 3_600_000) };
  const wallets = [{ id: String(wallet), accountNumber: null, ownerName: null }];
  await saveWalletToken(as, { shopperId: shopper.id, token, scope: '', wallets });
  return { shopperId: shopper.id, wallet };
}

async function order(shopperId: string): Promise<string> {
  const placed = await placeOrder(s, { ...(await shop.fillCart()), email: 'ona@example.lt', shopperId, language: 'en' });
  assert.ok(placed.kind === 'placed');
  return placed.kind === 'placed' ? placed.orderId : '';
}

const keyOf = async (orderId: string) =>
  (await shop.sql<{ transaction_key: string }>('SELECT transaction_key FROM attempt WHERE order_id = $1 ORDER BY number DESC', orderId))[0]
    ?.transaction_key as string;

async function buyWithGrant(
  { shopperId, wallet }: Buyer,
  how: { weekly?: bigint; ceiling?: bigint; wallet?: number; grant?: boolean } = {},
) {
  const orderId = await order(shopperId);
  const until = new Date(clock.now().getTime() + 30 * 24 * 3_600_000);
  const grant = { weekly: euro(how.weekly ?? 6_000n), ceiling: euro(how.ceiling ?? 6_000n), until };
  assert.equal((await payForOrder(s, { orderId, language: 'en', grant, shopperId })).kind, 'redirect');
  paysera.accept(await keyOf(orderId), 'reserved', { wallet: how.wallet ?? wallet, grant: how.grant ?? true });
  await refreshOrder(s, orderId, 'return');
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
  return orderId;
}

async function click({ shopperId }: Buyer, orderId: string, clickKey = s.ids.token()) {
  return payByAllowance(s, { orderId, shopperId, signedInAt: clock.now(), clickKey, language: 'en' });
}

const cardOf = async ({ shopperId }: Buyer) => (await readSpendingCard(s, { shopperId })).card;
const usedAtPaysera = async (buyer: Buyer) => paysera.allowances.used(paysera.allowances.active(buyer.wallet)?.id as number);

test('granted with the first purchase, by the same PIN: the card shows it, and the next click needs none', async () => {
  const buyer = await connect();
  const first = await buyWithGrant(buyer);
  assert.equal((await readOrder(s, first))?.grant?.outcome, 'active');
  assert.equal((await cardOf(buyer))?.left.minor, 6_000n);
  const judged = await judgeOneClick(s, { shopperId: buyer.shopperId, signedInAt: clock.now(), total });
  assert.ok(judged.kind === 'now' && judged.leftAfter.minor === 4_160n);
  const orderId = await order(buyer.shopperId);
  assert.equal((await click(buyer, orderId)).kind, 'held');
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'held');
  await refreshOrder(s, orderId, 'staff');
  assert.equal((await readOrder(s, orderId))?.status, 'pending', 'nothing is confirmed while it can be undone');
  clock.advance(10_100);
  await sweep(s);
  const paid = await readOrder(s, orderId);
  assert.deepEqual([paid?.status, paid?.way, paid?.quickPay?.leftAfter.minor], ['paid', 'allowance', 4_160n]);
  assert.equal((await cardOf(buyer))?.left.minor, 4_160n);
  assert.equal(await usedAtPaysera(buyer), 1_840n);
});

test('declined at Paysera: the purchase is paid all the same', async () => {
  const buyer = await connect();
  const orderId = await buyWithGrant(buyer, { grant: false });
  assert.equal((await readOrder(s, orderId))?.grant?.outcome, 'declined');
  assert.equal(await cardOf(buyer), null);
});

test('Paysera silent about a permission after its purchase: the card says that it waits, and asks at each view', async () => {
  const buyer = await connect();
  const orderId = await order(buyer.shopperId);
  const until = new Date(clock.now().getTime() + 30 * 24 * 3_600_000);
  const grant = { weekly: euro(6_000n), ceiling: euro(6_000n), until };
  await payForOrder(s, { orderId, language: 'en', grant, shopperId: buyer.shopperId });
  paysera.accept(await keyOf(orderId), 'reserved', { wallet: buyer.wallet, grant: true });
  const look = () => readSpendingCard(s, { shopperId: buyer.shopperId });
  assert.deepEqual(await look(), { card: null, ended: null, waiting: null }, 'nothing waits before it is paid');
  // Every reading of the purchase is answered; what is asked after it is not.
  paysera.hold('get', async () => {
    const { status } = (await readOrder(s, orderId)) ?? {};
    if (status === 'paid') throw new Unreachable('transactions.get', 'ECONNREFUSED');
  });
  await refreshOrder(s, orderId, 'return');
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
  const { card, waiting } = await look();
  assert.deepEqual([card, waiting?.weekly, waiting?.orderNumber], [null, euro(6_000n), (await readOrder(s, orderId))?.number]);
  paysera.hold('get', async () => {});
  assert.equal((await look()).card?.left.minor, 6_000n);
});

test('on a wallet that is not theirs it is cancelled at once, and said so', async () => {
  const buyer = await connect();
  const orderId = await buyWithGrant(buyer, { wallet: 666 });
  assert.equal((await readOrder(s, orderId))?.grant?.outcome, 'wrong-wallet');
  assert.equal(paysera.allowances.active(666), null);
  assert.equal((await readSpendingCard(s, { shopperId: buyer.shopperId })).ended?.why, 'wrong-wallet');
});

test('undone in time: revoked, cancelled, the goods and the use come back; undone too late: paid', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  const undone = await order(buyer.shopperId);
  await click(buyer, undone);
  assert.deepEqual(await undoPayment(s, { orderId: undone, by: 'shopper' }), { kind: 'undone' });
  assert.equal((await readOrder(s, undone))?.status, 'cancelled');
  assert.equal((await cardOf(buyer))?.left.minor, 6_000n);
  assert.equal(await usedAtPaysera(buyer), 0n);
  const late = await order(buyer.shopperId);
  await click(buyer, late);
  clock.advance(10_100);
  assert.deepEqual(await undoPayment(s, { orderId: late, by: 'shopper' }), { kind: 'too-late' });
  await sweep(s);
  assert.equal((await readOrder(s, late))?.status, 'paid');
});

test('an undo that a worker finishes between two looks is never called too late', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  const orderId = await order(buyer.shopperId);
  await click(buyer, orderId);
  paysera.failNext('revoke', 'unreachable');
  const looks = ['read-order', 'read-live-attempt'];
  let looked = 0;
  const pool = new Proxy(s.pool, {
    get: (target, name) =>
      name !== 'query'
        ? Reflect.get(target, name, target)
        : async (statement: { name?: string }) => {
            const result = await target.query(statement as never);
            const isLast = looks.includes(statement.name ?? '') && ++looked === 4; // the first of the two that make the answer
            if (isLast) await refreshOrder(s, orderId, 'poll');
            return result;
          },
  });
  const told = await undoPayment({ ...s, pool }, { orderId, by: 'shopper' });
  assert.equal((await readOrder(s, orderId))?.status, 'cancelled');
  assert.notEqual(told.kind, 'too-late');
});

test('an undo and a confirmation at the same moment have one winner', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer, { weekly: 50_000n });
  for (let round = 0; round < 5; round++) {
    const orderId = await order(buyer.shopperId);
    await click(buyer, orderId);
    await shop.sql(`UPDATE attempt SET hold_until = hold_until - interval '9990 milliseconds' WHERE order_id = $1`, orderId);
    const [undo] = await Promise.all([undoPayment(s, { orderId, by: 'shopper' }), refreshOrder(s, orderId, 'poll')]);
    clock.advance(60_000);
    await refreshOrder(s, orderId, 'poll');
    const { status } = (await readOrder(s, orderId)) ?? {};
    assert.equal(status, undo.kind === 'too-late' ? 'paid' : 'cancelled');
  }
});

test('the same click twice, at once and again, is one use and one reservation', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  const orderId = await order(buyer.shopperId);
  const clickKey = s.ids.token();
  await Promise.all([1, 2, 3].map(() => click(buyer, orderId, clickKey)));
  await click(buyer, orderId, clickKey);
  const key = await keyOf(orderId);
  assert.equal(paysera.calls.filter((one) => one.call === 'reserve' && one.key === key).length, 1);
  assert.equal(await usedAtPaysera(buyer), 1_840n);
  await undoPayment(s, { orderId, by: 'shopper' });
  const other = await order(buyer.shopperId);
  const again = await click(buyer, other, clickKey);
  assert.equal(again.kind, 'with-pin', 'a form sent again charges nothing');
});

test('ten orders racing for a permission that covers three reserve three, and both sides count the same', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer, { weekly: 5_600n, ceiling: 5_600n });
  const orders = await Promise.all(Array.from({ length: 10 }, () => order(buyer.shopperId)));
  const answers = await Promise.all(orders.map((orderId) => click(buyer, orderId)));
  assert.equal(answers.filter((answer) => answer.kind === 'held').length, 3);
  assert.equal(answers.filter((answer) => answer.kind === 'with-pin').length, 7);
  assert.equal(await usedAtPaysera(buyer), 3n * 1_840n);
  assert.equal((await cardOf(buyer))?.left.minor, 5_600n - 3n * 1_840n);
});

test('refused at Paysera after all: the same transaction goes on to the PIN page, and the use comes back', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  paysera.allowances.balance = 100n;
  const orderId = await order(buyer.shopperId);
  const answer = await click(buyer, orderId);
  paysera.allowances.balance = 1_000_000n;
  const told = (await readOrderForStaff(s, orderId))?.timeline.map(({ summary }) => summary) ?? [];
  assert.ok(told.some((summary) => /^Not without a PIN/.test(summary)) && !told.some((summary) => /^Paid/.test(summary)), told.join('\n'));
  assert.ok(answer.kind === 'with-pin' && answer.reason === 'cannot-cover');
  const key = await keyOf(orderId);
  assert.ok(answer.kind === 'with-pin' && answer.url.endsWith(key));
  assert.equal((await cardOf(buyer))?.left.minor, 6_000n);
  paysera.accept(key, 'reserved', { wallet: buyer.wallet });
  await refreshOrder(s, orderId, 'return');
  assert.deepEqual([(await readOrder(s, orderId))?.status, (await readOrder(s, orderId))?.way], ['paid', 'pin']);
});

test('an answer that never came: only a reading tells, and nothing is reserved twice', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  const orderId = await order(buyer.shopperId);
  paysera.failNext('reserve', 'after');
  assert.equal((await click(buyer, orderId)).kind, 'held');
  clock.advance(16_000);
  await refreshOrder(s, orderId, 'poll');
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
  assert.equal(await usedAtPaysera(buyer), 1_840n);
});

test('a refusal because the transaction has moved on is no refusal: it may have been this very request, sent twice on the way', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  const orderId = await order(buyer.shopperId);
  paysera.hold('reserve', async (key) => {
    paysera.hold('reserve', async () => {});
    assert.equal(paysera.allowances.use(key, buyer.wallet, total.minor), null);
    Object.assign(paysera.transactions.get(key) as object, { status: 'reserved', walletId: buyer.wallet, type: 'automatic' });
  });
  assert.equal((await click(buyer, orderId)).kind, 'held');
  assert.equal((await cardOf(buyer))?.left.minor, 4_160n);
  assert.equal(await usedAtPaysera(buyer), 1_840n);
});

test('a grant whose answer is lost after the purchase is found by the round', async () => {
  const buyer = await connect();
  const orderId = await order(buyer.shopperId);
  const until = new Date(clock.now().getTime() + 30 * 24 * 3_600_000);
  const grant = { weekly: euro(6_000n), ceiling: euro(6_000n), until };
  await payForOrder(s, { orderId, language: 'en', grant, shopperId: buyer.shopperId });
  const key = await keyOf(orderId);
  paysera.accept(key, 'reserved', { wallet: buyer.wallet });
  // The readings before and after the confirmation are answered, the one about the permission is not.
  let readings = 0;
  paysera.hold('get', async () => void (++readings === 3 && paysera.failNext('get', 'unreachable')));
  await refreshOrder(s, orderId, 'return');
  paysera.hold('get', async () => {});
  assert.deepEqual([(await readOrder(s, orderId))?.status, readings], ['paid', 3]);
  assert.equal((await readOrder(s, orderId))?.grant?.outcome, 'waiting');
  clock.advance(2 * s.timing.permissionAgainMs);
  await sweepAllowances(s);
  assert.equal((await readOrder(s, orderId))?.grant?.outcome, 'active', 'before anybody looked at a card');
  assert.equal((await cardOf(buyer))?.left.minor, 6_000n);
});

test('asked for with a purchase that Paysera has forgotten: it ends, and Paysera is not asked for ever', async () => {
  const buyer = await connect();
  const orderId = await order(buyer.shopperId);
  const grant = { weekly: euro(6_000n), ceiling: euro(6_000n), until: new Date(clock.now().getTime() + 30 * 24 * 3_600_000) };
  await payForOrder(s, { orderId, language: 'en', grant, shopperId: buyer.shopperId });
  paysera.transactions.delete(await keyOf(orderId));
  clock.advance(s.timing.orderTtlMs);
  for (let reading = 0; reading < 6; reading++) {
    await refreshOrder(s, orderId, 'poll');
    clock.advance(s.timing.forgottenMs / 4);
  }
  assert.equal((await readOrder(s, orderId))?.attempt?.status, 'dead');
  await sweepAllowances(s);
  const [row] = await shop.sql('SELECT status, end_reason, next_check_at FROM allowance WHERE order_id = $1', orderId);
  assert.deepEqual(row, { status: 'ended', end_reason: 'not-granted', next_check_at: null });
});

test('approved in the last moment, and active at Paysera a little after the confirmation: it is waited for all the same', async () => {
  const buyer = await connect();
  const orderId = await order(buyer.shopperId);
  const grant = { weekly: euro(6_000n), ceiling: euro(6_000n), until: new Date(clock.now().getTime() + 30 * 24 * 3_600_000) };
  await payForOrder(s, { orderId, language: 'en', grant, shopperId: buyer.shopperId });
  const key = await keyOf(orderId);
  paysera.accept(key, 'reserved', { wallet: buyer.wallet });
  clock.advance(s.timing.orderTtlMs + 1_000);
  let readings = 0;
  const setStatus = (status: string) => paysera.alter(key, ({ allowance }) => Object.assign(allowance?.data ?? {}, { status }));
  paysera.hold('get', async () => void (++readings === 3 && setStatus('new')));
  await refreshOrder(s, orderId, 'return');
  paysera.hold('get', async () => {});
  setStatus('active');
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
  assert.equal((await readOrder(s, orderId))?.grant?.outcome, 'waiting');
  clock.advance(2 * s.timing.permissionAgainMs);
  await sweepAllowances(s);
  assert.equal((await readOrder(s, orderId))?.grant?.outcome, 'active');
});

test('one wrong answer that there is no permission leaves none behind at Paysera', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  paysera.hold('active', async () => {
    paysera.hold('active', async () => {});
    throw new Refused('allowances.active', { status: 404, code: 'not_found', ...nothing });
  });
  assert.equal(await cardOf(buyer), null);
  assert.equal(paysera.allowances.active(buyer.wallet), null, 'what the card says has ended cannot be used any more');
});

test('a button that said PIN leads to the PIN, also where none would be needed any more', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  const orderId = await order(buyer.shopperId);
  const { shopperId } = buyer;
  const answer = await payByAllowance(s, {
    ...{ orderId, shopperId, signedInAt: clock.now(), clickKey: s.ids.token(), language: 'en' as const, saidPin: true },
  });
  assert.ok(answer.kind === 'with-pin' && answer.url.endsWith(await keyOf(orderId)));
  assert.equal(paysera.calls.filter((one) => one.call === 'reserve' && one.key === answer.url.split('/').at(-1)).length, 0);
  assert.equal((await cardOf(buyer))?.left.minor, 6_000n, 'and takes nothing from the permission');
});

test('over the ceiling by a cent, over the week, signed in too long ago: with PIN, and said why', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer, { ceiling: 1_839n });
  const judged = await judgeOneClick(s, { shopperId: buyer.shopperId, signedInAt: clock.now(), total });
  assert.deepEqual(judged, { kind: 'pin', amount: total, reason: { kind: 'over-ceiling', by: euro(1n) } });
  const orderId = await order(buyer.shopperId);
  const answer = await click(buyer, orderId);
  assert.ok(answer.kind === 'with-pin' && answer.reason === 'over-ceiling');
  assert.deepEqual((await readOrder(s, orderId))?.pinReason, { kind: 'over-ceiling', by: euro(1n) });
  const yesterday = new Date(clock.now().getTime() - 24 * 3_600_000 - 1);
  const old = await judgeOneClick(s, { shopperId: buyer.shopperId, signedInAt: yesterday, total });
  assert.ok(old.kind === 'pin' && old.reason?.kind === 'sign-in-again');
});

test('turned off is true at once, even where Paysera is away, and is told when it is back', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  paysera.failNext('cancel-allowance', 'unreachable');
  assert.deepEqual(await turnOffQuickPay(s, { shopperId: buyer.shopperId, by: 'shopper' }), { kind: 'off-not-told' });
  const ended = async () => (await readSpendingCard(s, { shopperId: buyer.shopperId })).ended;
  assert.deepEqual([(await ended())?.why, (await ended())?.untold], ['turned-off', true]);
  const answer = await click(buyer, await order(buyer.shopperId));
  assert.ok(answer.kind === 'with-pin' && answer.reason === 'ended');
  clock.advance(31_000);
  await sweepAllowances(s);
  assert.equal(paysera.allowances.active(buyer.wallet), null);
  assert.equal((await ended())?.untold, false);
});

test('away for an hour, Paysera is told of an end within five minutes of its return; one that says no is asked ever less often', async () => {
  const away = async () => {
    throw new Unreachable('allowances.cancel', 'ECONNREFUSED');
  };
  const no = async () => {
    throw new Refused('allowances.cancel', { status: 403, code: 'forbidden', ...nothing });
  };
  const turnOff = async (answer: () => Promise<never>) => {
    const buyer = await connect();
    await buyWithGrant(buyer);
    paysera.hold('cancel-allowance', answer);
    assert.deepEqual(await turnOffQuickPay(s, { shopperId: buyer.shopperId, by: 'shopper' }), { kind: 'off-not-told' });
    return buyer;
  };
  const minutes = async (count: number) => {
    for (let half = 0; half < 2 * count; half++) {
      clock.advance(30_000);
      await sweepAllowances(s);
    }
  };
  const askedFor = async (buyer: Buyer) =>
    (await shop.sql<{ tell_count: number }>('SELECT tell_count FROM allowance WHERE shopper_id = $1', buyer.shopperId))[0]?.tell_count ?? 0;

  const buyer = await turnOff(away);
  await minutes(60);
  const asked = await askedFor(buyer);
  assert.ok(asked >= 10 && asked <= 20, `asked ${asked} times in an hour`);
  paysera.hold('cancel-allowance', async () => {});
  await minutes(5.5);
  assert.equal(paysera.allowances.active(buyer.wallet), null);

  const refused = await turnOff(no);
  await minutes(120);
  const inVain = await askedFor(refused);
  assert.ok(inVain >= 5 && inVain <= 9, `asked ${inVain} times in two hours`);
  paysera.hold('cancel-allowance', async () => {});
});

test('turned off while it is not known yet what became of a newer one: that one stays off as well', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  const orderId = await order(buyer.shopperId);
  const grant = { weekly: euro(9_000n), ceiling: euro(9_000n), until: new Date(clock.now().getTime() + 30 * 24 * 3_600_000) };
  await payForOrder(s, { orderId, language: 'en', grant, shopperId: buyer.shopperId });
  paysera.accept(await keyOf(orderId), 'reserved', { wallet: buyer.wallet });
  let readings = 0;
  paysera.hold('get', async () => void (++readings === 3 && paysera.failNext('get', 'unreachable')));
  await refreshOrder(s, orderId, 'return');
  paysera.hold('get', async () => {});
  assert.equal((await readOrder(s, orderId))?.grant?.outcome, 'waiting');
  assert.equal((await turnOffQuickPay(s, { shopperId: buyer.shopperId, by: 'shopper' })).kind, 'off');
  clock.advance(2 * s.timing.permissionAgainMs);
  await sweepAllowances(s);
  const { card, ended } = await readSpendingCard(s, { shopperId: buyer.shopperId });
  assert.deepEqual([card, ended?.why, ended?.untold], [null, 'turned-off', false]);
  assert.equal(paysera.allowances.active(buyer.wallet), null);
  await buyWithGrant(buyer);
  assert.ok(await cardOf(buyer), 'what is chosen afterwards is on');
});

test('a newer one replaces it; one ended at Paysera is seen at the next look', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  await buyWithGrant(buyer, { weekly: 9_000n });
  assert.equal((await cardOf(buyer))?.weekly.minor, 9_000n);
  paysera.allowances.cancel(paysera.allowances.active(buyer.wallet)?.id as number);
  assert.equal(await cardOf(buyer), null);
  assert.equal((await readSpendingCard(s, { shopperId: buyer.shopperId })).ended?.why, 'at-paysera');
});

test('disconnecting the wallet turns it off, here and at Paysera', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  assert.deepEqual(await disconnectWallet(s, buyer.shopperId), { kind: 'disconnected' });
  const { card, ended } = await readSpendingCard(s, { shopperId: buyer.shopperId });
  assert.deepEqual([card, ended?.why], [null, 'disconnected']);
  assert.equal(paysera.allowances.active(buyer.wallet), null);
  assert.equal((await click(buyer, await order(buyer.shopperId))).kind, 'with-pin');
});

test('Paysera away: the card stays with what was last known, a button says PIN, and only an answer ends anything', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  paysera.failNext('active', 'unreachable');
  const card = await cardOf(buyer);
  assert.equal(card?.checked.how, 'unreachable');
  for (const call of ['active', 'limit'] as const) {
    paysera.failNext(call, 'before');
    assert.deepEqual(await judgeOneClick(s, { shopperId: buyer.shopperId, signedInAt: clock.now(), total }), {
      kind: 'pin',
      amount: total,
      reason: null,
    });
  }
  paysera.failNext('reserve', 'unreachable');
  const answer = await click(buyer, await order(buyer.shopperId));
  assert.ok(answer.kind === 'with-pin' && answer.reason === 'unreachable');
  assert.equal((await cardOf(buyer))?.left.minor, 6_000n, 'what was never sent is given back');
});

test('switched off by the shop between drawing and press: a PIN, and nobody is told that their permission has ended', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  const presets = JSON.stringify(Array(3).fill({ weekly: '3000', days: 30, ceiling: '3000' }));
  await shop.sql(`INSERT INTO quick_pay_settings VALUES ('local', true, false, 'EUR', $1::jsonb, 50000, 365, 10, now())`, presets);
  const answer = await click(buyer, await order(buyer.shopperId));
  await shop.sql('DELETE FROM quick_pay_settings');
  assert.ok(answer.kind === 'with-pin' && answer.reason === null);
  assert.ok(await cardOf(buyer));
});

test('when its time is over it ends by itself, and a permission in another currency is none', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer);
  assert.deepEqual(
    await judgeOneClick(s, { shopperId: buyer.shopperId, signedInAt: clock.now(), total: { minor: 100n, currency: 'USD' } }),
    { kind: 'none' },
  );
  clock.advance(30 * 24 * 3_600_000);
  assert.equal(await cardOf(buyer), null);
  assert.equal((await readSpendingCard(s, { shopperId: buyer.shopperId })).ended?.why, 'expired');
  clock.advance(-30 * 24 * 3_600_000);
});

test('the history of an order tells the permission, what was left before and after, and why a PIN was needed', async () => {
  const buyer = await connect();
  await buyWithGrant(buyer, { weekly: 2_000n, ceiling: 2_000n });
  const first = await order(buyer.shopperId);
  await click(buyer, first);
  const used = (await readOrderForStaff(s, first))?.timeline.find(({ kind }) => kind === 'allowance-used');
  assert.deepEqual([used?.data.leftBefore, used?.data.leftAfter, used?.data.weekly], ['2000', '160', '2000']);
  const second = await order(buyer.shopperId);
  await click(buyer, second);
  const why = (await readOrderForStaff(s, second))?.timeline.find(({ kind }) => kind === 'allowance-not-used');
  assert.deepEqual([why?.data.reason, why?.data.over], ['over-weekly', '1680']);
});

test('asked for and never made active, or with a purchase that came to nothing: neither is called left out by the shopper', async () => {
  const buyer = await connect();
  const until = new Date(clock.now().getTime() + 30 * 24 * 3_600_000);
  const grant = { weekly: euro(6_000n), ceiling: euro(6_000n), until };
  const [silent, rejected] = [await order(buyer.shopperId), await order(buyer.shopperId)];
  for (const orderId of [silent, rejected]) await payForOrder(s, { orderId, language: 'en', grant, shopperId: buyer.shopperId });
  const key = await keyOf(silent);
  paysera.accept(key, 'reserved', { wallet: buyer.wallet });
  paysera.hold('confirm', async () => paysera.alter(key, ({ allowance }) => Object.assign(allowance?.data ?? {}, { status: 'waiting' })));
  await refreshOrder(s, silent, 'return');
  paysera.hold('confirm', async () => {});
  assert.equal((await readOrder(s, silent))?.grant?.outcome, 'waiting');
  clock.advance(3_600_001);
  await sweepAllowances(s);
  assert.equal((await readOrder(s, silent))?.grant?.outcome, 'never-active');
  clock.advance(-3_600_001);
  paysera.reject(await keyOf(rejected));
  await refreshOrder(s, rejected, 'return');
  assert.equal((await readOrder(s, rejected))?.grant?.outcome, 'not-paid');
  assert.deepEqual(await readSpendingCard(s, { shopperId: buyer.shopperId }), { card: null, ended: null, waiting: null });
  const { email } = (await s.db.shopper.findUniqueOrThrow({ where: { id: buyer.shopperId } })) as { email: string };
  assert.deepEqual((await searchPermissions(s, { text: email, show: 'all' })).permissions, [], 'and the desk counts neither');
});

test('nobody uses, sees or ends somebody else’s permission', async () => {
  const [owner, other] = [await connect(), await connect()];
  await buyWithGrant(owner);
  const theirs = await order(owner.shopperId);
  assert.deepEqual(await click(other, theirs), { kind: 'ended' });
  assert.equal((await click(other, await order(other.shopperId))).kind, 'with-pin');
  assert.equal(await cardOf(other), null);
  assert.deepEqual(await turnOffQuickPay(s, { shopperId: other.shopperId, by: 'shopper' }), { kind: 'none' });
  const foreign = { ...s, env: { ...s.env, paysera: { ...s.env.paysera, environment: 'sandbox' as const } } };
  assert.equal((await readSpendingCard(foreign, { shopperId: owner.shopperId })).card, null);
  assert.ok(await cardOf(owner));
});

test('the desk finds, reads and ends permissions, by those who may; nobody else', async () => {
  const [buyer, clerk] = [await connect(), await connect()];
  await buyWithGrant(buyer);
  const orderId = await order(buyer.shopperId);
  await click(buyer, orderId);
  clock.advance(10_100);
  await sweep(s);
  const card = await cardOf(buyer);
  const { email } = (await s.db.shopper.findUniqueOrThrow({ where: { id: buyer.shopperId } })) as { email: string };
  const page = await searchPermissions(s, { text: email, show: 'active', limit: 10 });
  assert.deepEqual(
    page.permissions.map((row) => [row.allowanceId, row.left.minor]),
    [[card?.allowanceId, 4_160n]],
  );
  assert.ok(page.counts.active > 1 && page.counts.ending === 0 && page.counts.all > page.counts.active);
  const allowanceId = card?.allowanceId as string;
  assert.deepEqual(await cancelPermission(s, { allowanceId, staffId: clerk.shopperId }), { kind: 'none' });
  await shop.sql(
    `INSERT INTO staff (id, environment, paysera_user_id, role) SELECT 'stf_a', 'local', paysera_user_id, 'clerk' FROM shopper WHERE id = $1`,
    clerk.shopperId,
  );
  assert.deepEqual(await cancelPermission(s, { allowanceId, staffId: clerk.shopperId }), { kind: 'off' });
  const view = await readPermission(s, allowanceId);
  assert.deepEqual([view?.why, view?.uses.length, view?.untold], ['staff', 1, false]);
  assert.ok(view?.history.some((event) => event.kind === 'cancel-asked' && event.data.staff === clerk.shopperId));
  assert.deepEqual(
    (await searchPermissions(s, { text: email, show: 'cancelled' })).permissions.map((row) => row.allowanceId),
    [allowanceId],
  );
  const refused = await changeQuickPaySettings(s, { settings: usualQuickPay, staffId: clerk.shopperId });
  assert.equal(refused.kind, 'refused', 'a clerk changes no settings');
  const figures = await quickPayFigures(s, clock.now());
  assert.ok(figures.withoutPin > 0 && figures.paid > figures.withoutPin);
  assert.ok(figures.refused.some(({ reason }) => reason === 'over-ceiling'));
});

test('pages of permissions go forwards and back over each once', async () => {
  const first = await searchPermissions(s, { show: 'all', limit: 3 });
  const second = await searchPermissions(s, { show: 'all', limit: 3, after: first.next as string });
  const back = await searchPermissions(s, { show: 'all', limit: 3, before: second.previous as string });
  assert.deepEqual(back.permissions, first.permissions);
  assert.equal(new Set([...first.permissions, ...second.permissions].map((row) => row.allowanceId)).size, 6);
});

test('settings are changed by the owner only within reason, kept, and written down', async () => {
  const owner = await connect();
  await shop.sql(
    `INSERT INTO staff (id, environment, paysera_user_id, role) SELECT 'stf_b', 'local', paysera_user_id, 'owner' FROM shopper WHERE id = $1`,
    owner.shopperId,
  );
  const settings = { ...usualQuickPay, undoSeconds: 15, highestWeekly: euro(20_000n) };
  assert.deepEqual(await changeQuickPaySettings(s, { settings, staffId: owner.shopperId }), { kind: 'changed' });
  assert.deepEqual(await readQuickPaySettings(s), settings);
  const wrong = await changeQuickPaySettings(s, { settings: { ...settings, highestWeekly: euro(100n) }, staffId: owner.shopperId });
  assert.ok(wrong.kind === 'refused' && wrong.field === 'presets.0.weekly');
  assert.equal((await shop.sql(`SELECT FROM audit_event WHERE kind = 'quick-pay-settings'`)).length, 1);
});
