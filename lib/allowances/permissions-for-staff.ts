// The desk's view of permissions: found, read, ended; never made and never enlarged.
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';
import type { EndReason, Use } from './spending-card.ts';
import type { TurnedOff } from './turn-off-quick-pay.ts';

export const permissionLists = ['active', 'ending', 'nearly-used', 'replaced', 'cancelled', 'all'] as const;
/** `ending` within 14 days; `nearly-used` has a fifth or less left; `cancelled` is every end but replacement. */
export type PermissionList = (typeof permissionLists)[number];
export type PermissionRow = {
  allowanceId: string;
  customer: { shopperId: string; name: string | null; email: string | null };
  status: 'active' | 'ended';
  why: EndReason | null;
  weekly: Money;
  left: Money;
  ceiling: Money;
  since: Date;
  validUntil: Date;
  endedAt: Date | null;
  walletId: number | null;
  /** Paysera has not been told of the end yet. */
  untold: boolean;
};
export type PermissionEvent = { at: Date; kind: string; source: string; summary: string; data: Record<string, unknown> };
export type StaffUse = Use & { refusal: string | null };
export type PermissionView = PermissionRow & { order: { id: string; number: string }; uses: StaffUse[]; history: PermissionEvent[] };
export type PermissionSearch = { text?: string; show?: PermissionList; after?: string; before?: string; limit?: number };
export type PermissionPage = {
  permissions: PermissionRow[];
  next: string | null;
  previous: string | null;
  counts: Record<PermissionList, number>;
};
/** `reason` is Paysera's or our code; of orders paid in that month. */
export type QuickPayFigures = { paid: number; withoutPin: number; refused: { reason: string; count: number }[] };

export async function searchPermissions(_s: Services, _search: PermissionSearch): Promise<PermissionPage> {
  const counts = { active: 0, ending: 0, 'nearly-used': 0, replaced: 0, cancelled: 0, all: 0 };
  return { permissions: [], next: null, previous: null, counts };
}

export async function readPermission(_s: Services, _allowanceId: string): Promise<PermissionView | null> {
  return null;
}

/** `staffId` is the shopper's id of the person at the desk. */
export async function cancelPermission(_s: Services, _input: { allowanceId: string; staffId: string }): Promise<TurnedOff> {
  return { kind: 'none' };
}

/** `month` is any moment of it, where the shop is. */
export async function quickPayFigures(_s: Services, _month: Date): Promise<QuickPayFigures> {
  return { paid: 0, withoutPin: 0, refused: [] };
}
