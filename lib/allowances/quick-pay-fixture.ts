// For tests: shoppers with a connected wallet each who give permissions and press one-clicks, in the shop of checkout-fixture.ts.
import assert from 'node:assert/strict';
import { saveShopper } from '../accounts/shopper-store.ts';
import { saveWalletToken } from '../accounts/wallet-token-store.ts';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { placeOrder } from '../checkout/place-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { readOrder } from '../orders/order-store.ts';
import { payByAllowance } from './pay-by-allowance.ts';
import { readSpendingCard } from './spending-card.ts';

export type Buyer = { shopperId: string; wallet: number };

export async function startQuickPay() {
  const shop = await startTestShop();
  const { s, paysera, clock, sql } = shop;
  const euro = (minor: bigint) => ({ minor, currency: 'EUR' });
  let people = 0;

  async function connect(): Promise<Buyer> {
    const user = 4_000 + ++people;
    const wallet = 30_000 + user;
    const shopper = await saveShopper(s, { payseraUserId: BigInt(user), email: `r${user}@example.lt`, name: `Racer ${user}` });
    const token = { accessToken: 'a', macKey: 'b', refreshToken: null, expiresAt: new Date(clock.now().getTime() + 3_600_000) };
    const wallets = [{ id: String(wallet), accountNumber: null, ownerName: null }];
    await saveWalletToken(s, { shopperId: shopper.id, token, scope: '', wallets });
    return { shopperId: shopper.id, wallet };
  }

  async function order({ shopperId }: Buyer): Promise<string> {
    const placed = await placeOrder(s, { ...(await shop.fillCart()), email: 'ona@example.lt', shopperId, language: 'en' });
    assert.ok(placed.kind === 'placed');
    return placed.orderId;
  }

  async function keyOf(orderId: string): Promise<string> {
    const [row] = await sql<{ key: string }>(
      'SELECT transaction_key AS key FROM attempt WHERE order_id = $1 ORDER BY number DESC',
      orderId,
    );
    return row?.key as string;
  }

  /** Asked for with a purchase whose page at Paysera is open. */
  async function offer(buyer: Buyer, weekly = 6_000n, ceiling = weekly): Promise<string> {
    const orderId = await order(buyer);
    const grant = { weekly: euro(weekly), ceiling: euro(ceiling), until: new Date(clock.now().getTime() + 30 * 24 * 3_600_000) };
    await payForOrder(s, { orderId, language: 'en', grant, shopperId: buyer.shopperId });
    return orderId;
  }

  /** And accepted there by PIN; following it is left to the test. */
  async function askFor(buyer: Buyer, weekly = 6_000n, ceiling = weekly): Promise<string> {
    const orderId = await offer(buyer, weekly, ceiling);
    paysera.accept(await keyOf(orderId), 'reserved', { wallet: buyer.wallet });
    return orderId;
  }

  const cardOf = async ({ shopperId }: Buyer) => (await readSpendingCard(s, { shopperId })).card;

  async function withPermission(weekly = 6_000n): Promise<Buyer> {
    const buyer = await connect();
    await refreshOrder(s, await askFor(buyer, weekly), 'return');
    assert.ok(await cardOf(buyer));
    return buyer;
  }

  /** What its page says, and for how many seconds more it can be undone. */
  async function seenBy(orderId: string): Promise<[string | undefined, string | undefined, number | null]> {
    const seen = await readOrder(s, orderId);
    const leftMs = seen?.undoUntil && seen.undoUntil.getTime() - clock.now().getTime();
    return [seen?.status, seen?.payment.tier, leftMs ? Math.ceil(leftMs / 1000) : null];
  }

  return {
    ...shop,
    connect,
    order,
    keyOf,
    offer,
    askFor,
    withPermission,
    click: ({ shopperId }: Buyer, orderId: string) =>
      payByAllowance(s, { orderId, shopperId, signedInAt: clock.now(), clickKey: s.ids.token(), language: 'en' }),
    cardOf,
    statusOf: async (orderId: string) => (await readOrder(s, orderId))?.status,
    seenBy,
  };
}
