// Whether the shop's wallet shows the money of one order: Paysera's second word on it, beside the transaction's own.
import { type Diary, openDiary } from '../audit/diary.ts';
import { askPaysera } from '../checkout/ask-paysera.ts';
import type { Money } from '../money/money.ts';
import type { Statement } from '../paysera/wallet.ts';
import type { Services } from '../services.ts';

export type StatementSought = { orderId: string; orderNumber: number; amount: Money; from: Date; to: Date };
export type StatementAnswer =
  | { kind: 'found'; id: string }
  /** Nothing came, or what came went back. */
  | { kind: 'none' }
  /** Something came for this order, and it is not its price. */
  | { kind: 'other-amount' }
  | { kind: 'no-answer'; code: string };

const pageSize = 200; // the most section 6.3 allows
/** A person waits for it, and each page is a call of an hour's thousand. */
const mostPages = 10;

/** The details of a payment end with the number of its order. */
export function orderNumberIn({ details }: Statement): string | null {
  return /order (\d+)\s*$/.exec(details ?? '')?.[1] ?? null;
}

export async function findStatement(s: Services, sought: StatementSought, diary?: Diary): Promise<StatementAnswer> {
  const own = diary ?? openDiary(s, { orderId: sought.orderId, source: 'staff' });
  const answer = await askPaysera(s, own, 'statements', () => statementsOf(s, sought));
  if (answer.kind === 'failed') return { kind: 'no-answer', code: answer.code };
  const lines = answer.value;
  // Without having seen all of them nobody can say that it is not there.
  if (lines === null) return { kind: 'no-answer', code: 'PW-18' };
  if (lines.some(({ amount }) => amount.currency !== sought.amount.currency)) return { kind: 'other-amount' };
  const came = lines.filter(({ direction }) => direction === 'in');
  const left = lines.reduce((sum, { direction, amount }) => (direction === 'in' ? sum + amount.minor : sum - amount.minor), 0n);
  if (left === 0n) return { kind: 'none' };
  const exact = came.find(({ amount }) => amount.minor === sought.amount.minor);
  return exact && left === sought.amount.minor ? { kind: 'found', id: String(exact.id) } : { kind: 'other-amount' };
}

/** All that name this order; null when there are more than can be looked through. */
async function statementsOf(s: Services, { orderNumber, from, to }: StatementSought): Promise<Statement[] | null> {
  const found: Statement[] = [];
  let pages = 0;
  for await (const page of s.paysera.wallets.statements(Number(s.env.paysera.walletId), { from, to, limit: pageSize }).pages()) {
    found.push(...page.items.filter((line) => orderNumberIn(line) === String(orderNumber)));
    if (page.hasNext && ++pages === mostPages) return null;
  }
  return found;
}
