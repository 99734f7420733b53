/** Money on its way: what is held on a wallet, and payments that wait for someone. */
import { requireWalletScope } from '../auth/scopes.ts';
import { type Call, jsonObject } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import { decimalFromCents } from '../money/cents.ts';
import { beneficiaryAccount } from '../transactions/beneficiary.ts';
import { failByPayer } from '../transactions/end-transaction.ts';
import { chargeOf } from '../transactions/hold-money.ts';
import { textField } from '../transactions/read-fields.ts';
import type { Payment, Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { callerOf, idOf, walletOf } from './paths.ts';
import { providePassword } from './payment-routes.ts';
import { showParty } from './statements.ts';

type Direction = 'in' | 'out';
type Pending = { payment: Payment; direction: Direction; type: string };

export function listPending(world: World, call: Call): unknown {
  const wallet = walletOf(world, call);
  const direction = call.query.get('direction');
  if (direction !== undefined && direction !== 'in' && direction !== 'out') throw invalid('direction', 'must be in or out');
  const wanted: Direction[] = direction === undefined ? ['in', 'out'] : [direction as Direction];
  for (const one of wanted)
    requireWalletScope(world, callerOf(call), wallet.id, [one === 'in' ? 'incoming_payments' : 'outgoing_payments']);
  const type = call.query.get('type');
  const found = pendingOf(world, wallet).filter((one) => wanted.includes(one.direction) && (type === undefined || one.type === type));
  const { items, metadata } = paginate(found.reverse(), call.query, (one) => one.payment.id);
  return { pending_payments: items.map((one) => showPending(world, one)), _metadata: metadata };
}

/** The same lines for held money only, without id, cancelable and password. */
export function listReservations(world: World, call: Call): unknown {
  const wallet = walletOf(world, call);
  requireWalletScope(world, callerOf(call), wallet.id, ['statements', 'recent_statements']);
  const held = [...world.payments.values()].filter((payment) => payment.wallet === wallet.id && payment.held);
  const { items, metadata } = paginate(held.reverse(), call.query, (payment) => payment.id);
  const lines = items.map((payment) => {
    const {
      id: _id,
      cancelable: _cancelable,
      password: _password,
      ...line
    } = showPending(world, { payment, direction: 'out', type: 'reservation' });
    return line;
  });
  return { reservation_statements: lines, _metadata: metadata };
}

export function unlockPending(world: World, call: Call): unknown {
  const { payment } = pendingOne(world, call, 'in');
  providePassword(world, payment, textField(jsonObject(call), 'password'));
  return {};
}

export function cancelPending(world: World, call: Call): unknown {
  const { payment } = pendingOne(world, call, 'out');
  const transaction = world.transactions.get(payment.transactionKey);
  if (!isCancelable(payment) || !transaction) throw new Refusal('invalid_state', 'The payment cannot be cancelled');
  failByPayer(world, transaction);
  return {};
}

function pendingOne(world: World, call: Call, direction: Direction): Pending {
  const wallet = walletOf(world, call);
  requireWalletScope(world, callerOf(call), wallet.id, [direction === 'in' ? 'incoming_payments' : 'outgoing_payments']);
  const id = idOf(call.params.payment);
  const found = pendingOf(world, wallet).find((one) => one.payment.id === id && one.direction === direction);
  if (!found) throw new Refusal('not_found', 'No such pending payment');
  return found;
}

function pendingOf(world: World, wallet: Wallet): Pending[] {
  const found: Pending[] = [];
  for (const payment of world.payments.values()) {
    const type = typeOf(payment);
    if (type === null) continue;
    if (payment.wallet === wallet.id && type !== 'freeze') found.push({ payment, direction: 'out', type });
    if (beneficiaryAccount(world, payment)?.number === wallet.accountNumber) found.push({ payment, direction: 'in', type });
  }
  return found;
}

function typeOf(payment: Payment): string | null {
  if (payment.status === 'waiting_password') return 'password';
  if (payment.status === 'waiting_registration') return 'registration';
  if (payment.status === 'reserved') return 'reservation';
  return payment.status === 'confirmed' && payment.frozen ? 'freeze' : null;
}

function isCancelable(payment: Payment): boolean {
  return payment.status === 'waiting_registration' || (payment.status === 'waiting_password' && payment.password?.cancelable === true);
}

function showPending(world: World, { payment, direction, type }: Pending): Record<string, unknown> {
  const transaction = world.transactions.get(payment.transactionKey);
  const amount = chargeOf(payment);
  const other = direction === 'out' ? beneficiaryAccount(world, payment)?.number : payerNumber(world, payment);
  return {
    id: payment.id,
    amount,
    amount_decimal: decimalFromCents(amount),
    currency: payment.currency,
    details: payment.description ?? payment.items?.[0]?.title ?? 'Payment',
    direction,
    type,
    cancelable: direction === 'out' && isCancelable(payment),
    ...(transaction?.reservedUntil !== undefined ? { valid_until: transaction.reservedUntil } : {}),
    ...(payment.password ? { password: { type: payment.password.type, status: payment.password.status } } : {}),
    transfer_id: payment.id,
    transaction_key: payment.transactionKey,
    date: transaction?.acceptedAt ?? payment.createdAt,
    ...(other === undefined ? {} : { other_party: showParty(world, other) }),
  };
}

function payerNumber(world: World, payment: Payment): string | undefined {
  return payment.wallet === undefined ? undefined : world.wallets.get(payment.wallet)?.accountNumber;
}
