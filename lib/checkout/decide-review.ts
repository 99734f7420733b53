// The desk's way out of `review`. A person decides and says why, and Paysera is read in the same breath: nothing is decided against what
// it says. Either the money is here and is booked, or none came and the order ends with its goods back (decision 0017).
import { staffMay } from '../accounts/staff-store.ts';
import { type Diary, openDiary, writeDiary } from '../audit/diary.ts';
import { type Attempt, readLiveAttempt } from '../payments/attempt-store.ts';
import { isLasting } from '../payments/doubt.ts';
import { type Evidence, mayBook, mayGiveBack, needsStatement, type Verdict, type WayOut } from '../payments/judge-review.ts';
import { notFound } from '../payments/provider-status.ts';
import { settlePayment } from '../payments/settle-payment.ts';
import { bury, nothingSeen, type Seen } from '../payments/transition-attempt.ts';
import { findStatement } from '../reconciliation/find-statement.ts';
import type { Services } from '../services.ts';
import { askPaysera } from './ask-paysera.ts';
import { doubtOf } from './next-reading.ts';
import { findTransaction, mismatchOf, seenIn } from './read-transaction.ts';

export type ReviewPlan = {
  attemptId: string;
  /** Why it needs a person: a word of `Contradiction`, or `order-ended`. */
  reason: string | null;
  claimed: boolean;
  evidence: Evidence;
  giveBack: Verdict;
  book: Verdict;
};

export type DecideReview = { orderId: string; staffId: string; way: WayOut; reason: string };
export type ReviewDecided =
  | { kind: 'booked' }
  | { kind: 'given-back' }
  /** It left review by itself meanwhile, or another person decided: the order's page says how. */
  | { kind: 'moved-on' }
  | { kind: 'refused'; reason: 'not-allowed' | 'reason' }
  /** What Paysera says at this moment stands against it, or says too little. */
  | { kind: 'contradicted'; plan: ReviewPlan };

export const longestReason = 200;
/** Money moves when a confirmation arrives; Paysera may book it somewhat before or after we know of it. */
const statementEdgeMs = 60 * 60_000;
const statementSpanMs = 48 * 60 * 60_000;

/** What a person may decide now, and why not; asks Paysera and changes nothing. Null when nothing of this order is in review. */
export async function planReview(s: Services, orderId: string): Promise<ReviewPlan | null> {
  const attempt = await readLiveAttempt(s, orderId);
  if (attempt?.status !== 'review' || attempt.environment !== s.env.paysera.environment) return null;
  return (await gather(s, attempt, openDiary(s, { orderId, source: 'staff' }))).plan;
}

/** Correct under a double press, two people, a worker that reads at the same time, and a crash anywhere: one statement decides. */
export async function decideReview(s: Services, input: DecideReview): Promise<ReviewDecided> {
  const { orderId, staffId, way } = input;
  if (!(await staffMay(s, staffId, 'payments.decide'))) return { kind: 'refused', reason: 'not-allowed' };
  const reason = input.reason.trim();
  if (reason === '' || reason.length > longestReason) return { kind: 'refused', reason: 'reason' };
  const attempt = await readLiveAttempt(s, orderId);
  if (attempt?.status !== 'review' || attempt.environment !== s.env.paysera.environment) return { kind: 'moved-on' };
  const diary = openDiary(s, { orderId, attemptId: attempt.id, source: 'staff' });
  try {
    let { plan, seen } = await gather(s, attempt, diary);
    const verdict = way === 'book' ? plan.book : plan.giveBack;
    if (!verdict.allowed) return { kind: 'contradicted', plan };
    if (verdict.revokeFirst) {
      // Nobody may take it afterwards: only then is "no money came" true and stays so.
      await askPaysera(s, diary, 'revoke', () => s.paysera.transactions.revoke(attempt.transactionKey as string));
      ({ plan, seen } = await gather(s, attempt, diary));
      if (!plan.giveBack.allowed || isOpen(plan.evidence)) return { kind: 'contradicted', plan };
    }
    const deciding = { attempt, plan, seen, staffId, reason };
    return way === 'book' ? await book(s, deciding, diary) : await end(s, deciding, diary);
  } finally {
    await writeDiary(s, diary);
  }
}

/** What the statement that decides is given: the attempt as it was read, what speaks for the decision, and whose it is. */
type Deciding = { attempt: Attempt; plan: ReviewPlan; seen: Seen; staffId: string; reason: string };

async function book(s: Services, { attempt, plan, seen, staffId, reason }: Deciding, diary: Diary): Promise<ReviewDecided> {
  const { by, ...told } = toldIn(plan, 'book');
  diary.note('review-booked', `Decided at the desk: the money is here (${by})`, { ...told, staff: staffId, reason });
  const settled = await settlePayment(s, { attemptId: attempt.id, orderId: attempt.orderId }, seen, diary, { doubts: attempt.doubt.count });
  if (!settled) return movedOn(diary);
  s.log.warn({ order: attempt.orderId, attempt: attempt.id, reason: by }, 'A payment in review was booked by a person');
  return { kind: 'booked' };
}

async function end(s: Services, { attempt, plan, seen, staffId, reason }: Deciding, diary: Diary): Promise<ReviewDecided> {
  const { by, ...told } = toldIn(plan, 'give-back');
  const words = `Decided at the desk: no money came (${by}). The order ends, its goods go back`;
  diary.note('review-given-back', words, { ...told, staff: staffId, reason });
  const ids = { attemptId: attempt.id, orderId: attempt.orderId };
  const input = { expected: 'review', reason: 'given-up', doubts: attempt.doubt.count, closeReason: 'by-staff' } as const;
  if (!(await bury(s, ids, seen, input, diary))) return movedOn(diary);
  s.log.warn({ order: attempt.orderId, attempt: attempt.id, reason: by }, 'A payment in review was given up by a person');
  return { kind: 'given-back' };
}

function movedOn(diary: Diary): ReviewDecided {
  diary.take();
  return { kind: 'moved-on' };
}

const byWords = {
  reading: 'Paysera says so',
  statement: 'Paysera’s statement shows it',
  forgotten: 'Paysera does not know it, and no statement shows it',
  'given-back': 'Paysera took it and gave it back',
} as const;

function toldIn({ evidence: { transaction, statement }, ...plan }: ReviewPlan, way: WayOut): Record<string, string> & { by: string } {
  const verdict = way === 'book' ? plan.book : plan.giveBack;
  return {
    by: verdict.allowed ? byWords[verdict.by] : 'nothing',
    paysera: transaction.kind === 'said' ? transaction.providerStatus : transaction.kind,
    ...(statement ? { statement: statement.kind === 'found' ? statement.id : statement.kind } : {}),
  };
}

/** Paysera still holds it open although it was told to let go. */
function isOpen({ transaction }: Evidence): boolean {
  return transaction.kind === 'said' && /^(new|waiting|reserved)/.test(transaction.providerStatus);
}

async function gather(s: Services, attempt: Attempt, diary: Diary): Promise<{ plan: ReviewPlan; seen: Seen }> {
  const { transaction, seen } = await readTransaction(s, attempt, diary);
  const statement = needsStatement(transaction) ? await findStatement(s, soughtOf(s, attempt), diary) : null;
  const evidence: Evidence = { orderPending: attempt.order.status === 'pending', transaction, statement };
  const { id: attemptId, reason, claimed } = attempt;
  return { plan: { attemptId, reason, claimed, evidence, giveBack: mayGiveBack(evidence), book: mayBook(evidence) }, seen };
}

function soughtOf(s: Services, { orderId, orderNumber, amount, claimedAt, createdAt }: Attempt) {
  const from = new Date((claimedAt ?? createdAt).getTime() - statementEdgeMs);
  const to = new Date(Math.min(s.clock.now().getTime() + statementEdgeMs, from.getTime() + statementSpanMs));
  return { orderId, orderNumber, amount, from, to };
}

async function readTransaction(s: Services, attempt: Attempt, diary: Diary): Promise<{ transaction: Evidence['transaction']; seen: Seen }> {
  const transactionKey = attempt.transactionKey as string;
  const answer = await askPaysera(s, diary, 'read', () => findTransaction(s, transactionKey));
  if (answer.kind === 'failed') return { transaction: { kind: 'no-answer', code: answer.code }, seen: nothingSeen };
  const found = answer.value;
  if (found === null) {
    const lasting = isLasting(doubtOf(attempt, s.clock.now()), 'forgotten', s.timing);
    return { transaction: { kind: 'forgotten', lasting }, seen: { ...nothingSeen, providerStatus: notFound } };
  }
  const { id: attemptId, orderId, amount } = attempt;
  const mismatch = mismatchOf(s, { attemptId, orderId, amount, transactionKey }, found);
  const givenBack = mismatch !== 'key' && found.payments.length > 0 && found.payments.every(({ status }) => status === 'canceled');
  return { transaction: { kind: 'said', providerStatus: found.status, mismatch, givenBack }, seen: seenIn(found) };
}
