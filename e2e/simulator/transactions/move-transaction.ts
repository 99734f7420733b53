/** The only writer of a transaction's status; until confirmation its payments mirror it. */
import type { Transaction, TransactionStatus } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { announced, transitions } from './transaction-status.ts';

/** `client` causes are the API's own calls, which send no callback. */
export type Cause = { by: 'client' | 'payer' | 'system'; what: string };

export function moveTransaction(world: World, transaction: Transaction, to: TransactionStatus, cause: Cause): void {
  const from = transaction.status;
  if (!transitions[from].includes(to)) throw new Error(`a transaction cannot go from ${from} to ${to}`);
  transaction.status = to;
  transaction.steps.push({ at: world.clock.nowSeconds(), from, to, cause: `${cause.by}: ${cause.what}` });
  for (const id of transaction.payments) {
    const payment = world.payments.get(id);
    if (!payment) continue;
    payment.status = to;
    world.payments.touch(id);
  }
  if (to === 'waiting_funds' || to === 'waiting_registration' || to === 'waiting_password') world.pending.add(transaction.key);
  else world.pending.delete(transaction.key);
  world.transactions.touch(transaction.key);
  const skipped = to === 'reserved' && transaction.autoConfirm;
  if (cause.by !== 'client' && announced.includes(to) && !skipped) world.announce(transaction, to);
}

export function paymentsOf(world: World, transaction: Transaction) {
  return transaction.payments.flatMap((id) => world.payments.get(id) ?? []);
}
