/** Section 6.4: payments. */
import { type Call, jsonObject } from '../http/call.ts';
import { paginate, wordsOf } from '../http/paging.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { advance } from '../transactions/accept.ts';
import { beneficiaryWallet } from '../transactions/beneficiary.ts';
import { createPayment } from '../transactions/create-transaction.ts';
import { cancelPayment, changeFreeze, finalizePayment } from '../transactions/payment-after-confirmation.ts';
import { currencyField, moneyField, spanField, textField } from '../transactions/read-fields.ts';
import { readPaymentRequest } from '../transactions/read-payment-request.ts';
import { showPayment } from '../transactions/show-payment.ts';
import type { Payment } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { callerOf, paymentOf } from './paths.ts';

export function paymentRoutes(world: World): Route[] {
  /** Does something to one payment and answers with it. */
  const deed = (method: string, pattern: string, run: (payment: Payment, call: Call) => void): Route => ({
    method,
    pattern,
    access: 'caller',
    run: (call) => {
      const payment = paymentOf(world, call);
      run(payment, call);
      return showPayment(payment);
    },
  });
  return [
    {
      method: 'POST',
      pattern: 'payment',
      access: 'caller',
      run: (call) => showPayment(createPayment(world, callerOf(call), readPaymentRequest(jsonObject(call)))),
    },
    deed('GET', 'payment/{payment}', () => {}),
    deed('DELETE', 'payment/{payment}', (payment) => cancelPayment(world, payment)),
    deed('PUT', 'payment/{payment}/freeze', (payment, call) => {
      const freeze = spanField(jsonObject(call), 'freeze');
      if (!freeze) throw invalid('freeze', 'is required');
      changeFreeze(world, payment, freeze);
    }),
    deed('PUT', 'payment/{payment}/finalize', (payment, call) => {
      const body = jsonObject(call);
      const price = moneyField(body, 'price');
      const currency = currencyField(body);
      if (price !== undefined && currency !== undefined && currency !== payment.currency)
        throw invalid('currency', 'is not that of the payment');
      finalizePayment(world, payment, price);
    }),
    deed('PUT', 'payment/{payment}/password', (payment, call) => providePassword(world, payment, textField(jsonObject(call), 'password'))),
    { method: 'GET', pattern: 'payments', access: 'caller', run: (call) => list(world, call) },
    { method: 'GET', pattern: 'payments/id', access: 'caller', run: (call) => search(world, call).map((payment) => payment.id) },
  ];
}

export function providePassword(world: World, payment: Payment, value: string | undefined): void {
  const transaction = world.transactions.get(payment.transactionKey);
  if (payment.status !== 'waiting_password' || !transaction) throw new Refusal('invalid_state', `The payment is ${payment.status}`);
  if (value === undefined) throw invalid('password', 'is required');
  if (payment.password?.status !== 'pending') throw new Refusal('invalid_state', 'No password is awaited');
  if (payment.password.value !== value) throw new Refusal('invalid_password', 'The password is wrong');
  payment.password.status = 'unlocked';
  world.payments.touch(payment.id);
  advance(world, transaction, { by: 'client', what: 'password' });
}

function list(world: World, call: Call): unknown {
  const { items, metadata } = paginate(search(world, call).reverse(), call.query, (payment) => payment.id);
  return { payments: items.map(showPayment), _metadata: metadata };
}

/** `beneficiary` is a wallet id, or `none` for the project's own. */
function search(world: World, call: Call): Payment[] {
  const { client } = callerOf(call);
  const statuses = wordsOf(call.query, 'status');
  const wallet = call.query.get('wallet');
  const beneficiary = call.query.get('beneficiary');
  return [...world.payments.values()].filter((payment) => {
    if (!client.projectIds.includes(payment.projectId)) return false;
    if (statuses && !statuses.has(payment.status)) return false;
    if (wallet !== undefined && String(payment.wallet) !== wallet) return false;
    if (beneficiary === 'none') return payment.beneficiary === undefined;
    return beneficiary === undefined || String(beneficiaryWallet(world, payment)?.id) === beneficiary;
  });
}
