// What each wallet has at its disposal just now: an earlier start of the demo may have spent some of it.
import { formatMoney } from '#lib/money/format-money.ts';
import { control } from '../support/control.ts';
import type { Paysera } from '../support/start-paysera.ts';

type Ledger = { books: Record<string, Record<string, number>> };

export type Balances = (walletId: number) => string;

export async function readBalances(paysera: Paysera): Promise<Balances> {
  const { books } = await control<Ledger>(paysera, 'GET /ledger');
  return (walletId) => {
    const book = books[`EVP${String(walletId).padStart(13, '0')}|disposal`] ?? {};
    const amounts = Object.entries(book).filter(([, cents]) => cents !== 0);
    return amounts.map(([currency, cents]) => formatMoney({ minor: BigInt(cents), currency })).join(' and ') || 'nothing';
  };
}
