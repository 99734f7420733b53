/** Reads the ids of paths: `me` stands for the token's user or wallet. */
import type { KnownCaller } from '../auth/caller.ts';
import type { Call } from '../http/call.ts';
import { Refusal } from '../http/refusal.ts';
import type { Allowance, Payment, Transaction, User, Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';

export function callerOf(call: Call): KnownCaller {
  if (call.caller.kind === 'nobody') throw new Refusal('unauthorized', 'Authorization is missing');
  return call.caller;
}

export function idOf(text: string | undefined): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw new Refusal('not_found', 'No such resource');
  return Number(text);
}

export function userOf(world: World, call: Call): User {
  const caller = callerOf(call);
  const text = call.params.user;
  if (text === 'me' && caller.kind !== 'token') throw new Refusal('invalid_parameters', '"me" needs an access token');
  const user = world.users.get(text === 'me' && caller.kind === 'token' ? caller.token.userId : idOf(text));
  if (!user) throw new Refusal('not_found', 'No such user');
  return user;
}

/** `me` is the user's first own wallet. */
export function walletOf(world: World, call: Call): Wallet {
  const caller = callerOf(call);
  const text = call.params.wallet;
  if (text === 'me') {
    if (caller.kind !== 'token') throw new Refusal('invalid_parameters', '"me" needs an access token');
    const own = walletsOfUser(world, caller.token.userId)[0];
    if (!own) throw new Refusal('not_found', 'The user has no wallet');
    return own;
  }
  const wallet = world.wallets.get(idOf(text));
  if (!wallet) throw new Refusal('not_found', 'No such wallet');
  return wallet;
}

/** Own wallets first, then those of companies the person may act for. */
export function walletsOfUser(world: World, userId: number): Wallet[] {
  const own: Wallet[] = [];
  const operated: Wallet[] = [];
  for (const wallet of world.wallets.values()) {
    if (wallet.userId === userId) own.push(wallet);
    else if (world.accounts.get(wallet.accountNumber)?.operators.includes(userId)) operated.push(wallet);
  }
  return [...own, ...operated];
}

const otherProject = 'This resource is assigned to other project, client has no rights to read it';

export function transactionOf(world: World, call: Call): Transaction {
  const transaction = world.transactions.get(call.params.key as string);
  if (!transaction) throw new Refusal('not_found', 'No such transaction');
  if (!callerOf(call).client.projectIds.includes(transaction.projectId)) throw new Refusal('forbidden', otherProject);
  return transaction;
}

export function paymentOf(world: World, call: Call): Payment {
  const payment = world.payments.get(idOf(call.params.payment));
  if (!payment) throw new Refusal('not_found', 'No such payment');
  if (!callerOf(call).client.projectIds.includes(payment.projectId)) throw new Refusal('forbidden', otherProject);
  return payment;
}

export function allowanceOf(world: World, call: Call): Allowance {
  const allowance = world.allowances.get(idOf(call.params.allowance));
  if (!allowance) throw new Refusal('not_found', 'No such allowance');
  if (!callerOf(call).client.projectIds.includes(allowance.projectId)) throw new Refusal('forbidden', otherProject);
  return allowance;
}
