/** Which of a user's data a caller may read: by its token, by a standing (offline) consent, or by the client's own rights. */
import { Refusal } from '../http/refusal.ts';
import type { World } from '../world/world.ts';
import type { KnownCaller } from './caller.ts';

/** Scopes under which a user's data may be read now. A token of another user gives nothing. */
export function scopesFor(world: World, caller: KnownCaller, userId: number): Set<string> {
  if (caller.kind === 'token') return new Set(caller.token.userId === userId ? caller.token.scopes.map(bareScope) : []);
  const consent = world.consents.get(`${caller.client.id}|${userId}`);
  return new Set((consent?.scopes ?? []).map(bareScope));
}

/** `phone_offline_optional` gives the right named `phone`. */
export function bareScope(scope: string): string {
  return scope.replace(/_optional$/, '').replace(/_offline$/, '');
}

export function requireScope(world: World, caller: KnownCaller, userId: number, anyOf: string[]): void {
  const granted = scopesFor(world, caller, userId);
  if (!anyOf.some((scope) => granted.has(scope))) throw new Refusal('forbidden', `This needs the scope ${anyOf.join(' or ')}`);
}

/** A wallet may be read by its owner's or operator's scopes, or because the client was given it. */
export function requireWalletScope(world: World, caller: KnownCaller, walletId: number, anyOf: string[]): void {
  const given = caller.client.permissionsToWallets.find((one) => one.wallet === walletId);
  if (given?.scopes.some((scope) => anyOf.includes(scope))) return;
  const wallet = world.wallets.get(walletId);
  const account = wallet && world.accounts.get(wallet.accountNumber);
  const persons = caller.kind === 'token' ? [caller.token.userId] : (account?.operators ?? []);
  const allowed = persons.some(
    (person) => account?.operators.includes(person) && anyOf.some((scope) => scopesFor(world, caller, person).has(scope)),
  );
  if (!allowed) throw new Refusal('forbidden', `This needs the scope ${anyOf.join(' or ')} for the wallet`);
}

export function requirePermission(caller: KnownCaller, permission: string): void {
  if (!caller.client.permissions.includes(permission)) throw new Refusal('forbidden', `The client has no permission ${permission}`);
}
