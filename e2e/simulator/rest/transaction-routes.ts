/** Sections 6.6 to 6.8: transactions. */
import { requirePermission } from '../auth/scopes.ts';
import { type Call, jsonObject } from '../http/call.ts';
import { inDirection, numberOf, paginate, wordsOf } from '../http/paging.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { activeAllowance, covers } from '../transactions/allowance-use.ts';
import { findUserByEmail, findUserByPhone } from '../transactions/beneficiary.ts';
import { confirmTransaction } from '../transactions/confirm.ts';
import { createTransaction } from '../transactions/create-transaction.ts';
import { revokeTransaction } from '../transactions/end-transaction.ts';
import { sendFlash } from '../transactions/flash.ts';
import { showAnswers } from '../transactions/inquiries.ts';
import { currencyField, fieldsOf, intField, moneyField, textField } from '../transactions/read-fields.ts';
import { readTransactionRequest } from '../transactions/read-transaction-request.ts';
import { showTransaction } from '../transactions/show-transaction.ts';
import type { Transaction } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { callerOf, transactionOf, walletOf } from './paths.ts';
import { pickFields } from './pick-fields.ts';
import { showProject } from './project-routes.ts';
import { payerWallet, reserve } from './reserve.ts';

export function transactionRoutes(world: World): Route[] {
  const route = (method: string, pattern: string, run: (call: Call) => unknown): Route => ({ method, pattern, access: 'caller', run });
  return [
    route('POST', 'transaction', (call) => {
      const draft = readTransactionRequest(jsonObject(call));
      return showTransaction(world, createTransaction(world, callerOf(call), draft));
    }),
    route('GET', 'transaction/{key}', (call) => get(world, call)),
    route('GET', 'transactions', (call) => list(world, call)),
    route('GET', 'transaction/{key}/type/{wallet}', (call) => types(world, call, walletOf(world, call).id)),
    route('GET', 'transaction/{key}/available-types', (call) => ({ types: types(world, call, undefined) })),
    // Documented with PUT; a guide's page uses POST.
    ...['PUT', 'POST'].flatMap((method) => [
      route(method, 'transaction/{key}/reserve/{wallet}', (call) => reserve(world, call)),
      route(method, 'transaction/{key}/reserve', (call) => reserve(world, call)),
      route(method, 'transaction/{key}/flash/{wallet}', (call) => flash(world, call)),
      route(method, 'transaction/{key}/flash', (call) => flash(world, call)),
    ]),
    route('PUT', 'transaction/{key}/confirm', (call) => confirm(world, call)),
    route('DELETE', 'transaction/{key}', (call) => {
      const transaction = transactionOf(world, call);
      revokeTransaction(world, transaction);
      return showTransaction(world, transaction);
    }),
    route('GET', 'transaction/{key}/inquired-information', (call) => inquiredInformation(transactionOf(world, call))),
    route('POST', 'transaction/{key}/request', (call) => askAnother(world, call)),
  ];
}

function get(world: World, call: Call): unknown {
  const transaction = transactionOf(world, call);
  const shown = showTransaction(world, transaction);
  const fields = call.query.get('fields');
  if (fields === undefined) return shown;
  const project = world.projects.get(transaction.projectId);
  return pickFields(fields, shown, project ? { project: showProject(world, project) } : {});
}

function list(world: World, call: Call): unknown {
  const { client } = callerOf(call);
  const { query } = call;
  const statuses = wordsOf(query, 'status');
  const projectId = numberOf(query, 'project_id');
  const locationId = numberOf(query, 'location_id');
  const from = numberOf(query, 'from') ?? 0;
  const to = numberOf(query, 'to') ?? Number.MAX_SAFE_INTEGER;
  if (projectId !== undefined && !client.projectIds.includes(projectId))
    throw new Refusal('forbidden', 'The client does not belong to this project');
  const found: Transaction[] = [];
  for (const one of world.transactions.values()) {
    if (!client.projectIds.includes(one.projectId) || (projectId !== undefined && one.projectId !== projectId)) continue;
    if ((locationId !== undefined && one.locationId !== locationId) || (statuses && !statuses.has(one.status))) continue;
    if (one.createdAt >= from && one.createdAt <= to) found.push(one);
  }
  const { items, metadata } = paginate(inDirection(found.reverse(), query), query, (one) => one.key);
  return { transactions: items.map((one) => showTransaction(world, one)), _metadata: metadata };
}

/** In which ways the transaction could be accepted now. */
function types(world: World, call: Call, walletId: number | undefined): string[] {
  const transaction = transactionOf(world, call);
  if (transaction.status !== 'new') throw new Refusal('invalid_state', `The transaction is ${transaction.status}`);
  const { permissions } = callerOf(call).client;
  const allowance = walletId === undefined ? null : activeAllowance(world, transaction.clientId, walletId);
  const possible: [string, boolean][] = [
    ['automatic', transaction.useAllowance && allowance !== null && covers(world, allowance, transaction)],
    ['page', true],
    ['flash', permissions.includes('accept_with_flash')],
    ['pin', permissions.includes('accept_with_pin')],
    ['reservation_code', true],
    // The app can confirm a single payment only.
    ['mobile_app', transaction.payments.length === 1 && !transaction.allowance],
  ];
  return possible.filter(([, is]) => is).map(([name]) => name);
}

function flash(world: World, call: Call): unknown {
  const transaction = transactionOf(world, call);
  requirePermission(callerOf(call), 'accept_with_flash');
  const wallet = payerWallet(world, call, jsonObject(call));
  sendFlash(world, transaction, wallet);
  return showTransaction(world, transaction);
}

function confirm(world: World, call: Call): unknown {
  const transaction = transactionOf(world, call);
  const prices = new Map<number, number>();
  for (const [id, value] of Object.entries(jsonObject(call))) {
    const fields = fieldsOf(value, id);
    const price = moneyField(fields, 'price');
    const currency = currencyField(fields);
    if (price === undefined) throw invalid(id, 'needs a price');
    const payment = world.payments.get(Number(id));
    if (currency !== undefined && payment && payment.currency !== currency) throw invalid('currency', 'is not that of the payment');
    prices.set(Number(id), price);
  }
  confirmTransaction(world, transaction, prices, { by: 'client', what: 'confirm' });
  return showTransaction(world, transaction);
}

function inquiredInformation(transaction: Transaction): unknown {
  if (transaction.acceptedAt === undefined) throw new Refusal('invalid_state', 'The transaction is not accepted');
  return showAnswers(transaction);
}

/** Asks another user to pay: their e-mail is filled in for them on the page. */
function askAnother(world: World, call: Call): unknown {
  const transaction = transactionOf(world, call);
  if (transaction.status !== 'new' && transaction.status !== 'waiting')
    throw new Refusal('invalid_state', `The transaction is ${transaction.status}`);
  const body = jsonObject(call);
  const given = ['user_id', 'email', 'phone'].filter((name) => body[name] != null);
  if (given.length !== 1) throw invalid('user_id', 'give one of user_id, email and phone');
  const user =
    body.user_id != null
      ? world.users.get(intField(body, 'user_id') as number)
      : body.email != null
        ? findUserByEmail(world, textField(body, 'email') as string)
        : findUserByPhone(world, textField(body, 'phone') as string);
  if (!user?.email) throw new Refusal('not_found', 'No such user');
  transaction.user = { email: user.email };
  world.transactions.touch(transaction.key);
  return showTransaction(world, transaction);
}
