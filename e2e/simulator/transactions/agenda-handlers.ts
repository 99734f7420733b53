/** What time does by itself: each looks at the record again and does nothing when it no longer applies. */
import { settleCommissions } from '../money/settle-commissions.ts';
import type { Transaction } from '../world/records.ts';
import type { Handlers } from '../world/run-agenda.ts';
import type { World } from '../world/world.ts';
import { endAllowance } from './allowance-use.ts';
import { failTransaction, forgetTransaction } from './end-transaction.ts';
import { paymentDone } from './payment-after-confirmation.ts';

export function agendaHandlers(world: World): Handlers {
  return {
    'forget-new': (key) => {
      const transaction = world.transactions.get(String(key));
      if (transaction) forgetTransaction(world, transaction);
    },
    'reservation-end': (key) => {
      const transaction = world.transactions.get(String(key));
      if (transaction && isHeld(transaction) && (transaction.reservedUntil ?? Infinity) <= world.clock.nowSeconds()) {
        failTransaction(world, transaction, 'the reservation ended');
      }
    },
    'payment-done': (id) => {
      const payment = world.payments.get(Number(id));
      if (payment) paymentDone(world, payment);
    },
    'allowance-end': (id) => {
      const allowance = world.allowances.get(Number(id));
      if (allowance?.status === 'active' && (allowance.validUntil ?? Infinity) <= world.clock.nowSeconds()) endAllowance(world, allowance);
    },
    commissions: () => settleCommissions(world),
    'forget-code': (code) => void world.grants.delete(String(code)),
    'forget-session': (key) => void world.preparedSessions.delete(String(key)),
    'forget-delivery': (id) => void world.deliveries.delete(Number(id)),
    'forget-token': (accessToken) => void world.tokens.delete(String(accessToken)),
  };
}

function isHeld(transaction: Transaction): boolean {
  return ['waiting_funds', 'waiting_registration', 'waiting_password', 'reserved'].includes(transaction.status);
}
