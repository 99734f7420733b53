// Permissions in words: the lists, how each ended, and why a one-click was not taken.
import type { PermissionList, PermissionRow } from '#lib/allowances/permissions-for-staff.ts';
import type { EndReason } from '#lib/allowances/spending-card.ts';

export const listWords: Record<PermissionList, string> = {
  active: 'Active',
  ending: 'Ending within 14 days',
  'nearly-used': 'Nearly used up',
  replaced: 'Replaced',
  cancelled: 'Ended',
  all: 'All',
};

export const endWords: Record<EndReason, string> = {
  'turned-off': 'Turned off by the customer',
  staff: 'Cancelled at the desk',
  'at-paysera': 'Cancelled at Paysera',
  expired: 'Its time was over',
  replaced: 'Replaced by a newer one',
  disconnected: 'The wallet was disconnected',
  'wrong-wallet': 'It was for another wallet',
};

const refusalWords: Record<string, string> = {
  'over-weekly': 'Over the limit a week',
  'over-ceiling': 'Over the ceiling of a purchase',
  'used-meanwhile': 'Used meanwhile',
  'cannot-cover': 'The wallet could not cover it',
  ended: 'The permission had ended',
  changed: 'The permission changed at that moment',
  'sign-in-again': 'Signed in too long ago',
  unreachable: 'Paysera was not reached',
  not_enough_funds: 'Not enough money in the wallet',
  limits_exceeded: 'Over the limits of the account at Paysera',
};

export const refusalText = (reason: string) => refusalWords[reason] ?? reason.replaceAll(/[-_]/g, ' ');

export const customerOf = ({ customer }: PermissionRow) => customer.name ?? customer.email ?? 'Without a name';
