/** FLASH SMS: a code goes to the payer's phone; they answer there, or the code comes back through the API. */
import { randomInt } from 'node:crypto';
import { Refusal } from '../http/refusal.ts';
import type { Transaction, Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { accept } from './accept.ts';
import { rejectTransaction } from './end-transaction.ts';
import { moveTransaction } from './move-transaction.ts';

export function sendFlash(world: World, transaction: Transaction, wallet: Wallet): void {
  if (transaction.status !== 'new' && transaction.status !== 'waiting')
    throw new Refusal('invalid_state', `The transaction is ${transaction.status}`);
  if (!world.accounts.get(wallet.accountNumber)?.operators.some((id) => world.users.get(id)?.phone)) {
    throw new Refusal('not_found', 'The payer has no phone');
  }
  transaction.flashCode = String(randomInt(1_000_000)).padStart(6, '0');
  transaction.flashWallet = wallet.id;
  if (transaction.status === 'new') moveTransaction(world, transaction, 'waiting', { by: 'system', what: 'FLASH SMS sent' });
  world.transactions.touch(transaction.key);
}

/** The answer on the phone, given in a test through the control door. */
export function answerFlash(world: World, transaction: Transaction, accepted: boolean) {
  const wallet = transaction.flashWallet === undefined ? undefined : world.wallets.get(transaction.flashWallet);
  const payer = wallet && world.accounts.get(wallet.accountNumber)?.operators.flatMap((id) => world.users.get(id) ?? [])[0];
  if (!wallet || !payer) throw new Refusal('invalid_state', 'No SMS was sent');
  if (!accepted) return rejectTransaction(world, transaction);
  accept(world, transaction, { wallet, payer, type: 'flash', cause: { by: 'payer', what: 'accept by SMS' }, fundsMayCome: false });
}
