import assert from 'node:assert/strict';
import test from 'node:test';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import type { Transaction } from '../paysera/transaction.ts';
import type { Statement } from '../paysera/wallet.ts';
import type { Services } from '../services.ts';
import { listOpenDifferences } from './difference-store.ts';
import { reconcileWindow } from './reconcile-window.ts';
import { reconcileWhatIsDue } from './schedule.ts';

const hourMs = 3_600_000;
const shop = await startTestShop();
const { paysera, clock, sql } = shop;

type Span = { from: Date; to: Date };
/** What Paysera lists in the tests below. */
const listed: { transactions: Transaction[]; statements: Statement[] } = { transactions: [], statements: [] };
const asked: Span[] = [];
let away = false;

const within = <Item>(items: Item[], timeOf: (item: Item) => Date | null, { from, to }: Span): Item[] =>
  items.filter((item) => (timeOf(item) ?? from) >= from && (timeOf(item) ?? from) < to);
const onePage = <Item>(items: Item[]) => ({
  async *pages() {
    if (away) throw new Error('Paysera is away');
    yield { items, hasNext: false };
  },
});
const s: Services = {
  ...shop.s,
  paysera: {
    ...shop.s.paysera,
    transactions: {
      ...shop.s.paysera.transactions,
      list: (span: Span) => onePage(within(listed.transactions, ({ createdAt }) => createdAt, span)),
    },
    wallets: {
      statements: (_wallet: number, span: Span) => {
        asked.push(span);
        return onePage(within(listed.statements, ({ date }) => date, span));
      },
    },
  } as unknown as Services['paysera'],
};

async function paidOrder(): Promise<string> {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const key = [...paysera.transactions.keys()].at(-1) as string;
  paysera.accept(key);
  await refreshOrder(s, orderId, 'return');
  return orderId;
}

test('every moment of the wallet’s statements is compared once, also when Paysera or the shop was away for days', async () => {
  await reconcileWhatIsDue(s);
  assert.equal(asked.length, 1);
  clock.advance(24 * hourMs);
  away = true;
  await reconcileWhatIsDue(s);
  clock.advance(hourMs / 2);
  await reconcileWhatIsDue(s);
  assert.equal(asked.length, 2, 'one that failed is not tried again at once');
  away = false;
  clock.advance(hourMs);
  await reconcileWhatIsDue(s);
  assert.equal(asked.length, 3, 'but within the hour, not the next day');
  clock.advance(72 * hourMs);
  await reconcileWhatIsDue(s);
  const [first, , again, last] = asked as [Span, Span, Span, Span];
  // Each asks for an hour more at both ends than it compares.
  assert.ok(again.from.getTime() <= first.to.getTime() - 2 * hourMs);
  assert.ok(last.from.getTime() <= again.to.getTime() - 2 * hourMs);
  clock.advance(2 * hourMs);
  await reconcileWhatIsDue(s);
  assert.equal(asked.length, 4, 'once a day where all went well');
});

test('what the statements lacked is looked at again, and resolved once it is there', async () => {
  const orderId = await paidOrder();
  const [booked] = await sql<{ number: number; amount: string; at: Date }>(
    `SELECT o.number, g.amount_minor::text AS amount, g.at FROM ledger_entry g JOIN shop_order o ON o.id = g.order_id WHERE o.id = $1 AND g.account = 'wallet'`,
    orderId,
  );
  const kinds = async () => (await listOpenDifferences(s)).filter((one) => one.orderId === orderId).map(({ kind }) => kind);
  clock.advance(24 * hourMs);
  await reconcileWhatIsDue(s);
  assert.ok((await kinds()).includes('not-in-statements'));
  listed.statements.push({
    id: 1,
    amount: { minor: BigInt(booked?.amount ?? 0), currency: 'EUR' },
    date: booked?.at ?? null,
    direction: 'in',
    details: `Kopa, order ${booked?.number}`,
    type: 'transfer',
  } as unknown as Statement);
  clock.advance(5 * 24 * hourMs);
  await reconcileWhatIsDue(s);
  assert.ok(!(await kinds()).includes('not-in-statements'));
});

test('an order first paid for long after it was placed is looked for where Paysera has it, not an hour before', async () => {
  const placedAt = clock.now();
  const orderId = await shop.order();
  clock.advance(hourMs / 2);
  await payForOrder(s, { orderId, language: 'en' });
  const transaction = [...paysera.transactions.values()].at(-1) as Transaction;
  listed.transactions = [transaction];
  const compare = (fromMs: number, toMs: number) =>
    reconcileWindow(s, new Date(placedAt.getTime() + fromMs), new Date(placedAt.getTime() + toMs));
  clock.advance(hourMs);
  const of = async () => (await listOpenDifferences(s)).filter((one) => one.orderId === orderId).map(({ kind }) => kind);
  await compare(-hourMs, hourMs / 4);
  assert.deepEqual(await of(), []);
  listed.transactions = [];
  await compare(hourMs / 4, hourMs);
  assert.deepEqual(await of(), ['missing-transaction']);
});

test('two transactions of one attempt are one difference, and stop no comparison', async () => {
  const orderId = await shop.order();
  paysera.failNext('create', 'after');
  await payForOrder(s, { orderId, language: 'en' });
  const orphan = [...paysera.transactions.values()].at(-1) as Transaction;
  listed.transactions = [orphan, { ...structuredClone(orphan), key: 'fakekeytwice' }];
  clock.advance(hourMs / 60);
  const now = clock.now().getTime();
  await reconcileWindow(s, new Date(now - hourMs), new Date(now));
  const found = (await listOpenDifferences(s)).filter((one) => one.orderId === orderId);
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['orphan'],
  );
});
