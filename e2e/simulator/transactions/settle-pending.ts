/** Transactions that wait go on by themselves when the money, the beneficiary or the password has come. */
import type { World } from '../world/world.ts';
import { advance } from './accept.ts';
import { holdMoney, missingFunds, payerAccount } from './hold-money.ts';
import { type Cause, paymentsOf } from './move-transaction.ts';

export function settlePending(world: World): void {
  for (const key of [...world.pending]) {
    const transaction = world.transactions.get(key);
    if (!transaction) world.pending.delete(key);
    else if (transaction.status === 'waiting_funds') {
      if (missingFunds(world, payerAccount(world, transaction), paymentsOf(world, transaction))) continue;
      holdMoney(world, transaction);
      advance(world, transaction, cause('funds came'));
    } else advance(world, transaction, cause(transaction.status === 'waiting_registration' ? 'beneficiary registered' : 'password given'));
  }
}

const cause = (what: string): Cause => ({ by: 'system', what });
