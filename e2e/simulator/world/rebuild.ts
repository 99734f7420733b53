/** After records came from a state file: everything that is derived from them is made again. */
import type { World } from './world.ts';

export function rebuildWorld(world: World): void {
  world.clock.restore(world.clockState.get('clock'));
  world.ledger.rebuild();
  for (const client of world.clients.values()) world.clientsByMacId.set(client.macId, client);
  for (const transaction of world.transactions.values()) {
    if (transaction.status === 'new') world.agenda.add(transaction.createdAt + newLifeSeconds, 'forget-new', transaction.key);
    if (/^waiting_/.test(transaction.status)) world.pending.add(transaction.key);
    if (transaction.reservedUntil !== undefined && transaction.confirmedAt === undefined) {
      world.agenda.add(transaction.reservedUntil, 'reservation-end', transaction.key);
    }
  }
  for (const payment of world.payments.values()) {
    if (payment.status === 'confirmed' && payment.doneAt !== undefined) world.agenda.add(payment.doneAt, 'payment-done', payment.id);
  }
  for (const allowance of world.allowances.values()) {
    if (allowance.status !== 'active') continue;
    world.activeAllowances.set(`${allowance.clientId}|${allowance.wallet}`, allowance.id);
    world.agenda.add(allowance.validUntil ?? 0, 'allowance-end', allowance.id);
  }
  for (const delivery of world.deliveries.values()) {
    world.agenda.add(
      delivery.state === 'waiting' ? delivery.nextAt : delivery.createdAt + deliveryLifeSeconds,
      delivery.state === 'waiting' ? 'deliver' : 'forget-delivery',
      delivery.id,
    );
  }
  for (const session of world.preparedSessions.values()) world.agenda.add(session.expiresAt, 'forget-session', session.key);
  for (const grant of world.grants.values()) world.agenda.add(grant.expiresAt, 'forget-code', grant.code);
  for (const token of world.tokens.values()) world.agenda.add(token.refreshExpiresAt, 'forget-token', token.accessToken);
}

/** What stays in `new` is deleted a month after its creation. */
export const newLifeSeconds = 30 * 86_400;
/** How long finished deliveries can be asked about. */
export const deliveryLifeSeconds = 7 * 86_400;
