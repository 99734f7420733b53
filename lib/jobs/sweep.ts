// The poller: attempts that are due are read, oldest reservation first, orders whose time is over are ended, and half-done refunds are
// finished. It is what makes every lost callback, crash and missed moment harmless, so it needs nothing but the database to know what is
// left to do.

import { noteCut, takeUpCut } from '../checkout/cut-readings.ts';
import { endDueOrders } from '../checkout/end-order.ts';
import { refreshAttempt } from '../checkout/refresh-attempt.ts';
import { finishRefund } from '../checkout/refund-order.ts';
import { isDatabaseAway } from '../db/sqlstate.ts';
import { run } from '../db/statement.ts';
import { takeHalfDoneRefunds } from '../orders/refund-store.ts';
import type { Services } from '../services.ts';

const readsAtOnce = 8;
const mostEnds = 50;
const mostRefunds = 5;

/** @returns how much there was to do, so that a caller may come back at once. */
export async function sweep(s: Services, options: { reads?: number } = {}): Promise<number> {
  await takeUpCut(s);
  const due = await takeDue(s, options.reads ?? readsAtOnce);
  await Promise.all(
    due.map(({ id, lease }) =>
      refreshAttempt(s, id, 'poll').catch((error: unknown) => {
        s.log.error({ error }, 'An attempt could not be refreshed');
        if (isDatabaseAway(error)) noteCut(s, id, [lease]);
      }),
    ),
  );
  return due.length + (await endDueOrders(s, mostEnds)) + (await finishRefunds(s));
}

async function finishRefunds(s: Services): Promise<number> {
  const halfDone = await takeHalfDoneRefunds(s, 2 * s.timing.callMs, mostRefunds);
  for (const refund of halfDone) {
    try {
      await finishRefund(s, refund);
    } catch (error) {
      s.log.error({ order: refund.orderId, error }, 'A refund could not be finished');
    }
  }
  return halfDone.length;
}

/** Several workers never take the same one: it is leased by moving its next reading, which is also when another tries if this one dies. */
async function takeDue(s: Services, limit: number): Promise<{ id: string; lease: Date }[]> {
  const now = s.clock.now();
  const lease = new Date(now.getTime() + 2 * s.timing.callMs);
  const rows = await run<{ id: string }>(s.pool, take, [s.env.paysera.environment, now, limit, lease]);
  return rows.map(({ id }) => ({ id, lease }));
}

const take = {
  name: 'attempts-due',
  text: `UPDATE attempt SET next_read_at = $4 WHERE id IN (
      SELECT id FROM attempt WHERE environment = $1 AND next_read_at <= $2
      ORDER BY reserve_until NULLS LAST, next_read_at LIMIT $3 FOR UPDATE SKIP LOCKED
    ) RETURNING id`,
};
