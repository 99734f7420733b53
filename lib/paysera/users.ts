import type { CallOptions, Invoke } from './call.ts';
import { listOf, objectOf, textBody, textsBody } from './decode.ts';
import { decodeProject, type Project } from './project.ts';
import { exactlyOne, filled, type OneOf, queryOf } from './request-checks.ts';
import {
  type Address,
  decodeAddress,
  decodeIdentity,
  decodePoliticallyExposed,
  decodeUser,
  type Identity,
  type PoliticallyExposed,
  type User,
} from './user.ts';
import { decodeWallet, type Wallet } from './wallet.ts';
import { codeQuery } from './wallets.ts';

/** Confirmed contacts only; phone in international digits; a person code by country needs a special permission. */
export type UserCriterion = OneOf<{ email: string; phone: string; personCode: Readonly<Record<string, string>> }>;

/**
 * Section 6.2. `Ref` is a user's id (with an `_offline` scope the user granted), and with a token 'me'.
 * What was not granted is `Refused` with `forbidden` or `not_found`.
 */
export type Users<Ref extends number | 'me' = number> = {
  get(user: Ref, options?: CallOptions): Promise<User>;
  find(criterion: UserCriterion, options?: CallOptions): Promise<User>;
  email(user: Ref, options?: CallOptions): Promise<string>;
  phone(user: Ref, options?: CallOptions): Promise<string>;
  confirmedPhones(user: Ref, options?: CallOptions): Promise<string[]>;
  address(user: Ref, options?: CallOptions): Promise<Address>;
  identity(user: Ref, options?: CallOptions): Promise<Identity>;
  wallets(user: Ref, options?: CallOptions & { includeInactive?: boolean }): Promise<Wallet[]>;
  politicallyExposed(user: Ref, options?: CallOptions): Promise<PoliticallyExposed[]>;
  projects(user: Ref, options?: CallOptions & { fields?: string }): Promise<Project[]>;
};

/** The token's own user. */
export type TokenUsers = Users<number | 'me'> & { me(options?: CallOptions): Promise<User> };

export function createUsers<Ref extends number | 'me'>(
  invoke: Invoke,
  checkRef: (field: string, ref: number | 'me') => string,
): Users<Ref> {
  const path = (ref: Ref, part = '') => `/rest/v1/user/${checkRef('user', ref)}${part}`;
  const user = objectOf(decodeUser);
  return {
    get: async (ref, options) => invoke({ name: 'users.get', method: 'GET', path: path(ref), decode: user }, options),
    find: async (criterion, options) =>
      invoke({ name: 'users.find', method: 'GET', path: '/rest/v1/user', query: criterionQuery(criterion), decode: user }, options),
    email: async (ref, options) => invoke({ name: 'users.email', method: 'GET', path: path(ref, '/email'), decode: textBody }, options),
    phone: async (ref, options) => invoke({ name: 'users.phone', method: 'GET', path: path(ref, '/phone'), decode: textBody }, options),
    confirmedPhones: async (ref, options) =>
      invoke({ name: 'users.confirmedPhones', method: 'GET', path: path(ref, '/confirmed-phones'), decode: textsBody }, options),
    address: async (ref, options) =>
      invoke({ name: 'users.address', method: 'GET', path: path(ref, '/address'), decode: objectOf(decodeAddress) }, options),
    identity: async (ref, options) =>
      invoke({ name: 'users.identity', method: 'GET', path: path(ref, '/identity'), decode: objectOf(decodeIdentity) }, options),
    wallets: async (ref, options = {}) =>
      invoke(
        {
          name: 'users.wallets',
          method: 'GET',
          path: path(ref, '/wallets'),
          query: queryOf({ inactive_included: options.includeInactive }),
          decode: listOf(decodeWallet),
        },
        options,
      ),
    politicallyExposed: async (ref, options) =>
      invoke(
        { name: 'users.politicallyExposed', method: 'GET', path: path(ref, '/pes'), decode: listOf(decodePoliticallyExposed) },
        options,
      ),
    projects: async (ref, options = {}) =>
      invoke(
        {
          name: 'users.projects',
          method: 'GET',
          path: path(ref, '/projects'),
          query: queryOf({ fields: options.fields }),
          decode: listOf(decodeProject),
        },
        options,
      ),
  };
}

function criterionQuery(criterion: UserCriterion): string {
  const by = exactlyOne('criterion', criterion, ['email', 'phone', 'personCode']);
  if (by === 'personCode') return codeQuery('person_code', criterion.personCode as Readonly<Record<string, string>>);
  return queryOf({ [by]: filled(`criterion.${by}`, criterion[by]) });
}
