// Who may do what at the desk: one table, read by every page, every action and the rail.

export const staffRoles = ['owner', 'clerk'] as const;
export type StaffRole = (typeof staffRoles)[number];

const granted = {
  'orders.read': ['owner', 'clerk'],
  'orders.refresh': ['owner', 'clerk'],
  'products.read': ['owner', 'clerk'],
  // Refreshing, replaying and comparing only ask Paysera again: they decide nothing.
  'callbacks.read': ['owner', 'clerk'],
  'callbacks.replay': ['owner', 'clerk'],
  'reconciliation.read': ['owner', 'clerk'],
  'reconciliation.check': ['owner', 'clerk'],
  // Saying why a difference may stay closes an alarm.
  'reconciliation.settle': ['owner'],
  'mailbox.read': ['owner', 'clerk'],
  // Giving money back is the owner's word.
  'orders.refund': ['owner'],
  // Agreeing to what another one wants to give back, above the shop's limit.
  'refunds.agree': ['owner'],
  // And what that limit is.
  'refunds.rule': ['owner'],
  // So is saying what became of money that Paysera does not explain.
  'payments.decide': ['owner'],
  'quick-pay.read': ['owner', 'clerk'],
  // Ending a permission takes nothing from anybody; what is offered is the shop's promise.
  'quick-pay.cancel': ['owner', 'clerk'],
  'settings.edit': ['owner'],
  'staff.read': ['owner'],
  'staff.edit': ['owner'],
  // Prices and stock are the shop's money: a clerk looks, the owner changes.
  'products.edit': ['owner'],
} as const satisfies Record<string, readonly StaffRole[]>;

export type Permission = keyof typeof granted;

/** What moves money or power: the press wants a sign-in that is minutes old. Looking at the page does not. */
export const wantsFreshSignIn = [
  'orders.refund',
  'refunds.agree',
  'refunds.rule',
  'payments.decide',
  'quick-pay.cancel',
  'staff.edit',
] as const satisfies readonly Permission[];
export type FreshPermission = (typeof wantsFreshSignIn)[number];
export const permissions = Object.keys(granted) as Permission[];

export function mayDo(role: StaffRole, permission: Permission): boolean {
  return (granted[permission] as readonly StaffRole[]).includes(role);
}

/** An unknown word in the database is no role at all. */
export function readStaffRole(text: string | null): StaffRole | null {
  return staffRoles.find((role) => role === text) ?? null;
}
