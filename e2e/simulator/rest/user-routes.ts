/** Section 6.2: what a user let the client read. */
import { requireScope, scopesFor } from '../auth/scopes.ts';
import type { Call } from '../http/call.ts';
import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import type { User } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { callerOf, userOf, walletsOfUser } from './paths.ts';
import { showWallet } from './show-wallet.ts';
import { searchUser } from './wallet-search.ts';

export function userRoutes(world: World): Route[] {
  const get = (pattern: string, run: (call: Call) => unknown): Route => ({ method: 'GET', pattern, access: 'caller', run });
  /** A sub-resource: refused without the scope, 404 when the user has no such data. */
  const part = (name: string, scopes: string[], read: (user: User, granted: Set<string>) => unknown): Route =>
    get(`user/{user}/${name}`, (call) => {
      const user = userOf(world, call);
      requireScope(world, callerOf(call), user.id, scopes);
      const value = read(user, scopesFor(world, callerOf(call), user.id));
      if (value === undefined) throw new Refusal('not_found', `The user has no ${name}`);
      return value;
    });
  return [
    get('user/{user}', (call) => showUser(world, userOf(world, call), call)),
    get('user', (call) => showUser(world, searchUser(world, call), call)),
    part('email', ['email'], (user) => user.email),
    part('phone', ['phone'], (user) => user.phone),
    part('confirmed-phones', ['phone_confirmation'], (user) => (user.phone ? [user.phone] : [])),
    part('address', ['address'], (user) => user.address),
    part('identity', ['identity', 'full_name'], showIdentity),
    part('pes', ['pep'], (user) => user.pep ?? []),
    part('wallets', ['wallet_list'], (user) => walletsOfUser(world, user.id).map((wallet) => showWallet(world, wallet, 'full'))),
  ];
}

export function showUser(world: World, user: User, call: Call): unknown {
  const caller = callerOf(call);
  const granted = scopesFor(world, caller, user.id);
  const own = caller.kind === 'token' && caller.token.userId === user.id;
  const searched = call.params.user === undefined;
  if (!own && !searched && granted.size === 0) throw new Refusal('forbidden', 'The user granted nothing to this client');
  const shown: Record<string, unknown> = { id: user.id };
  const add = (scope: string, name: string, value: unknown) => {
    if (granted.has(scope) && value !== undefined) shown[name] = value;
  };
  add('email', 'email', user.email);
  add('phone', 'phone', user.phone);
  if (granted.has('full_name') || granted.has('identity') || granted.has('user_info')) shown.display_name = user.displayName;
  add('dob', 'dob', user.dob);
  add('gender', 'gender', user.gender);
  add('address', 'address', user.address);
  if (granted.has('identity') || granted.has('full_name')) {
    const identity = showIdentity(user, granted);
    if (identity) shown.identity = identity;
  }
  add('identification_level', 'identification_level', user.level);
  add('identification_level', 'calculated_level', user.level);
  if (granted.has('user_info')) {
    shown.type = user.type;
    if (user.companyCode) shown.company_code = user.companyCode;
    if (user.locale) shown.locale = user.locale;
    shown.options = { default_currency: 'EUR' };
  }
  add('pep', 'pep', user.pep ?? []);
  // Ids of wallets are given even by a token without any scope.
  if (own || granted.has('wallet_list')) shown.wallets = walletsOfUser(world, user.id).map((wallet) => wallet.id);
  return shown;
}

export function showIdentity(user: User, granted: Set<string>): Record<string, unknown> | undefined {
  if (!user.name || !user.surname) return undefined;
  const identity: Record<string, unknown> = { name: user.name, surname: user.surname };
  if (granted.has('identity')) {
    if (user.nationality) identity.nationality = user.nationality;
    if (user.code) identity.code = user.code;
  }
  return identity;
}
