// One tile: whether our books and Paysera's say the same, when that was seen, and how far it can be trusted.
import { Scale } from 'lucide-react';
import type { ReactNode } from 'react';
import { StatusBadge } from '#app/_ui/status-badge.tsx';
import { reconciliationHealth } from '#lib/reconciliation/health.ts';
import type { ReconciliationReport } from '#lib/reconciliation/report.ts';

export function ReconciliationTile({ report, now }: { report: ReconciliationReport; now: Date }): ReactNode {
  const { tone, words } = reconciliationHealth(report, now);
  return (
    <a
      href="/admin/reconciliation"
      className="no-print inline-flex min-h-8 items-center gap-2.5 rounded-card border border-line bg-paper-raised px-3 py-1.5 transition-colors hover:border-line-strong"
    >
      <Scale aria-hidden="true" className="size-4 shrink-0 text-ink-soft" strokeWidth={1.75} />
      <span className="sr-only">Against Paysera: </span>
      <StatusBadge tone={tone}>{words}</StatusBadge>
    </a>
  );
}
