import type { User } from './records.ts';
import { nextId, type World } from './world.ts';

type Known = Partial<Pick<User, 'phone' | 'email' | 'password' | 'locale' | 'displayName' | 'pin' | 'name' | 'surname'>>;

/** A new person with an account and a wallet of their own. */
export function registerUser(world: World, known: Known): User {
  const id = nextId(world, 'user');
  const displayName = known.displayName ?? known.email ?? known.phone ?? `User ${id}`;
  const user: User = { id, type: 'natural', level: 'unidentified', ...known, displayName };
  const walletId = nextId(world, 'wallet');
  const digits = String(walletId).padStart(13, '0');
  const number = `EVP${digits}`;
  world.users.set(id, user);
  world.accounts.set(number, { number, ownerId: id, ibans: [ibanOf(digits)], type: 'local', status: 'active', operators: [id] });
  world.wallets.set(walletId, { id: walletId, userId: id, accountNumber: number });
  return user;
}

/** An IBAN of the bank code 12350 with its two check digits (ISO 7064, mod 97-10). */
export function ibanOf(digits: string): string {
  const bban = `12350${digits.slice(-11)}`;
  // "LT00" behind the number, letters as two digits: L is 21, T is 29.
  const check = 98n - (BigInt(`${bban}212900`) % 97n);
  return `LT${String(check).padStart(2, '0')}${bban}`;
}
