/** Finding wallets by what people know of each other: phone, e-mail, account, codes, cards, plates. */
import { createHash } from 'node:crypto';
import { requirePermission } from '../auth/scopes.ts';
import type { Call } from '../http/call.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import { findUserByEmail, findUserByPhone, ownWallet } from '../transactions/beneficiary.ts';
import type { User, Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { callerOf } from './paths.ts';
import { showWallet } from './show-wallet.ts';

/** `person_code[LT]` and `card[issuer]` carry their second half in brackets. */
const criterion = /^(phone|email|account_number|person_code|company_code|barcode|licence_plate|card|user_id)(?:\[([A-Za-z0-9_-]+)\])?$/;

export function searchWallet(world: World, call: Call): Wallet {
  const { name, value, detail } = oneCriterion(call);
  if (name === 'person_code') requirePermission(callerOf(call), 'search_by_person_code');
  const ofUser = (user: User | null) => (user ? ownWallet(world, user.id) : null);
  const first = (match: (wallet: Wallet) => boolean) => [...world.wallets.values()].find(match) ?? null;
  const searches: Record<string, () => Wallet | null> = {
    phone: () => ofUser(findUserByPhone(world, value)),
    email: () => ofUser(findUserByEmail(world, value)),
    account_number: () => first((wallet) => wallet.accountNumber === value),
    person_code: () => ofUser(findUser(world, (user) => user.code === value && user.nationality === detail)),
    company_code: () => ofUser(findUser(world, (user) => user.companyCode === value)),
    barcode: () => first((wallet) => wallet.barcode === value),
    licence_plate: () => first((wallet) => wallet.licencePlates?.includes(value) ?? false),
    card: () => first((wallet) => wallet.cards?.includes(`${detail}:${value}`) ?? false),
    user_id: () => ownWallet(world, Number(value)),
  };
  const found = searches[name]?.();
  if (!found) throw new Refusal('not_found', 'No such wallet');
  return found;
}

function oneCriterion(call: Call): { name: string; value: string; detail: string | undefined } {
  const given = [...call.query].flatMap(([key, value]) => {
    const match = criterion.exec(key);
    return match ? [{ name: match[1] as string, value, detail: match[2] }] : [];
  });
  if (given.length !== 1 || !given[0]) throw invalid('criterion', 'give exactly one');
  return given[0];
}

export function searchUser(world: World, call: Call): User {
  const names = [...call.query.keys()].filter((name) => /^(email|phone|person_code\[[A-Z]{2}\])$/.test(name));
  const name = names[0];
  if (names.length !== 1 || name === undefined) throw invalid('criterion', 'give exactly one of email, phone and person_code');
  const value = call.query.get(name) ?? '';
  if (name.startsWith('person_code')) requirePermission(callerOf(call), 'search_by_person_code');
  const user =
    name === 'email'
      ? findUserByEmail(world, value)
      : name === 'phone'
        ? findUserByPhone(world, value)
        : findUser(world, (one) => one.code === value && one.nationality === name.slice('person_code['.length, -1));
  if (!user) throw new Refusal('not_found', 'No such user');
  return user;
}

function findUser(world: World, match: (user: User) => boolean): User | null {
  for (const user of world.users.values()) if (match(user)) return user;
  return null;
}

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

/** An object keyed by the contacts as they were sent, with those only that were found. */
export function searchWallets(world: World, call: Call): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const look = (parameter: string, find: (contact: string) => User | null) => {
    for (const contact of call.query.get(parameter)?.split(',') ?? []) {
      const user = contact === '' ? null : find(contact);
      const wallet = user && ownWallet(world, user.id);
      if (wallet) found[contact] = showWallet(world, wallet, 'short');
    }
  };
  look('email', (contact) => findUserByEmail(world, contact));
  look('phone', (contact) => findUserByPhone(world, contact));
  look('email_hash', (hash) => findUser(world, (user) => user.email !== undefined && sha1(user.email.toLowerCase()) === hash));
  look('phone_hash', (hash) => findUser(world, (user) => user.phone !== undefined && sha1(user.phone) === hash));
  return found;
}
