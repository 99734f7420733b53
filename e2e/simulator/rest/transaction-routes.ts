/** Sections 6.6 to 6.8: transactions. */
import type { Call } from '../http/call.ts';
import { jsonObject } from '../http/call.ts';
import { invalid } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { confirmTransaction } from '../transactions/confirm.ts';
import { createTransaction } from '../transactions/create-transaction.ts';
import { revokeTransaction } from '../transactions/end-transaction.ts';
import { fieldsOf, moneyField } from '../transactions/read-fields.ts';
import { readTransactionRequest } from '../transactions/read-transaction-request.ts';
import { showTransaction } from '../transactions/show-transaction.ts';
import type { World } from '../world/world.ts';
import { callerOf, transactionOf } from './paths.ts';

export function transactionRoutes(world: World): Route[] {
  return [
    { method: 'POST', pattern: 'transaction', access: 'caller', run: (call) => create(world, call) },
    { method: 'GET', pattern: 'transaction/{key}', access: 'caller', run: (call) => showTransaction(world, transactionOf(world, call)) },
    { method: 'PUT', pattern: 'transaction/{key}/confirm', access: 'caller', run: (call) => confirm(world, call) },
    { method: 'DELETE', pattern: 'transaction/{key}', access: 'caller', run: (call) => revoke(world, call) },
  ];
}

function create(world: World, call: Call): unknown {
  const draft = readTransactionRequest(jsonObject(call));
  return showTransaction(world, createTransaction(world, callerOf(call), draft));
}

function confirm(world: World, call: Call): unknown {
  const transaction = transactionOf(world, call);
  const prices = new Map<number, number>();
  for (const [id, value] of Object.entries(jsonObject(call))) {
    const price = moneyField(fieldsOf(value, id), 'price');
    if (price === undefined) throw invalid(id, 'needs a price');
    prices.set(Number(id), price);
  }
  confirmTransaction(world, transaction, prices, { by: 'client', what: 'confirm' });
  return showTransaction(world, transaction);
}

function revoke(world: World, call: Call): unknown {
  const transaction = transactionOf(world, call);
  revokeTransaction(world, transaction);
  return showTransaction(world, transaction);
}
