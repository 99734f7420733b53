// For tests: Paysera's permissions in memory, counted as section 7 says: at the reservation, given back with it, in rolling windows.
import type { Clock } from '../clock.ts';
import type { Money } from '../money/money.ts';
import type { Allowance, AllowanceRequest } from '../paysera/allowance.ts';

type Use = { key: string; allowanceId: number; minor: bigint; at: number };

export type FakeAllowances = {
  all: Map<number, Allowance>;
  /** With the approval by PIN, and not only with the confirmation: sources differ. */
  activatesAtReservation: boolean;
  /** What counts against it now, in minor units. */
  used(id: number): bigint;
  /** Money in every wallet, in minor units. */
  balance: bigint;
  ask(key: string, request: AllowanceRequest): Allowance;
  activate(allowance: Allowance, walletId: number): void;
  active(walletId: number): Allowance | null;
  limit(walletId: number, currency: string): Money;
  /** Null when it was reserved, else why not. */
  use(key: string, walletId: number, minor: bigint): { status: number; code: string } | null;
  giveBack(key: string): void;
  /** False when it is not active. */
  cancel(id: number): boolean;
};

export function createFakeAllowances(clock: Clock): FakeAllowances {
  const all = new Map<number, Allowance>();
  let uses: Use[] = [];
  const expire = (allowance: Allowance) => {
    if (allowance.status === 'active' && allowance.valid && 'until' in allowance.valid && allowance.valid.until <= clock.now())
      allowance.status = 'inactive';
  };
  const fake: FakeAllowances = {
    all,
    activatesAtReservation: false,
    balance: 1_000_000n,
    used(id) {
      const limit = all.get(id)?.limits[0];
      const since = clock.now().getTime() - (limit?.seconds ?? 0) * 1000;
      return uses.filter((use) => use.allowanceId === id && use.at > since).reduce((sum, use) => sum + use.minor, 0n);
    },
    ask(key, request) {
      const id = 700 + all.size;
      const limits = [...(request.limits ?? [])];
      const allowance = {
        id,
        transactionKey: key,
        status: 'new',
        currency: limits[0]?.maxPrice.currency,
        limits,
        valid: request.valid,
        walletId: null,
      };
      all.set(id, allowance as unknown as Allowance);
      return allowance as unknown as Allowance;
    },
    activate(allowance, walletId) {
      const before = fake.active(walletId);
      if (before) before.status = 'inactive';
      const kept = all.get(allowance.id) as Allowance;
      Object.assign(kept, { status: 'active', walletId, confirmedAt: clock.now() });
      Object.assign(allowance, kept);
    },
    active(walletId) {
      for (const allowance of all.values()) expire(allowance);
      return [...all.values()].find((allowance) => allowance.status === 'active' && allowance.walletId === walletId) ?? null;
    },
    limit(walletId, currency) {
      const allowance = fake.active(walletId);
      if (!allowance || allowance.currency !== currency) return { minor: 0n, currency };
      const left = (allowance.limits[0]?.maxPrice.minor ?? 0n) - fake.used(allowance.id);
      return { minor: left < fake.balance ? left : fake.balance, currency };
    },
    use(key, walletId, minor) {
      const allowance = fake.active(walletId);
      if (!allowance) return { status: 404, code: 'not_found' };
      if ((allowance.limits[0]?.maxPrice.minor ?? 0n) - fake.used(allowance.id) < minor) return { status: 409, code: 'limits_exceeded' };
      if (fake.balance < minor) return { status: 409, code: 'not_enough_funds' };
      uses.push({ key, allowanceId: allowance.id, minor, at: clock.now().getTime() });
      return null;
    },
    giveBack(key) {
      uses = uses.filter((use) => use.key !== key);
    },
    cancel(id) {
      const allowance = all.get(id);
      if (allowance?.status !== 'active') return false;
      allowance.status = 'inactive';
      return true;
    },
  };
  return fake;
}
