/** What an allowance still permits, its uses, and their giving back. The windows are rolling. */
import type { Allowance, Transaction } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { chargesByCurrency } from './hold-money.ts';
import { paymentsOf } from './move-transaction.ts';

export function activeAllowance(world: World, clientId: number, walletId: number): Allowance | null {
  const id = world.activeAllowances.get(`${clientId}|${walletId}`);
  const allowance = id === undefined ? undefined : world.allowances.get(id);
  return allowance?.status === 'active' ? allowance : null;
}

export function remainingCents(allowance: Allowance, nowSeconds: number): number {
  const used = (since: number) => allowance.uses.reduce((sum, use) => (use.at > since ? sum + use.cents : sum), 0);
  const rooms = allowance.limits.map((limit) => limit.maxPrice - used(nowSeconds - limit.time));
  if (allowance.maxPrice !== undefined) rooms.push(allowance.maxPrice - used(-1));
  return Math.max(0, Math.min(...rooms));
}

export function covers(world: World, allowance: Allowance, transaction: Transaction): boolean {
  const charges = chargesByCurrency(paymentsOf(world, transaction));
  if (charges.size === 0) return false;
  for (const [currency, cents] of charges) {
    if (currency !== allowance.currency || cents > remainingCents(allowance, world.clock.nowSeconds())) return false;
  }
  return true;
}

export function countUse(world: World, allowance: Allowance, transaction: Transaction): void {
  const cents = chargesByCurrency(paymentsOf(world, transaction)).get(allowance.currency) ?? 0;
  allowance.uses.push({ at: world.clock.nowSeconds(), cents, transactionKey: transaction.key });
  transaction.usedAllowance = allowance.id;
  world.allowances.touch(allowance.id);
}

/** Takes back all of a transaction's use, or sets it to what was charged in the end. */
export function settleAllowanceUse(world: World, transaction: Transaction, chargedCents: number): void {
  const allowance = transaction.usedAllowance === undefined ? undefined : world.allowances.get(transaction.usedAllowance);
  if (!allowance) return;
  if (chargedCents === 0) allowance.uses = allowance.uses.filter((use) => use.transactionKey !== transaction.key);
  for (const use of allowance.uses) if (use.transactionKey === transaction.key) use.cents = chargedCents;
  world.allowances.touch(allowance.id);
}

export function activateAllowance(world: World, allowance: Allowance, walletId: number): void {
  if (allowance.status !== 'new') return;
  const now = world.clock.nowSeconds();
  const before = activeAllowance(world, allowance.clientId, walletId);
  if (before) endAllowance(world, before);
  allowance.status = 'active';
  allowance.wallet = walletId;
  allowance.confirmedAt = now;
  allowance.validUntil = 'until' in allowance.valid ? allowance.valid.until : now + allowance.valid.for;
  world.activeAllowances.set(`${allowance.clientId}|${walletId}`, allowance.id);
  world.agenda.add(allowance.validUntil, 'allowance-end', allowance.id);
  world.allowances.touch(allowance.id);
}

export function endAllowance(world: World, allowance: Allowance): void {
  allowance.status = 'inactive';
  if (allowance.wallet !== undefined) {
    const slot = `${allowance.clientId}|${allowance.wallet}`;
    if (world.activeAllowances.get(slot) === allowance.id) world.activeAllowances.delete(slot);
  }
  world.allowances.touch(allowance.id);
}

/** A lifetime total that is used up ends the allowance once nothing can be given back any more. */
export function endExhausted(world: World, transaction: Transaction): void {
  const allowance = transaction.usedAllowance === undefined ? undefined : world.allowances.get(transaction.usedAllowance);
  if (allowance?.status !== 'active' || allowance.maxPrice === undefined) return;
  if (allowance.uses.reduce((sum, use) => sum + use.cents, 0) >= allowance.maxPrice) endAllowance(world, allowance);
}
