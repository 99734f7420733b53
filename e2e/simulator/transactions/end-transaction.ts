/** The ways a transaction ends without payment: rejected by the payer, taken back by the client, failed by itself. */
import { Refusal } from '../http/refusal.ts';
import type { Transaction } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { settleAllowanceUse } from './allowance-use.ts';
import { releaseMoney } from './hold-money.ts';
import { type Cause, moveTransaction } from './move-transaction.ts';

export function revokeTransaction(world: World, transaction: Transaction) {
  const cause: Cause = { by: 'client', what: 'delete' };
  switch (transaction.status) {
    case 'new':
      return end(world, transaction, 'deleted', cause);
    case 'waiting':
    case 'waiting_funds':
    case 'waiting_registration':
    case 'waiting_password':
    case 'reserved':
      return end(world, transaction, 'revoked', cause);
    default:
      throw new Refusal('invalid_state', `The transaction is ${transaction.status}`);
  }
}

export function rejectTransaction(world: World, transaction: Transaction): void {
  if (transaction.status !== 'new' && transaction.status !== 'waiting') {
    throw new Refusal('invalid_state', `The transaction is ${transaction.status}`);
  }
  end(world, transaction, 'rejected', { by: 'payer', what: 'reject' });
}

export function failTransaction(world: World, transaction: Transaction, what: string): void {
  end(world, transaction, 'failed', { by: 'system', what });
}

export function forgetTransaction(world: World, transaction: Transaction): void {
  if (transaction.status === 'new') end(world, transaction, 'deleted', { by: 'system', what: 'a month passed' });
}

function end(world: World, transaction: Transaction, to: 'deleted' | 'revoked' | 'rejected' | 'failed', cause: Cause): void {
  releaseMoney(world, transaction);
  settleAllowanceUse(world, transaction, 0);
  const allowance = transaction.allowance && world.allowances.get(transaction.allowance.id);
  if (allowance?.status === 'new') {
    allowance.status = 'deleted';
    world.allowances.touch(allowance.id);
  }
  moveTransaction(world, transaction, to, cause);
}

/** The payer takes back a payment that still waits for somebody. */
export function failByPayer(world: World, transaction: Transaction): void {
  end(world, transaction, 'failed', { by: 'payer', what: 'cancelled the pending payment' });
}
