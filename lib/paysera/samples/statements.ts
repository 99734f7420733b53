import type { PayseraClient } from '../client.ts';

/** Page after page, by cursor: what arrives meanwhile neither repeats nor hides a line. */
export async function received(paysera: PayseraClient, walletId: number, from: Date): Promise<bigint> {
  let cents = 0n;
  for await (const { amount } of paysera.wallets.statements(walletId, { direction: 'in', currencies: ['EUR'], from, limit: 200 })) {
    cents += amount.minor;
  }
  return cents;
}
