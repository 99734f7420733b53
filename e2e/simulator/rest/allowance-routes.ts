/** Section 6.5: allowances. */
import { type Call, jsonObject } from '../http/call.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { decimalFromCents, isCurrency } from '../money/cents.ts';
import { disposalBook } from '../money/ledger.ts';
import { activeAllowance, endAllowance, remainingCents } from '../transactions/allowance-use.ts';
import { createAllowance } from '../transactions/create-transaction.ts';
import { readAllowanceRequest } from '../transactions/read-allowance-request.ts';
import { showAllowance } from '../transactions/show-allowance.ts';
import type { Allowance } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { allowanceOf, callerOf, walletOf } from './paths.ts';

export function allowanceRoutes(world: World): Route[] {
  const route = (method: string, pattern: string, run: (call: Call) => unknown): Route => ({ method, pattern, access: 'caller', run });
  return [
    route('POST', 'allowance', (call) => showAllowance(createAllowance(world, callerOf(call), readAllowanceRequest(jsonObject(call))))),
    route('GET', 'allowance/{allowance}', (call) => showAllowance(allowanceOf(world, call))),
    route('DELETE', 'allowance/{allowance}', (call) => cancel(world, allowanceOf(world, call))),
    route('GET', 'allowance/active/{wallet}', (call) => showAllowance(activeOf(world, call))),
    route('DELETE', 'allowance/active/{wallet}', (call) => cancel(world, activeOf(world, call))),
    route('GET', 'allowance/limit/{wallet}', (call) => limit(world, call)),
  ];
}

function activeOf(world: World, call: Call): Allowance {
  const allowance = activeAllowance(world, callerOf(call).client.id, walletOf(world, call).id);
  if (!allowance) throw new Refusal('not_found', 'No active allowance for this wallet');
  return allowance;
}

function cancel(world: World, allowance: Allowance): unknown {
  if (allowance.status !== 'active') throw new Refusal('invalid_state', `The allowance is ${allowance.status}`);
  endAllowance(world, allowance);
  return showAllowance(allowance);
}

/** The most that can be reserved now: what the allowance leaves, the balance and the account's limit allow. */
function limit(world: World, call: Call): unknown {
  const currency = call.query.get('currency') ?? 'EUR';
  if (!isCurrency(currency)) throw invalid('currency', 'must be three capital letters');
  const allowance = activeOf(world, call);
  const wallet = walletOf(world, call);
  const account = world.accounts.get(wallet.accountNumber);
  const bounds = [
    allowance.currency === currency ? remainingCents(allowance, world.clock.nowSeconds()) : 0,
    world.ledger.balance(disposalBook(wallet.accountNumber), currency),
    account?.limits?.[currency] ?? Number.MAX_SAFE_INTEGER,
  ];
  const amount = Math.min(...bounds);
  return { amount, amount_decimal: decimalFromCents(amount), currency };
}
