import type { ReactNode } from 'react';
import { StatusBadge } from '#app/_ui/status-badge.tsx';
import type { PermissionRow } from '#lib/allowances/permissions-for-staff.ts';

const soonMs = 14 * 24 * 3_600_000;

/** Active stays quiet; what ends soon, is nearly used up or has ended is marked. */
export function PermissionState({ permission, now }: { permission: PermissionRow; now: Date }): ReactNode {
  const { status, why, untold, validUntil, left, weekly } = permission;
  if (untold) return <StatusBadge tone="warning">Ended, Paysera not told yet</StatusBadge>;
  if (status === 'ended') return <StatusBadge tone="neutral">{why === 'replaced' ? 'Replaced' : 'Ended'}</StatusBadge>;
  if (validUntil.getTime() - now.getTime() < soonMs) return <StatusBadge tone="warning">Ends soon</StatusBadge>;
  if (left.minor * 5n <= weekly.minor) return <StatusBadge tone="warning">Nearly used up</StatusBadge>;
  return <StatusBadge tone="positive">Active</StatusBadge>;
}
