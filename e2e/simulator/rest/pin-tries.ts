/** A PIN given through the API: which of the persons with rights to the wallet it is, and an end to guessing. */
import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '../http/refusal.ts';
import type { User, Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';

const mostWrong = 5;
const lockSeconds = 15 * 60;

export function payerByPin(world: World, wallet: Wallet, pin: string): User {
  const now = world.clock.nowSeconds();
  const tries = world.pinTries.get(wallet.id) ?? { wrong: 0, lockedUntil: 0 };
  if (tries.lockedUntil > now) throw new Refusal('rate_limit_exceeded', 'Too many invalid attempts');
  const account = world.accounts.get(wallet.accountNumber);
  for (const id of account?.operators ?? []) {
    const user = world.users.get(id);
    if (!user || !samePin(user, pin)) continue;
    if (tries.wrong > 0) world.pinTries.delete(wallet.id);
    return user;
  }
  const wrong = (tries.lockedUntil > 0 ? 0 : tries.wrong) + 1;
  world.pinTries.set(wallet.id, { wrong, lockedUntil: wrong >= mostWrong ? now + lockSeconds : 0 });
  throw new Refusal('invalid_pin', 'The PIN is wrong');
}

export function samePin(user: User, pin: string): boolean {
  const expected = Buffer.from(user.pin ?? '');
  const given = Buffer.from(pin);
  return expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
}
