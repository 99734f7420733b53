// After the purchase: was the permission given, and on whose wallet? Only Paysera's word makes it active here, and one that lies on a
// wallet that is not the shopper's own is cancelled at once.
import { openDiary, writeDiary } from '../audit/diary.ts';
import { askPaysera } from '../checkout/ask-paysera.ts';
import { failpoint } from '../checkout/failpoint.ts';
import { sqlstateOf, sqlstates } from '../db/sqlstate.ts';
import { run, runOne } from '../db/statement.ts';
import { formatMoney } from '../money/format-money.ts';
import type { Transaction } from '../paysera/transaction.ts';
import type { Services } from '../services.ts';
import { type EndedBecause, endAllowance, noteAllowanceEvent, readAllowance, type StoredAllowance } from './allowance-store.ts';
import { findActive } from './check-allowance.ts';
import { tellPaysera } from './tell-paysera.ts';

/** Paysera makes it active with the confirmation; should that take a while, it is asked again for so long after it. */
const longestWaitMs = 3_600_000;

export type Followed = 'active' | 'ended' | 'later' | 'nothing';

export async function followGrantOf(s: Services, attemptId: string): Promise<Followed> {
  const row = await runOne<{ id: string }>(s.pool, askedWith, [attemptId]);
  return row ? followGrant(s, row.id) : 'nothing';
}

export async function followGrant(s: Services, allowanceId: string): Promise<Followed> {
  const allowance = await readAllowance(s, allowanceId);
  if (allowance?.status !== 'asked' || !allowance.transactionKey) return 'nothing';
  const confirmed = allowance.attemptStatus === 'confirmed';
  // Before the purchase is at its end there is nothing to learn: its attempt wakes us.
  if (!confirmed && allowance.attemptStatus !== 'dead') return 'nothing';
  const key = allowance.transactionKey;
  const diary = openDiary(s, { orderId: allowance.orderId, attemptId: allowance.attemptId, source: 'shop' });
  const answer = await askPaysera(s, diary, 'allowance', () => findGranted(s, key));
  // A purchase that came to nothing, and that Paysera has forgotten, gave no permission either.
  const forgotten = answer.kind === 'failed' && answer.how === 'refused' && answer.why === 'not_found' && !confirmed;
  const granted = answer.kind === 'answered' ? answer.value : null;
  const followed = answer.kind === 'answered' || forgotten ? await judge(s, allowance, granted, confirmed) : await later(s, allowance);
  if (followed.note) diary.note(followed.note.kind, followed.note.summary, { allowance: allowance.id });
  await writeDiary(s, diary);
  return followed.outcome;
}

type Granted = { id: number; status: string; walletId: number | null } | null;
type Judged = { outcome: Followed; note?: { kind: string; summary: string } };

/** What the transaction says of its permission; where it says nothing, what is active on the wallet that paid. */
async function findGranted(s: Services, key: string): Promise<Granted> {
  const transaction = await s.paysera.transactions.get(key);
  const data = transaction.allowance?.data;
  if (data && data.status !== 'deleted') return { id: data.id, status: data.status, walletId: data.walletId ?? transaction.walletId };
  return fromWallet(s, transaction, key);
}

async function fromWallet(s: Services, { walletId }: Transaction, key: string): Promise<Granted> {
  const active = walletId === null ? null : await findActive(s, walletId);
  return active?.transactionKey === key ? { id: active.id, status: 'active', walletId } : null;
}

async function judge(s: Services, allowance: StoredAllowance, granted: Granted, confirmed: boolean): Promise<Judged> {
  const end = async (why: EndedBecause, summary: string, tell = false): Promise<Judged> => {
    const provider = granted && { id: granted.id, walletId: granted.walletId };
    const ended = await endAllowance(s, { allowanceId: allowance.id, from: 'asked', why, tell, source: 'paysera', summary, provider });
    if (ended && tell) await tellPaysera(s, allowance.id);
    return ended ? { outcome: 'ended', note: { kind: `allowance-${why}`, summary: `Quick pay: ${summary}` } } : { outcome: 'nothing' };
  };
  if (!granted) return end(confirmed ? 'declined' : 'not-granted', confirmed ? 'declined at Paysera' : 'its purchase was not paid');
  if (granted.status === 'inactive') return end('at-paysera', 'given, and ended at Paysera since');
  if (granted.status !== 'active') {
    if (!confirmed) return end('not-granted', 'its purchase was not paid');
    const waitedMs = s.clock.now().getTime() - allowance.attemptAt.getTime();
    return waitedMs > longestWaitMs ? end('never-active', 'never became active at Paysera', true) : later(s, allowance);
  }
  if (!confirmed) return end('not-granted', 'active at Paysera although its purchase was not paid, and cancelled', true);
  if (granted.walletId === null) return later(s, allowance);
  const { id, walletId } = granted;
  await failpoint('before-activate', allowance.id);
  const activated = await activateOnce(s, allowance, id, walletId);
  await failpoint('after-activate', allowance.id);
  if (activated === 'not-theirs')
    return end('wrong-wallet', 'given for a wallet that is not the shopper’s own, and cancelled at once', true);
  if (activated === 'turned-off') return end('turned-off', 'given before quick pay was turned off, and cancelled', true);
  if (activated === 'gone') return { outcome: 'nothing' };
  for (const replaced of activated.replaced) await tellPaysera(s, replaced);
  return { outcome: 'active', note: { kind: 'allowance-active', summary: `Quick pay is on: ${formatMoney(allowance.weekly)} a week` } };
}

async function later(s: Services, allowance: StoredAllowance): Promise<Judged> {
  await run(s.pool, askAgain, [allowance.id, new Date(s.clock.now().getTime() + 2 * s.timing.permissionAgainMs)]);
  return { outcome: 'later' };
}

type Activated = { replaced: string[] } | 'not-theirs' | 'turned-off' | 'gone';
const mostTries = 3;

/**
 * Two permissions of one shopper that become active at the same moment: the unique index lets one wait for the other, and then try again.
 * So does one that found another ended while it waited for it: it may have been turned off.
 */
async function activateOnce(s: Services, allowance: StoredAllowance, providerId: number, walletId: number): Promise<Activated> {
  for (let tries = 1; ; tries++) {
    try {
      const activated = await activate(s, allowance, providerId, walletId);
      if (activated !== 'overtaken') return activated;
      if (tries === mostTries) return 'gone';
    } catch (error) {
      if (sqlstateOf(error) !== sqlstates.uniqueViolation || tries === mostTries) throw error;
    }
  }
}

type ActivateRow = { id: string | null; connected: boolean; off: boolean; replaced: string[] | null };

async function activate(s: Services, allowance: StoredAllowance, providerId: number, walletId: number): Promise<Activated | 'overtaken'> {
  const now = s.clock.now();
  const values = [allowance.id, providerId, walletId, now, new Date(now.getTime() + s.timing.permissionRoundMs)];
  const row = await runOne<ActivateRow>(s.pool, activateStatement, values);
  if (!row) return 'gone';
  if (!row.connected) return 'not-theirs';
  if (row.off) return 'turned-off';
  for (const replaced of row.replaced ?? []) {
    await noteAllowanceEvent(s, { allowanceId: replaced, kind: 'ended-replaced', source: 'shopper', summary: 'Replaced by a newer one' });
  }
  if (!row.id) return 'overtaken';
  return { replaced: row.replaced ?? [] };
}

const askedWith = { name: 'allowance-asked-with', text: `SELECT id FROM allowance WHERE attempt_id = $1 AND status = 'asked'` };
const askAgain = { name: 'allowance-ask-again', text: `UPDATE allowance SET next_check_at = $2 WHERE id = $1 AND status = 'asked'` };

// A shopper has one card, and a wallet one permission: those before end in the same statement, and Paysera is told of each.
// `off`: the shopper turned off, or disconnected, what they could see after this one was paid for, and before it was known here. One that
// is ended while this waits for its row is not in what `off` could see: then nothing is activated, and it is looked at again.
const activateStatement = {
  name: 'allowance-activate',
  text: `WITH mine AS (
      SELECT w.*, EXISTS (SELECT FROM wallet_token t, jsonb_array_elements(t.wallets) known
        WHERE t.shopper_id = w.shopper_id AND t.environment = w.environment AND known ->> 'id' = ($3::bigint)::text) AS connected,
        EXISTS (SELECT FROM allowance other JOIN attempt a ON a.id = w.attempt_id WHERE other.environment = w.environment
          AND other.shopper_id = w.shopper_id AND other.active_at IS NOT NULL AND other.end_reason IN ('turned-off', 'disconnected') AND other.ended_at >= a.updated_at) AS off
      FROM allowance w WHERE w.id = $1 AND w.status = 'asked' FOR UPDATE OF w
    ), standing AS (
      SELECT a.id FROM allowance a JOIN mine ON a.environment = mine.environment AND a.id <> mine.id
      WHERE mine.connected AND NOT mine.off AND a.status = 'active' AND (a.shopper_id = mine.shopper_id OR a.wallet_id = $3)
    ), replaced AS (
      UPDATE allowance a SET status = 'ended', end_reason = 'replaced', ended_at = $4, tell_at = $4, next_check_at = NULL, updated_at = $4
      FROM standing WHERE a.id = standing.id AND a.status = 'active' RETURNING a.id
    ), activated AS (
      UPDATE allowance a SET status = 'active', provider_id = $2, wallet_id = $3, active_at = $4, checked_at = $4, next_check_at = $5, updated_at = $4
      FROM mine WHERE a.id = mine.id AND mine.connected AND NOT mine.off AND (SELECT count(*) FROM replaced) = (SELECT count(*) FROM standing) RETURNING a.id
    ), history AS (
      INSERT INTO allowance_event (allowance_id, at, kind, source, summary, data)
      SELECT id, $4, 'active', 'paysera', 'Active at Paysera', jsonb_build_object('wallet', $3::bigint) FROM activated
    )
    SELECT (SELECT id FROM activated) AS id, mine.connected, mine.off, (SELECT array_agg(id) FROM replaced) AS replaced FROM mine`,
};
