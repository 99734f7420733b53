/** Commissions are collected for the client and paid to its project's wallet on the 1st of each month. */
import type { World } from '../world/world.ts';
import { commissionBook, disposalBook } from './ledger.ts';

export function scheduleCommissions(world: World): void {
  const now = new Date(world.clock.nowMs());
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) / 1000;
  world.agenda.add(first, 'commissions', 'all');
}

export function settleCommissions(world: World): void {
  for (const client of world.clients.values()) {
    const project = world.projects.get(client.projectId);
    const wallet = project && world.wallets.get(project.walletId);
    if (!wallet) continue;
    for (const [currency, cents] of Object.entries(world.ledger.book(commissionBook(client.id)))) {
      if (cents <= 0) continue;
      world.ledger.post({
        at: world.clock.nowSeconds(),
        kind: 'commission',
        currency,
        legs: [
          { book: commissionBook(client.id), cents: -cents },
          { book: disposalBook(wallet.accountNumber), cents },
        ],
        details: 'Commissions of the month',
      });
    }
  }
  scheduleCommissions(world);
}
