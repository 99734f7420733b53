// Whether the pay page may offer quick pay: only to a connected shopper, since only then we know whose wallet it would be.
import { findConnectedWallet } from '../accounts/wallet-token-store.ts';
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';
import { type QuickPaySettings, readQuickPaySettings } from './quick-pay-settings.ts';
import { readSpendingCard, type SpendingCard } from './spending-card.ts';

export type QuickPayOffer =
  | { kind: 'none'; reason: 'not-connected' | 'not-offered' | 'other-currency' }
  | { kind: 'offer'; settings: QuickPaySettings; replaces: SpendingCard | null };

export async function offerQuickPay(s: Services, { shopperId, total }: { shopperId: string | null; total: Money }): Promise<QuickPayOffer> {
  const settings = await readQuickPaySettings(s);
  if (!settings.offered) return { kind: 'none', reason: 'not-offered' };
  if (shopperId === null || !(await findConnectedWallet(s, shopperId))) return { kind: 'none', reason: 'not-connected' };
  if (total.currency !== settings.highestWeekly.currency) return { kind: 'none', reason: 'other-currency' };
  return { kind: 'offer', settings, replaces: (await readSpendingCard(s, { shopperId })).card };
}
