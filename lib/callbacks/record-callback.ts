// A callback is verified, stored once and answered; it carries no authority and only wakes a reading, which is a job of its own.
import { createHash } from 'node:crypto';
import { failpoint } from '../checkout/failpoint.ts';
import { isDatabaseAway } from '../db/sqlstate.ts';
import { runOne } from '../db/statement.ts';
import { onlyOnce } from '../jobs/enqueue.ts';
import type { CallbackEvent, Verification } from '../paysera/callbacks.ts';
import type { Services } from '../services.ts';

export type RecordCallback = { environment: string; event: string; sign: string };
export type Recorded = { kind: 'accepted' } | { kind: 'forged' } | { kind: 'unavailable' } | { kind: 'malformed' };

const longestEvent = 64 * 1024;
const longestSign = 2048;
const forgedRowsADay = 1_000; // enough to see an attack by, too few to fill a disk

/** `event` and `sign` as they are after decoding the form: nothing trimmed, nothing parsed. */
export async function recordCallback(s: Services, { environment, event, sign }: RecordCallback): Promise<Recorded> {
  if (event === '' || event.length > longestEvent || sign.length > longestSign || event.includes('\0') || sign.includes('\0'))
    return { kind: 'malformed' };
  // One process serves one environment; what another one's key signed proves nothing here.
  if (environment !== s.env.paysera.environment) return { kind: 'forged' };
  const verification = await s.paysera.callbacks.verify(event, sign);
  try {
    return await keep(s, environment, { hash: hashOf(event, sign), event, sign }, verification);
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    // Nothing was stored, so Paysera must come again.
    s.log.warn({ kind: 'callback' }, 'A callback could not be stored: the database is away');
    return { kind: 'unavailable' };
  }
}

type Raw = { hash: Buffer; event: string; sign: string };

async function keep(s: Services, environment: string, raw: Raw, verification: Verification): Promise<Recorded> {
  switch (verification.kind) {
    case 'unavailable':
      s.log.warn({ kind: 'callback', reason: verification.cause.kind }, 'A callback could not be verified: the key could not be had');
      return { kind: 'unavailable' };
    case 'forged':
      await runOne(s.pool, storeForged, [environment, raw.hash, raw.event, raw.sign, s.clock.now(), forgedRowsADay]);
      s.log.warn({ kind: 'callback' }, 'A forged callback was refused');
      return { kind: 'forged' };
    case 'unreadable':
      await storeAccepted(s, environment, raw, { type: 'unreadable', transactionKey: null });
      return { kind: 'accepted' };
    case 'verified':
      await storeAccepted(s, environment, raw, subjectOf(verification.event));
      return { kind: 'accepted' };
  }
}

async function storeAccepted(
  s: Services,
  environment: string,
  raw: Raw,
  subject: { type: string; transactionKey: string | null },
): Promise<void> {
  const hash = raw.hash.toString('hex');
  await failpoint('before-inbox', hash);
  await runOne(s.pool, store, [
    environment,
    raw.hash,
    raw.event,
    raw.sign,
    subject.type.slice(0, 60),
    subject.transactionKey,
    s.clock.now(),
  ]);
  await failpoint('after-inbox', hash);
}

// The day 1970-01-01 stands for "once for ever". The same event a second time stores nothing and wakes nobody.
const store = {
  name: 'inbox-store',
  text: `WITH stored AS (
      INSERT INTO callback_inbox (environment, hash, day, verdict, event, sign, event_type, transaction_key, received_at)
      VALUES ($1, $2, '1970-01-01', 'accepted', $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING environment, hash
    ), job AS (
      SELECT graphile_worker.add_job('handle-callback', json_build_object('environment', environment, 'hash', encode(hash, 'hex'),
        'attemptId', (SELECT id FROM attempt WHERE environment = $1 AND transaction_key = $6)), ${onlyOnce("encode(hash, 'hex')")}) FROM stored
    )
    SELECT count(*) AS jobs FROM job`,
};

const storeForged = {
  name: 'inbox-store-forged',
  text: `INSERT INTO callback_inbox (environment, hash, day, verdict, event, sign, received_at)
    SELECT $1, $2, $5::timestamptz::date, 'forged', $3, $4, $5
    WHERE (SELECT count(*) FROM callback_inbox WHERE verdict = 'forged' AND day = $5::timestamptz::date) < $6
    ON CONFLICT DO NOTHING`,
};

function subjectOf(event: CallbackEvent): { type: string; transactionKey: string | null } {
  const name = event.object === 'unknown' ? event.name : event.object;
  const transactionKey = event.object === 'transaction' ? event.data.key : event.object === 'payment' ? event.data.transactionKey : null;
  return { type: `${name}.${event.type}`, transactionKey };
}

/** The length keeps event and sign apart: no two different pairs hash alike. */
function hashOf(event: string, sign: string): Buffer {
  return createHash('sha256')
    .update(`${Buffer.byteLength(event)}\n`)
    .update(event)
    .update(sign)
    .digest();
}
