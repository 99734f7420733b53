/** Statements follow from the books: each entry that changed what an account holds is one line. */
import type { Call } from '../http/call.ts';
import { inDirection, numberOf, paginate, wordsOf } from '../http/paging.ts';
import { invalid } from '../http/refusal.ts';
import { decimalFromCents } from '../money/cents.ts';
import { disposalBook, reservedBook } from '../money/ledger.ts';
import type { Entry, Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';

type Line = { entry: Entry; cents: number };

export function statements(world: World, call: Call, wallet: Wallet): unknown {
  const { query } = call;
  const direction = query.get('direction');
  if (direction !== undefined && direction !== 'in' && direction !== 'out') throw invalid('direction', 'must be in or out');
  const currencies = wordsOf(query, 'currency');
  const text = query.get('text')?.toLowerCase();
  const from = numberOf(query, 'from') ?? 0;
  const to = numberOf(query, 'to') ?? Number.MAX_SAFE_INTEGER;
  const lines: Line[] = [];
  const entries = world.ledger.entriesOf(wallet.accountNumber);
  for (let i = entries.length - 1; i >= 0; i -= 1) {
    const entry = entries[i] as Entry;
    if (entry.at < from || entry.at > to || (currencies && !currencies.has(entry.currency))) continue;
    const cents = changeOf(entry, wallet.accountNumber);
    if (cents === 0 || (direction !== undefined && (cents > 0 ? 'in' : 'out') !== direction)) continue;
    if (text !== undefined && !entry.details.toLowerCase().includes(text)) continue;
    lines.push({ entry, cents });
  }
  const { items, metadata } = paginate(inDirection(lines, query), query, (line) => line.entry.id);
  return { statements: items.map((line) => showLine(world, wallet, line)), _metadata: metadata };
}

function changeOf(entry: Entry, accountNumber: string): number {
  const books = [disposalBook(accountNumber), reservedBook(accountNumber)];
  return entry.legs.reduce((sum, leg) => (books.includes(leg.book) ? sum + leg.cents : sum), 0);
}

const kinds: Record<string, string> = { transfer: 'transfer', return: 'return', commission: 'commission', currency: 'currency' };

/** The key order is one the Java client depends on: amount, amount_decimal, currency together. */
function showLine(world: World, wallet: Wallet, { entry, cents }: Line): unknown {
  const amount = Math.abs(cents);
  const account = world.accounts.get(wallet.accountNumber);
  return {
    id: entry.id,
    amount,
    amount_decimal: decimalFromCents(amount),
    currency: entry.currency,
    date: entry.at,
    direction: cents > 0 ? 'in' : 'out',
    details: entry.details,
    type:
      entry.transactionKey !== undefined && world.transactions.get(entry.transactionKey)?.type === 'automatic'
        ? 'automatic_payment'
        : (kinds[entry.kind] ?? 'transfer'),
    transfer_id: entry.id,
    ...(entry.paymentId !== undefined ? { reference_number: String(entry.paymentId) } : {}),
    account_number: wallet.accountNumber,
    ibans: account?.ibans ?? [],
    ...otherParty(world, entry, wallet.accountNumber),
  };
}

export function otherParty(world: World, entry: Entry, accountNumber: string): Record<string, unknown> {
  for (const leg of entry.legs) {
    const number = leg.book.split('|')[0] as string;
    if (number === accountNumber || !world.accounts.has(number)) continue;
    return { other_party: showParty(world, number) };
  }
  return {};
}

export function showParty(world: World, accountNumber: string): Record<string, unknown> {
  const account = world.accounts.get(accountNumber);
  const owner = account && world.users.get(account.ownerId);
  const wallet = [...world.wallets.values()].find((one) => one.accountNumber === accountNumber);
  return {
    ...(owner ? { display_name: owner.displayName, name: owner.displayName } : {}),
    account_number: accountNumber,
    ibans: account?.ibans ?? [],
    ...(wallet ? { wallet_id: wallet.id, user_id: wallet.userId } : {}),
    ...(owner ? { owner_id: owner.id } : {}),
  };
}
