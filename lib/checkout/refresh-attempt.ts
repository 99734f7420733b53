// THE one door. Return page, callback, poller, sweep and desk all come here; it asks Paysera, decides, and does one thing after another
// until Paysera has nothing new to say. Correct without any lock: every step is a statement that expects the status it starts from.
import { followGrantOf } from '../allowances/follow-grant.ts';
import { makeSure, permissionChanged } from '../allowances/make-sure.ts';
import { type Diary, openDiary, writeDiary } from '../audit/diary.ts';
import { isDatabaseAway } from '../db/sqlstate.ts';
import type { AttemptStatus } from '../payments/attempt-status.ts';
import { type Attempt, readAttempt } from '../payments/attempt-store.ts';
import { type Decision, decide, type Reading } from '../payments/decide.ts';
import { notFound } from '../payments/provider-status.ts';
import { settlePayment } from '../payments/settle-payment.ts';
import {
  abandon,
  bury,
  claimCapture,
  letGo,
  noteDoubt,
  noteReading,
  nothingSeen,
  type Seen,
  sendToReview,
} from '../payments/transition-attempt.ts';
import type { Services } from '../services.ts';
import { askPaysera, type Failed } from './ask-paysera.ts';
import { noteCut } from './cut-readings.ts';
import { failpoint } from './failpoint.ts';
import { doubtOf, nextReading, readingInDoubt } from './next-reading.ts';
import { findTransaction, readingOf } from './read-transaction.ts';

export type Source = 'return' | 'callback' | 'poll' | 'sweep' | 'staff' | 'shopper';
export type Refreshed =
  | { kind: 'unknown' }
  | { kind: 'unreachable'; code: string }
  | { kind: 'read'; status: AttemptStatus; orderStatus: Attempt['order']['status']; providerStatus: string | null; moved: boolean };

/** Claim, confirm, read, settle are two rounds; the rest is room for a race or two. */
const mostRounds = 4;

export async function refreshAttempt(s: Services, attemptId: string, source: Source): Promise<Refreshed> {
  let attempt = await readAttempt(s, attemptId);
  if (!attempt || attempt.environment !== s.env.paysera.environment) return { kind: 'unknown' };
  const diary = openDiary(s, { orderId: attempt.orderId, attemptId, source });
  const visit: Visit = { source, diary, leases: [] };
  let moved = false;
  try {
    for (let round = 1; round <= mostRounds; round++) {
      const step = await takeStep(s, attempt, visit, round);
      if (step.kind === 'failed') return { kind: 'unreachable', code: step.code };
      if (step.kind === 'lost') attempt = (await readAttempt(s, attemptId)) ?? attempt;
      if (step.kind === 'rest' || step.kind === 'lost') break;
      moved = true;
      attempt = step.attempt;
      if (step.kind === 'at-rest') break;
    }
  } catch (error) {
    if (isDatabaseAway(error) && sweeps(source)) noteCut(s, attemptId, visit.leases);
    throw error;
  } finally {
    await writeDiary(s, diary);
  }
  // What became of the permission asked with it is looked at now; should that fail, the round does it.
  if (moved && attempt.grantOpen && (attempt.status === 'confirmed' || attempt.status === 'dead')) await followGrantOf(s, attemptId);
  return { kind: 'read', status: attempt.status, orderStatus: attempt.order.status, providerStatus: attempt.providerStatus, moved };
}

/**
 * `rest`: nothing more to do now. `lost`: another one was faster. `again`: the statement moved it, and this is how it is now; nobody
 * need read it back, since every further statement says again what it expects. `at-rest`: moved, and nothing more to do.
 */
type Step = { kind: 'rest' } | { kind: 'lost' } | { kind: 'again' | 'at-rest'; attempt: Attempt } | Failed;

type Visit = {
  source: Source;
  diary: Diary;
  /** Whatever was left as the moment of the next reading while this one went on. */
  leases: Date[];
};

async function takeStep(s: Services, attempt: Attempt, visit: Visit, round: number): Promise<Step> {
  const { source, diary } = visit;
  if (attempt.status === 'creating') return giveUpCreating(s, attempt, diary);
  if (!attempt.transactionKey || isAtRest(attempt.status, source)) return { kind: 'rest' };
  if (round === 1 && isInOtherHands(s, attempt, source)) return { kind: 'rest' };

  const answer = await readAtPaysera(s, attempt, diary);
  if (answer.kind === 'failed') return afterFailedReading(s, attempt, answer, diary);
  const { reading, seen } = answer;
  const now = s.clock.now();
  const decision = decide(
    {
      status: attempt.status,
      closing: attempt.order.closing,
      overdue: attempt.order.expiresAt <= now,
      orderPending: attempt.order.status === 'pending',
      holding: isHeld(attempt, now),
      // One that was approved by PIN after all counts under no permission.
      unsure: attempt.unsure && (seen.acceptedBy ?? 'automatic') === 'automatic',
      claimed: attempt.claimed,
      doubt: doubtOf(attempt, now),
    },
    reading,
    s.timing,
  );
  return act(s, attempt, decision, { reading, seen }, visit);
}

type Answer = { reading: Reading; seen: Seen };

async function act(s: Services, attempt: Attempt, decision: Decision, { reading, seen }: Answer, visit: Visit): Promise<Step> {
  const { source, diary, leases } = visit;
  const ids = { attemptId: attempt.id, orderId: attempt.orderId };
  const expected = attempt.status;
  const lease = leaseEnd(s);
  leases.push(lease);
  switch (decision.kind) {
    case 'wait': {
      const changed = seen.providerStatus !== attempt.providerStatus;
      if (changed || source === 'staff')
        diary.note('attempt-read', `Paysera says ${seen.providerStatus}`, { providerStatus: seen.providerStatus });
      await noteReading(
        s,
        ids,
        seen,
        {
          expected,
          nextReadAt: nextReading(s, { ...attempt, providerStatus: seen.providerStatus }),
          reason: expected === 'review' ? attempt.reason : null,
        },
        diary,
      );
      return { kind: 'rest' };
    }
    case 'doubt': {
      const about = { reason: decision.reason, mismatch: reading.mismatch, providerStatus: seen.providerStatus };
      // In review it is known; only what a person asked for is worth a line again.
      if (expected !== 'review' || source === 'staff')
        diary.note('attempt-doubted', `Paysera says ${seen.providerStatus}, which cannot be right: asked again`, about);
      if (attempt.doubt.count === 0)
        s.log.warn(
          { reason: decision.reason, paysera: seen.providerStatus, attempt: attempt.id, order: attempt.orderId },
          'An answer of Paysera is doubted',
        );
      const reason = expected === 'created' ? 'doubted' : attempt.reason;
      const nextReadAt = readingInDoubt(s, attempt, decision.reason);
      await noteDoubt(s, ids, { expected, nextReadAt, reason, forgotten: decision.reason === 'forgotten' }, diary);
      return { kind: 'rest' };
    }
    case 'make-sure': {
      const known = attempt.providerStatus === 'reserved';
      const nextReadAt = nextReading(s, { ...attempt, providerStatus: seen.providerStatus });
      const made = await makeSure(s, { ...ids, seen, known }, nextReadAt, diary);
      if (made.kind === 'lost') return lostRace(diary);
      const now = { ...attempt, ...certain, providerStatus: seen.providerStatus };
      if (made.kind === 'let-go') return revokeAtPaysera(s, { ...now, status: 'releasing', reason: permissionChanged }, diary);
      if (!made.sure || made.until > s.clock.now()) return { kind: 'rest' };
      return { kind: 'again', attempt: { ...now, unsure: false, holdUntil: made.until } };
    }
    case 'claim': {
      const approved = attempt.holdUntil ? 'Reserved without a PIN, and not undone' : 'Approved by the shopper, money held';
      diary.note('attempt-confirming', `${approved}: claimed for capture`, {
        providerStatus: seen.providerStatus,
        wallet: seen.walletId,
      });
      await failpoint('before-claim', attempt.id);
      const claimed = await claimCapture(s, ids, seen, { nextReadAt: lease }, diary);
      await failpoint('after-claim', attempt.id);
      if (!claimed) return lostRace(diary);
      return confirmAtPaysera(
        s,
        { ...attempt, ...certain, status: 'confirming', claimed: true, providerStatus: seen.providerStatus },
        diary,
      );
    }
    case 'confirm':
      await noteReading(s, ids, seen, { expected, nextReadAt: lease, reason: null }, diary);
      return confirmAtPaysera(s, { ...attempt, ...certain }, diary);
    case 'let-go': {
      diary.note('attempt-releasing', `Let go: ${decision.reason}`, {
        reason: decision.reason,
        mismatch: reading.mismatch,
        providerStatus: seen.providerStatus,
      });
      if (decision.reason === 'mismatch')
        s.log.error(
          { attempt: attempt.id, order: attempt.orderId, reason: reading.mismatch },
          'Paysera reports another payment than we asked for',
        );
      await failpoint('before-let-go', attempt.id);
      const closeAs = decision.reason === 'expired' ? 'expired' : null;
      const released = await letGo(s, ids, seen, { reason: decision.reason, closeAs, nextReadAt: lease }, diary);
      await failpoint('after-let-go', attempt.id);
      if (!released) return lostRace(diary);
      const closing = attempt.order.closing ?? closeAs;
      const order = { ...attempt.order, closing };
      return revokeAtPaysera(s, { ...attempt, ...certain, status: 'releasing', reason: decision.reason, order }, diary);
    }
    case 'revoke':
      await noteReading(s, ids, seen, { expected, nextReadAt: lease, reason: attempt.reason }, diary);
      return revokeAtPaysera(s, { ...attempt, ...certain }, diary);
    case 'settle': {
      diary.note('order-paid', 'Paid: money confirmed by Paysera, goods sold, receipt on its way', { wallet: seen.walletId });
      await failpoint('before-settle', attempt.id);
      const settled = await settlePayment(s, ids, seen, diary);
      await failpoint('after-settle', attempt.id);
      if (settled) s.log.info({ order: attempt.orderId, attempt: attempt.id, source }, 'Order paid');
      if (!settled) return lostRace(diary);
      return {
        kind: 'again',
        attempt: { ...attempt, status: 'confirmed', providerStatus: 'confirmed', order: { ...attempt.order, status: 'paid' } },
      };
    }
    case 'bury': {
      const { reason } = decision;
      const forgotten = reason === 'forgotten';
      const words = forgotten ? 'Paysera has forgotten it, and nobody waits for it' : `Paysera says ${reason}`;
      diary.note('attempt-dead', `${words}: no money moved`, { providerStatus: seen.providerStatus });
      await failpoint('before-bury', attempt.id);
      const buried = await bury(s, ids, seen, { expected, reason, ...(forgotten ? { doubts: attempt.doubt.count } : {}) }, diary);
      await failpoint('after-bury', attempt.id);
      if (!buried) return lostRace(diary);
      const orderStatus = attempt.order.status === 'pending' ? (attempt.order.closing ?? 'pending') : attempt.order.status;
      return {
        kind: 'again',
        attempt: { ...attempt, status: 'dead', providerStatus: seen.providerStatus, order: { ...attempt.order, status: orderStatus } },
      };
    }
    case 'review': {
      diary.note('attempt-review', `Needs a person: ${decision.reason}`, {
        reason: decision.reason,
        mismatch: reading.mismatch,
        providerStatus: seen.providerStatus,
      });
      const nextReadAt = nextReading(s, { ...attempt, status: 'review' });
      const sent = await sendToReview(s, ids, seen, { expected, reason: decision.reason, doubts: attempt.doubt.count, nextReadAt }, diary);
      if (sent)
        s.log.error(
          { order: attempt.orderId, attempt: attempt.id, reason: decision.reason, paysera: seen.providerStatus },
          'A payment needs a person',
        );
      if (!sent) return lostRace(diary);
      return { kind: 'at-rest', attempt: { ...attempt, status: 'review', reason: decision.reason, providerStatus: seen.providerStatus } };
    }
  }
}

/** Its answer is never read: whether money moved, only the next reading tells. */
async function confirmAtPaysera(s: Services, attempt: Attempt, diary: Diary): Promise<Step> {
  await failpoint('before-confirm', attempt.id);
  const answer = await askPaysera(s, diary, 'confirm', () => s.paysera.transactions.confirm(attempt.transactionKey as string));
  await failpoint('after-confirm', attempt.id);
  return answer.kind === 'failed' && answer.how === 'not-sent' ? answer : { kind: 'again', attempt };
}

async function revokeAtPaysera(s: Services, attempt: Attempt, diary: Diary): Promise<Step> {
  await failpoint('before-revoke', attempt.id);
  const answer = await askPaysera(s, diary, 'revoke', () => s.paysera.transactions.revoke(attempt.transactionKey as string));
  await failpoint('after-revoke', attempt.id);
  return answer.kind === 'failed' && answer.how === 'not-sent' ? answer : { kind: 'again', attempt };
}

/** Paysera's answer fitted, and the statement that followed from it has ended every doubt. */
const certain = { doubt: { count: 0, since: null, forgottenSince: null } };

type ReadAnswer = ({ kind: 'answered' } & Answer) | Failed;

async function readAtPaysera(s: Services, attempt: Attempt, diary: Diary): Promise<ReadAnswer> {
  const transactionKey = attempt.transactionKey as string;
  await failpoint('before-read', attempt.id);
  const answer = await askPaysera(s, diary, 'read', () => findTransaction(s, transactionKey));
  await failpoint('after-read', attempt.id);
  if (answer.kind === 'failed') return answer;
  if (answer.value === null) {
    return {
      kind: 'answered',
      reading: { providerStatus: notFound, mismatch: null, reserveLeftMs: null },
      seen: { ...nothingSeen, providerStatus: notFound },
    };
  }
  const asked = { attemptId: attempt.id, orderId: attempt.orderId, amount: attempt.amount, transactionKey };
  return { kind: 'answered', ...readingOf(s, asked, answer.value) };
}

/** The page will say "Checking": what we knew may no longer be true. */
async function afterFailedReading(s: Services, attempt: Attempt, failed: Failed, diary: Diary): Promise<Failed> {
  const reason = attempt.status === 'releasing' || attempt.status === 'review' ? attempt.reason : failed.reason;
  const nextReadAt = nextReading(s, attempt);
  const ids = { attemptId: attempt.id, orderId: attempt.orderId };
  await noteReading(s, ids, nothingSeen, { expected: attempt.status, nextReadAt, reason }, diary);
  return failed;
}

/** A create request that nobody waits for any more; or one that never began while the order's time ran out. */
async function giveUpCreating(s: Services, attempt: Attempt, diary: Diary): Promise<Step> {
  const now = s.clock.now();
  const ids = { attemptId: attempt.id, orderId: attempt.orderId };
  diary.note('attempt-abandoned', 'Given up: its key was never stored, so nobody can pay it');
  const forgottenSince = new Date(now.getTime() - s.timing.creationGraceMs);
  const ending = attempt.order.closing !== null || attempt.order.expiresAt <= now;
  const given =
    (await abandon(s, { ...ids, which: { olderThan: forgottenSince }, reason: 'unreachable' }, diary)) ||
    (ending && (await abandon(s, { ...ids, which: { unclaimed: true }, reason: 'expired' }, diary)));
  diary.take();
  return given ? { kind: 'again', attempt: { ...attempt, status: 'abandoned' } } : { kind: 'lost' };
}

/** @returns whether a one-click can still be undone at `now`. */
function isHeld(attempt: Attempt, now: Date): boolean {
  return attempt.holdUntil !== null && attempt.holdUntil > now;
}

/** What a person has to look at is not asked about at every view of its page. */
function isAtRest(status: AttemptStatus, source: Source): boolean {
  if (status === 'review') return source === 'return' || source === 'shopper';
  return status === 'confirmed' || status === 'abandoned' || status === 'dead';
}

/** Somebody is at this moment between claim and answer: it would be correct to join in, but the same calls would go out twice. */
function isInOtherHands(s: Services, attempt: Attempt, source: Source): boolean {
  if (source === 'staff' || source === 'poll' || source === 'sweep') return false;
  const claimed = attempt.status === 'confirming' || attempt.status === 'releasing';
  return claimed && attempt.doubt.count === 0 && attempt.nextReadAt !== null && attempt.nextReadAt > s.clock.now();
}

/** In the worker, which takes up again what it was cut off from. */
function sweeps(source: Source): boolean {
  return source === 'poll' || source === 'callback' || source === 'sweep';
}

function leaseEnd(s: Services): Date {
  return new Date(s.clock.now().getTime() + s.timing.callMs + s.timing.firstPollMs);
}

function lostRace(diary: Diary): Step {
  diary.take();
  return { kind: 'lost' };
}
