import type { Transaction } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { paymentsOf } from './move-transaction.ts';

/** A refused acceptance leaves the transaction as it was, its prices and answers included. */
export function unlessRefused(world: World, transaction: Transaction, work: () => void): void {
  const payments = paymentsOf(world, transaction);
  const before = payments.map(({ price, fundsSource }) => ({ price, fundsSource }));
  const inquiries = structuredClone(transaction.inquiries);
  try {
    work();
  } catch (error) {
    for (const [i, payment] of payments.entries()) Object.assign(payment, before[i]);
    transaction.inquiries = inquiries;
    transaction.answers = undefined;
    throw error;
  }
}
