/** Finds who is paid. Email and phone may belong to nobody yet; then the payment waits for their registration. */
import type { Account, Payment, Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';

export function findUserByEmail(world: World, email: string) {
  const wanted = email.trim().toLowerCase();
  for (const user of world.users.values()) if (user.email?.toLowerCase() === wanted) return user;
  return null;
}

export function findUserByPhone(world: World, phone: string) {
  const wanted = phone.replace(/\D/g, '');
  if (wanted === '') return null;
  for (const user of world.users.values()) if (user.phone === wanted) return user;
  return null;
}

/** A user's own wallet; the first one when there are several. */
export function ownWallet(world: World, userId: number): Wallet | null {
  for (const wallet of world.wallets.values()) if (wallet.userId === userId) return wallet;
  return null;
}

export function findWallet(world: World, beneficiary: NonNullable<Payment['beneficiary']>): Wallet | null {
  if (beneficiary.id !== undefined) return world.wallets.get(beneficiary.id) ?? null;
  if (beneficiary.barcode !== undefined) {
    for (const wallet of world.wallets.values()) if (wallet.barcode === beneficiary.barcode) return wallet;
    return null;
  }
  const user =
    beneficiary.email !== undefined ? findUserByEmail(world, beneficiary.email) : findUserByPhone(world, beneficiary.phone ?? '');
  return user ? ownWallet(world, user.id) : null;
}

export function findAccount(world: World, beneficiary: NonNullable<Payment['beneficiary']>): Account | null {
  const wallet = findWallet(world, beneficiary);
  return wallet ? (world.accounts.get(wallet.accountNumber) ?? null) : null;
}

/** Without a beneficiary the project's own wallet is paid. */
export function beneficiaryWallet(world: World, payment: Payment): Wallet | null {
  if (payment.beneficiary) return findWallet(world, payment.beneficiary);
  const project = world.projects.get(payment.projectId);
  return project ? (world.wallets.get(project.walletId) ?? null) : null;
}

export function beneficiaryAccount(world: World, payment: Payment): Account | null {
  const wallet = beneficiaryWallet(world, payment);
  return wallet ? (world.accounts.get(wallet.accountNumber) ?? null) : null;
}
