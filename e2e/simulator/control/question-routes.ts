/** Read-only questions: the clock, the books, what each transaction went through, every request with its verdict. */
import { Refusal } from '../http/refusal.ts';
import { showAllowance } from '../transactions/show-allowance.ts';
import { showTransaction } from '../transactions/show-transaction.ts';
import type { ControlParts, ControlRoute } from './control.ts';

export function questionRoutes({ world, faults, callbackFaults, log }: ControlParts): ControlRoute[] {
  const get = (pattern: string, run: ControlRoute['run']): ControlRoute => ({ method: 'GET', pattern, run });
  return [
    get('clock', () => ({ now: world.clock.nowSeconds(), stopped: world.clock.stopped })),
    get('ledger', () => ({ sums: world.ledger.sums(), books: world.ledger.books(), entries: world.entries.size })),
    get('ledger/entries', (call) => {
      const limit = Math.min(Number(call.query.get('limit') ?? 200), 10_000);
      return { entries: [...world.entries.values()].slice(-limit) };
    }),
    get('transactions', (call) => {
      const status = call.query.get('status');
      const limit = Math.min(Number(call.query.get('limit') ?? 100), 100_000);
      const found = [...world.transactions.values()].filter((one) => status === undefined || one.status === status);
      return {
        total: found.length,
        transactions: found.slice(-limit).map((one) => ({
          transaction: showTransaction(world, one),
          history: one.steps,
          // Kept when the use is given back: no answer of the API tells it.
          used_allowance: one.usedAllowance,
        })),
      };
    }),
    get('transactions/{key}', (call) => {
      const transaction = world.transactions.get(call.params.key as string);
      if (!transaction) throw new Refusal('not_found', 'No such transaction');
      const deliveries = [...world.deliveries.values()].filter((one) => one.transactionKey === transaction.key);
      return {
        transaction: showTransaction(world, transaction),
        history: transaction.steps,
        callbacks: deliveries,
      };
    }),
    get('requests', (call) => {
      const limit = Math.min(Number(call.query.get('limit') ?? 200), 2_000);
      const since = Number(call.query.get('since') ?? 0);
      return {
        total: log.total,
        requests: log
          .list()
          .filter((one) => one.number > since)
          .slice(-limit),
      };
    }),
    get('allowances', () => ({
      allowances: [...world.allowances.values()].map((one) => ({ ...showAllowance(one), uses: one.uses })),
    })),
    get('callbacks', () => ({ callbacks: [...world.deliveries.values()] })),
    get('faults', () => ({
      requests: faults.waiting,
      seeded: faults.seeded,
      callbacks: callbackFaults.waiting,
      fired: { ...faults.fired, ...prefixed(callbackFaults.fired) },
    })),
    get('memory', () => {
      globalThis.gc?.();
      const { heapUsed, rss } = process.memoryUsage();
      return { heapUsed, rss, collected: globalThis.gc !== undefined };
    }),
  ];
}

function prefixed(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([kind, count]) => [`callback-${kind}`, count]));
}
