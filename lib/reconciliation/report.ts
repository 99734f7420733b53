// What the desk shows: "0 orders differ, checked 40 s ago", and each difference with its age.
import { run, runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { type Difference, listOpenDifferences } from './difference-store.ts';

export type ReconciliationReport = {
  /** Orders, and things without an order, that differ from Paysera now. */
  differing: number;
  /** The last comparison that was finished; null before the first. */
  checkedAt: Date | null;
  /** Why the newest comparison was not finished; null when it was, or is still under way. */
  lastFailure: string | null;
  statementsCheckedAt: Date | null;
  comparedToday: number;
  differences: Difference[];
};

export async function readReconciliation(s: Services): Promise<ReconciliationReport> {
  const dayAgo = new Date(s.clock.now().getTime() - 24 * 3_600_000);
  const [summary, differences] = await Promise.all([
    runOne<Summary>(s.pool, read, [s.env.paysera.environment, dayAgo]),
    listOpenDifferences(s),
  ]);
  return {
    differing: summary?.differing ?? 0,
    checkedAt: summary?.checked_at ?? null,
    lastFailure: summary?.last_failure ?? null,
    statementsCheckedAt: summary?.statements_at ?? null,
    comparedToday: summary?.compared ?? 0,
    differences,
  };
}

type Summary = { differing: number; checked_at: Date | null; last_failure: string | null; statements_at: Date | null; compared: number };

const read = {
  name: 'reconciliation-report',
  text: `SELECT
      (SELECT count(DISTINCT coalesce(order_id, subject))::int FROM difference WHERE environment = $1 AND resolved_at IS NULL AND settled_look IS NULL) AS differing,
      (SELECT max(finished_at) FROM reconciliation_run WHERE environment = $1 AND kind = 'recent' AND error IS NULL) AS checked_at,
      (SELECT error FROM reconciliation_run WHERE environment = $1 AND kind = 'recent' AND finished_at IS NOT NULL
        ORDER BY started_at DESC LIMIT 1) AS last_failure,
      (SELECT max(finished_at) FROM reconciliation_run WHERE environment = $1 AND kind = 'statements' AND error IS NULL) AS statements_at,
      (SELECT coalesce(sum(compared), 0)::int FROM reconciliation_run WHERE environment = $1 AND started_at > $2 AND error IS NULL) AS compared`,
};

export type ReconciliationRun = {
  id: string;
  kind: 'recent' | 'older' | 'statements';
  startedAt: Date;
  finishedAt: Date | null;
  compared: number;
  differing: number;
  error: string | null;
};

export async function listRuns(s: Services, limit = 20): Promise<ReconciliationRun[]> {
  return run<ReconciliationRun>(s.pool, runs, [s.env.paysera.environment, limit]);
}

const runs = {
  name: 'reconciliation-runs',
  text: `SELECT id, kind, started_at AS "startedAt", finished_at AS "finishedAt", compared, differing, error
    FROM reconciliation_run WHERE environment = $1 ORDER BY started_at DESC, id DESC LIMIT $2`,
};
