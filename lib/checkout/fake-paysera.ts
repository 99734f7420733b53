// For tests: the part of Paysera that the checkout calls, in memory. The real client against the local Paysera is e2e/contract's business.
import type { Clock } from '../clock.ts';
import type { Money } from '../money/money.ts';
import type { PayseraClient } from '../paysera/client.ts';
import { InDoubt, Refused, Unreachable } from '../paysera/errors.ts';
import type { Payment } from '../paysera/payment.ts';
import type { Transaction, TransactionRequest } from '../paysera/transaction.ts';
import { createFakeAllowances, type FakeAllowances } from './fake-allowances.ts';

/** What the fake takes for its own signature under a callback. */
export const fakeSign = 'signed by the fake';

export type FakeCall =
  | 'create'
  | 'get'
  | 'confirm'
  | 'revoke'
  | 'cancel'
  | 'get-payment'
  | 'reserve'
  | 'active'
  | 'limit'
  | 'cancel-allowance'
  | 'list'
  | 'statements';
/** `before`: not done, no answer. `after`: done, no answer. `unreachable`: never sent. */
export type FakeFault = 'before' | 'after' | 'unreachable';

export type FakePaysera = {
  client: PayseraClient;
  transactions: Map<string, Transaction>;
  /** Calls that were made, oldest first. */
  calls: { call: FakeCall; key: string }[];
  /** Money that has moved to the project's wallet. */
  moved(): bigint;
  /** `grant`: the payer also takes the optional permission; true when left out. */
  accept(key: string, status?: string, how?: { wallet?: number; grant?: boolean }): void;
  allowances: FakeAllowances;
  reject(key: string): void;
  /** Says what the next call of this kind meets. */
  failNext(call: FakeCall, fault: FakeFault): void;
  /** Waits inside the call, before it does anything. */
  hold(call: FakeCall, until: (key: string) => Promise<void>): void;
  /** A line of the project's wallet. */
  putStatement(line: { details: string; amountMinor: bigint; at: Date; direction: 'in' | 'out' }): void;
  /** Changes what the transaction says, to be something we never asked for. */
  alter(key: string, change: (transaction: Transaction) => void): void;
};

export function createFakePaysera(clock: Clock, seller: { projectId: number; walletId: number }): FakePaysera {
  const transactions = new Map<string, Transaction>();
  const calls: FakePaysera['calls'] = [];
  const allowances = createFakeAllowances(clock);
  const faults: { call: FakeCall; fault: FakeFault }[] = [];
  const holds = new Map<FakeCall, (key: string) => Promise<void>>();
  const statements: { id: number; details: string; amount: Money; date: Date; direction: 'in' | 'out' }[] = [];
  let counter = 0;
  let moved = 0n;

  async function guarded<T>(call: FakeCall, key: string, work: () => T): Promise<T> {
    calls.push({ call, key });
    await holds.get(call)?.(key);
    const index = faults.findIndex((fault) => fault.call === call);
    const fault = index < 0 ? null : (faults.splice(index, 1)[0]?.fault ?? null);
    if (fault === 'unreachable') throw new Unreachable(`transactions.${call}`, 'ECONNREFUSED');
    if (fault === 'before') throw new InDoubt(`transactions.${call}`, { reason: 'timeout', safeToRepeat: false });
    const value = work();
    if (fault === 'after') throw new InDoubt(`transactions.${call}`, { reason: 'timeout', safeToRepeat: false });
    return structuredClone(value);
  }

  async function* onePage<T>(call: FakeCall, items: () => T[]) {
    yield { items: await guarded(call, '', items), hasNext: false };
  }

  function found(call: string, key: string): Transaction {
    const transaction = transactions.get(key);
    if (!transaction) throw refused(call, 404, 'not_found');
    return transaction;
  }

  function foundPayment(id: number): Payment {
    const payment = [...transactions.values()].flatMap(({ payments }) => payments).find((one) => one.id === id);
    if (!payment) throw refused('payment', 404, 'not_found');
    return payment;
  }

  const client = {
    environment: 'local',
    transactions: {
      create: (request: TransactionRequest) =>
        guarded('create', '', () => {
          const key = `fakekey${String(++counter).padStart(8, '0')}`;
          const transaction = fromRequest(key, request, clock.now(), seller);
          if (request.allowance?.data) transaction.allowance = { data: allowances.ask(key, request.allowance.data), optional: true };
          transactions.set(key, transaction);
          return transaction;
        }),
      get: (key: string) => guarded('get', key, () => found('get', key)),
      confirm: (key: string) =>
        guarded('confirm', key, () => {
          const transaction = found('confirm', key);
          if (transaction.status !== 'reserved') throw refused('confirm', 409, 'invalid_state');
          transaction.status = 'confirmed';
          for (const payment of transaction.payments) payment.status = 'confirmed';
          moved += transaction.payments[0]?.price?.minor ?? 0n;
          if (transaction.allowance?.data.status === 'new') allowances.activate(transaction.allowance.data, transaction.walletId as number);
          return transaction;
        }),
      reserve: (key: string, { walletId }: { walletId: number }) =>
        guarded('reserve', key, () => {
          const transaction = found('reserve', key);
          if (!/^(new|waiting)$/.test(transaction.status)) throw refused('reserve', 409, 'invalid_state');
          const no = transaction.useAllowance
            ? allowances.use(key, walletId, transaction.payments[0]?.price?.minor ?? 0n)
            : { status: 404, code: 'not_found' };
          if (no) throw refused('reserve', no.status, no.code);
          return Object.assign(transaction, { status: 'reserved', walletId, type: 'automatic' });
        }),
      revoke: (key: string) =>
        guarded('revoke', key, () => {
          const transaction = found('revoke', key);
          if (transaction.status === 'new') transaction.status = 'deleted';
          else if (/^(waiting|reserved)/.test(transaction.status)) transaction.status = 'revoked';
          else throw refused('revoke', 409, 'invalid_state');
          allowances.giveBack(key);
          return transaction;
        }),
      list: () => ({ pages: () => onePage('list', () => [...transactions.values()]) }),
    },
    wallets: {
      statements: (_wallet: number, { from, to, direction }: { from: Date; to: Date; direction?: 'in' | 'out' }) => ({
        pages: () =>
          onePage('statements', () =>
            statements.filter((line) => line.date >= from && line.date <= to && (!direction || line.direction === direction)),
          ),
      }),
    },
    payments: {
      get: (id: number) => guarded('get-payment', String(id), () => foundPayment(id)),
      cancel: (id: number) =>
        guarded('cancel', String(id), () => {
          const payment = foundPayment(id);
          if (payment.status !== 'confirmed') throw refused('cancel', 409, 'invalid_state');
          payment.status = 'canceled';
          moved -= payment.price?.minor ?? 0n;
          return payment;
        }),
    },
    allowances: {
      active: (walletId: number) =>
        guarded('active', String(walletId), () => {
          const active = allowances.active(walletId);
          if (!active) throw refused('active', 404, 'not_found');
          return active;
        }),
      limit: (walletId: number, currency: string) => guarded('limit', String(walletId), () => allowances.limit(walletId, currency)),
      cancel: (id: number) =>
        guarded('cancel-allowance', String(id), () => {
          if (!allowances.cancel(id)) throw refused('cancel', 409, 'invalid_state');
        }),
    },
    callbacks: {
      verify: async (event: string, sign: string) =>
        sign === fakeSign ? { kind: 'verified', event: JSON.parse(event) } : { kind: 'forged', hint: 'not by the fake' },
    },
    oauth: { revoke: async () => {} },
    pages: { confirmTransaction: (key: string, language?: string) => new URL(`https://paysera.example/${language}/wallet/confirm/${key}`) },
    close: async () => {},
  } as unknown as PayseraClient;

  return {
    client,
    transactions,
    calls,
    moved: () => moved,
    allowances,
    accept(key, status = 'reserved', { wallet = 14471, grant = true } = {}) {
      const transaction = found('accept', key);
      if (!/^(new|waiting)/.test(transaction.status)) return;
      if (transaction.allowance && !grant) transaction.allowance.data.status = 'deleted';
      Object.assign(transaction, {
        status: transaction.autoConfirm && status === 'reserved' ? 'confirmed' : status,
        walletId: wallet,
        type: 'page',
      });
      if (allowances.activatesAtReservation && transaction.allowance?.data.status === 'new' && status === 'reserved')
        allowances.activate(transaction.allowance.data, wallet);
    },
    reject(key) {
      const transaction = found('reject', key);
      if (/^(new|waiting)$/.test(transaction.status)) transaction.status = 'rejected';
    },
    failNext: (call, fault) => void faults.push({ call, fault }),
    hold: (call, until) => void holds.set(call, until),
    putStatement: ({ details, amountMinor, at, direction }) =>
      void statements.push({ id: statements.length + 1, details, amount: { minor: amountMinor, currency: 'EUR' }, date: at, direction }),
    alter: (key, change) => change(found('alter', key)),
  };
}

function refused(call: string, status: number, code: string): Refused {
  return new Refused(`transactions.${call}`, {
    status,
    code,
    description: null,
    uri: null,
    properties: null,
    data: null,
    retryAfterMs: null,
  });
}

function fromRequest(key: string, request: TransactionRequest, now: Date, seller: { projectId: number; walletId: number }): Transaction {
  const payments = (request.payments ?? []).map((asked, index) => {
    if (typeof asked === 'number') throw new Error('the fake knows no existing payments');
    return {
      id: Number(key.replace(/\D/g, '')) * 10 + index,
      transactionKey: key,
      status: 'new',
      price: asked.price ?? null,
      beneficiary: { walletId: asked.beneficiary?.walletId ?? seller.walletId, email: null, phone: null },
      parameters: asked.parameters ?? null,
    } as unknown as Payment;
  });
  return {
    key,
    createdAt: now,
    status: 'new',
    walletId: null,
    projectId: seller.projectId,
    payments,
    reserve: request.reserve ?? null,
    autoConfirm: request.autoConfirm ?? false,
    useAllowance: request.useAllowance ?? true,
    allowance: null,
    type: null,
  } as unknown as Transaction;
}
