import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Unintelligible } from './errors.ts';
import { answer, answering, type Sent, testClient } from './fake-transport.ts';

const statement = (id: number) => ({ id, amount: 100, amount_decimal: '1.00', currency: 'EUR', direction: 'in' });
const paymentOf = (id: number) => ({ id, transaction_key: 'k', created_at: 1, status: 'done' });
const queryOf = (sent: Sent) => new URL(sent.uri, 'https://x').searchParams;

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Pages of two over five payments, answered with what PHP needs and nothing more. */
const byOffset = (sent: Sent) => {
  const offset = Number(queryOf(sent).get('offset') ?? 0);
  const payments = [1, 2, 3, 4, 5].slice(offset, offset + 2).map(paymentOf);
  return answer({ payments, _metadata: { total: 5, offset, limit: 2 } });
};

/** Pages of two by cursor, newest first; a new statement arrives after the first page. */
const byCursor = (sent: Sent) => {
  const after = queryOf(sent).get('after');
  const ids = (after === null ? [5, 4, 3, 2, 1] : [6, 5, 4, 3, 2, 1]).filter((id) => after === null || id < Number(after));
  const page = ids.slice(0, 2);
  const cursors = { after: String(page.at(-1)), before: String(page[0]) };
  return answer({ statements: page.map(statement), _metadata: { total: 6, offset: 0, limit: 2, has_next: ids.length > 2, cursors } });
};

test('all items of all pages are walked, and no page is asked for in vain', async () => {
  const transport = answering(byOffset);
  const ids: number[] = [];
  for await (const { id } of testClient(transport).payments.list({ status: 'done', walletId: 7, limit: 2 })) ids.push(id);
  assert.deepEqual(ids, [1, 2, 3, 4, 5]);
  assert.deepEqual(
    transport.sent.map(({ uri }) => uri),
    ['', '&offset=2', '&offset=4'].map((offset) => `/rest/v1/payments?status=done&wallet=7&limit=2${offset}`),
  );
});

test('pages come one by one, and stopping early asks for no more', async () => {
  const transport = answering(byOffset);
  const list = testClient(transport).payments.list({ limit: 2 });
  assert.equal((await list.first()).total, 5);
  for await (const page of list.pages()) {
    assert.deepEqual([page.items.length, page.hasNext], [2, true]);
    break;
  }
  assert.equal(transport.sent.length, 2);
});

test('statements follow the cursor, so one that arrives meanwhile repeats and hides nothing', async () => {
  const transport = answering(byCursor);
  const session = testClient(transport).withToken({ accessToken: 'a', macKey: 'k' });
  const ids: number[] = [];
  for await (const { id } of session.wallets.statements('me', { currencies: ['EUR', 'USD'], limit: 2 })) ids.push(id);
  assert.deepEqual(ids, [5, 4, 3, 2, 1]);
  assert.equal(transport.sent[0]?.uri, '/rest/v1/wallet/me/statements?currency=EUR%2CUSD&limit=2');
});

test('a cursor that does not move ends in an error, not in a loop', async () => {
  const stuck = answer({
    statements: [statement(1)],
    _metadata: { total: 9, offset: 0, limit: 1, has_next: true, cursors: { after: '1', before: '1' } },
  });
  const list = testClient(answering(stuck)).wallets.statements(1);
  await assert.rejects(collect(list), (error) => error instanceof Unintelligible && error.path === '$._metadata.cursors.after');
});

test('an offset that is not heeded ends in an error, not in a loop', async () => {
  const transport = answering(() => answer({ payments: [1, 2].map(paymentOf), _metadata: { total: 5, offset: 0, limit: 2 } }));
  const walking = collect(testClient(transport).payments.list({ limit: 2 }));
  await assert.rejects(walking, (error) => error instanceof Unintelligible && error.path === '$._metadata.offset');
  assert.equal(transport.sent.length, 2);
});

test('an empty list is no items, and one without its metadata is unintelligible', async () => {
  const empty = answering(answer({ payments: [], _metadata: { total: 0, offset: 0, limit: 20 } }));
  assert.deepEqual(await collect(testClient(empty).payments.list()), []);
  await assert.rejects(collect(testClient(answering(answer({ payments: [] }))).payments.list()), Unintelligible);
});
