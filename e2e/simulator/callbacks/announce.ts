/** Writes the event of section 9 and puts its delivery on the agenda, or bends it as the faults say. */
import { showTransaction } from '../transactions/show-transaction.ts';
import type { Delivery, Transaction } from '../world/records.ts';
import { nextId, type World } from '../world/world.ts';
import type { CallbackFaults } from './callback-faults.ts';

export function announce(world: World, faults: CallbackFaults, transaction: Transaction, type: string): void {
  const uri = transaction.callbackUri ?? world.projects.get(transaction.projectId)?.callbackUri;
  if (uri === undefined || uri === false) return;
  const now = world.clock.nowSeconds();
  const delivery: Delivery = {
    id: nextId(world, 'delivery'),
    transactionKey: transaction.key,
    type,
    uri,
    event: JSON.stringify({ type, object: 'transaction', data: showTransaction(world, transaction) }),
    createdAt: now,
    attempts: [],
    state: 'waiting',
    nextAt: now,
  };
  for (const one of faults.bend(world, delivery)) {
    world.deliveries.set(one.id, one);
    if (one.state === 'waiting') world.agenda.add(one.nextAt, 'deliver', one.id);
  }
}
