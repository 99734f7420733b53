// Two hours of mixed traffic under every fault, on a clock that the test moves: afterwards the books balance and nothing has grown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { egle, jonas, ona, openShop, openWorld, type Person, type World } from './open-world.ts';

const steps = 240;
const stepSeconds = 30;
const callsPerStep = 72;
const lanes = 12;
const leastRequests = 20_000;
const leastHits = 50;
/** What two thousand more transactions may weigh; a leak per request would be several times that. */
const mostGrowthBytes = 48 * 1024 * 1024;
const seed = 'two hours';

const requestKinds =
  '500-before 500-after reset-before reset-after hang-before hang-after slow 429 cut-body garbage-body wrong-amount unknown-status unknown-field';
const callbackKinds = ['lost', 'late', 'twice', 'tripled', 'reordered', 'before-reply', 'forged', 'replayed'];

const documented: Record<string, string[]> = {
  new: ['waiting', 'waiting_funds', 'waiting_registration', 'waiting_password', 'reserved', 'rejected', 'deleted', 'failed'],
  waiting: ['waiting_funds', 'waiting_registration', 'waiting_password', 'reserved', 'rejected', 'revoked', 'failed'],
  waiting_funds: ['waiting_registration', 'waiting_password', 'reserved', 'revoked', 'failed'],
  waiting_registration: ['waiting_password', 'reserved', 'revoked', 'failed'],
  waiting_password: ['reserved', 'revoked', 'failed'],
  reserved: ['confirmed', 'revoked', 'failed'],
};
const final = ['confirmed', 'rejected', 'revoked', 'failed', 'deleted'];

test(`two hours of faults leave the ledger at zero, every transaction in a documented state and memory flat (seed "${seed}")`, async (t) => {
  const startedMs = performance.now();
  const world = await openWorld([], ['--expose-gc']);
  const shop = await openShop();
  const traffic = new Traffic(world, shop.uri);
  try {
    await world.control('POST', '/clock', { stopped: true });
    await traffic.signIn();
    await world.control('POST', '/faults/seeded', { seed, rate: 0.16, kinds: requestKinds.split(' '), seconds: 0.005 });
    let heapAtHalf = 0;
    for (let step = 0; step < steps; step += 1) {
      for (const kind of step % 4 === 0 ? callbackKinds : []) await world.control('POST', '/callbacks', { kind, seconds: 60 });
      await traffic.run(callsPerStep);
      // What the shop heard is of no interest here, and would be the growth of the test itself.
      shop.received.length = 0;
      await world.advance(stepSeconds);
      if (step === steps / 2) heapAtHalf = await heapOf(world);
    }
    const growth = (await heapOf(world)) - heapAtHalf;
    const { fired } = (await world.control('GET', '/faults')).json;
    await world.control('DELETE', '/faults');
    await world.advance(40 * 86_400);

    for (const kind of [...requestKinds.split(' '), ...callbackKinds.map((name) => `callback-${name}`)]) {
      assert.ok((fired[kind] ?? 0) >= leastHits, `${kind} was met ${fired[kind] ?? 0} times`);
    }
    assert.ok(traffic.requests >= leastRequests, `${traffic.requests} requests`);
    const { sums, books } = (await world.control('GET', '/ledger')).json;
    for (const [currency, sum] of Object.entries(sums)) assert.equal(sum, 0, currency);
    for (const [book, amounts] of Object.entries(books as Record<string, Record<string, number>>)) {
      if (book.endsWith('|reserved'))
        assert.deepEqual(Object.values(amounts).filter(Boolean), [], `${book} holds money after everything ended`);
    }
    const { transactions } = (await world.control('GET', '/transactions?limit=100000')).json;
    for (const { transaction, history } of transactions) {
      assert.ok(final.includes(transaction.status), transaction.status);
      for (const { from, to } of history) assert.ok(from === null ? to === 'new' : documented[from]?.includes(to), `${from} to ${to}`);
    }
    assert.ok(growth < mostGrowthBytes, `the second hour grew by ${Math.round(growth / 1024 / 1024)} MB`);
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    t.diagnostic(
      `${traffic.requests} requests, ${transactions.length} transactions, ${JSON.stringify(fired)}, grew ${Math.round(growth / 1024)} kB, ${seconds} s`,
    );
  } finally {
    await world.stop();
    shop.close();
  }
});

async function heapOf(world: World): Promise<number> {
  return (await world.control('GET', '/memory')).json.heapUsed;
}

/** Calls drawn by the seed; what comes back cut, late or wrong is what the faults are for, and is let be. */
class Traffic {
  requests = 0;
  #world: World;
  #callback: string;
  #keys: string[] = [];
  #payments: number[] = [];
  #token: { id: string; key: string } | undefined;
  #random = generator(20_26);
  #order = 0;

  constructor(world: World, callback: string) {
    this.#world = world;
    this.#callback = callback;
  }

  async signIn(): Promise<void> {
    this.#token = (await this.#world.token('email balance statements')).credentials;
  }

  async run(count: number): Promise<void> {
    let left = count;
    const lane = async () => {
      while (left > 0) {
        left -= 1;
        await this.#one().catch(() => {});
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    // The newest are what anybody still has business with.
    this.#keys = this.#keys.slice(-60);
    this.#payments = this.#payments.slice(-60);
  }

  #pick<Item>(list: readonly Item[]): Item {
    return list[Math.floor(this.#random() * list.length)] as Item;
  }

  async #call(method: string, path: string, body?: unknown, as?: { id: string; key: string }) {
    this.requests += 1;
    return this.#world.call(method, path, body, { withinMs: 300, ...(as ? { as } : {}) });
  }

  async #one(): Promise<unknown> {
    const draw = this.#random();
    const key = this.#keys.length > 0 ? this.#pick(this.#keys) : undefined;
    if (draw < 0.25 || key === undefined) return this.#create();
    if (draw < 0.4) return this.#call('GET', `transaction/${key}`);
    if (draw < 0.58) return this.#visit(key);
    if (draw < 0.64) return this.#call('PUT', `transaction/${key}/reserve/14473`, { pin: egle.pin });
    if (draw < 0.76) return this.#call('PUT', `transaction/${key}/confirm`, []);
    if (draw < 0.8) return this.#call('DELETE', `transaction/${key}`);
    if (draw < 0.83) return this.#call('DELETE', `payment/${this.#pick(this.#payments)}`);
    if (draw < 0.86) return this.#call('PUT', `payment/${this.#pick(this.#payments)}/finalize`, { price: 1, currency: 'EUR' });
    if (draw < 0.88) return this.#call('PUT', `payment/${this.#pick(this.#payments)}/password`, { password: 'sand' });
    if (draw < 0.9) return this.#call('GET', 'wallet/me/balance', undefined, this.#token);
    if (draw < 0.94) return this.#call('GET', 'wallet/5000/statements?limit=5');
    if (draw < 0.97) return this.#call('GET', 'transactions?limit=3');
    return this.#world.control('POST', '/balances', {
      wallet: this.#pick([14471, 14472, 14473]),
      amount: Math.floor(this.#random() * 100_000),
    });
  }

  async #create(): Promise<void> {
    this.#order += 1;
    const variant = this.#pick<Record<string, unknown>>([
      {},
      {},
      { freeze: { for: 600 } },
      { beneficiary: { email: `later-${this.#order % 7}@example.lt` } },
      { password: { type: 'provided', value: 'sand' } },
      { commission: { in_commission: 5 }, cashback: 20 },
      { beneficiary: { id: 5001 } },
    ]);
    const price = 100 + Math.floor(this.#random() * 3_000);
    const answer = await this.#call('POST', 'transaction', {
      payments: [{ description: 'Order', price, currency: 'EUR', parameters: { order: `order-${this.#order}` }, ...variant }],
      auto_confirm: this.#random() < 0.2,
      reserve: { for: this.#pick([300, 1_800, 86_400]) },
      callback_uri: this.#callback,
    });
    if (typeof answer.json?.transaction_key !== 'string') return;
    this.#keys.push(answer.json.transaction_key);
    this.#payments.push(answer.json.payments[0].id);
  }

  async #visit(key: string): Promise<void> {
    const [who, wallet] = this.#pick<[Person, number]>([
      [ona, 14471],
      [jonas, 14472],
      [egle, 14473],
    ]);
    const visitor = this.#world.browser();
    this.requests += 3;
    await (this.#random() < 0.85 ? visitor.pay(key, who, wallet) : visitor.reject(key, who));
  }
}

/** mulberry32: small, and the same everywhere. */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
