// A user as far as the scopes let it be seen (section 6.2): every field but the id may be absent.
import type { JsonObject, Open, Reader } from './decode.ts';
import type { IdentificationLevel } from './transaction.ts';

export type Address = { country: string | null; city: string | null; street: string | null; postIndex: string | null; raw: JsonObject };
/** Nationality (ISO alpha-2) and code only with the scope `identity`. */
export type Identity = { name: string; surname: string; nationality: string | null; code: string | null; raw: JsonObject };
export type PoliticallyExposed = { name: string | null; relation: string | null; positions: string[]; raw: JsonObject };

export type User = {
  id: number;
  email: string | null;
  phone: string | null;
  displayName: string | null;
  /** yyyy-mm-dd */
  dateOfBirth: string | null;
  gender: Open<'male' | 'female'> | null;
  address: Address | null;
  identity: Identity | null;
  identificationLevel: Open<IdentificationLevel> | null;
  calculatedLevel: Open<IdentificationLevel> | null;
  type: Open<'natural' | 'legal'> | null;
  companyCode: string | null;
  locale: string | null;
  /** Wallet ids, scope `wallet_list`. */
  wallets: number[];
  defaultCurrency: string | null;
  politicallyExposed: PoliticallyExposed[];
  raw: JsonObject;
};

export function decodeUser(reader: Reader): User {
  return {
    id: reader.integer('id'),
    email: reader.optionalText('email'),
    phone: reader.optionalText('phone'),
    displayName: reader.optionalText('display_name'),
    dateOfBirth: reader.optionalText('dob'),
    gender: reader.optionalText('gender'),
    address: reader.optionalObject('address', decodeAddress),
    identity: reader.optionalObject('identity', decodeIdentity),
    identificationLevel: reader.optionalText('identification_level'),
    calculatedLevel: reader.optionalText('calculated_level'),
    type: reader.optionalText('type'),
    companyCode: reader.optionalText('company_code'),
    locale: reader.optionalText('locale'),
    wallets: reader.optionalIntegers('wallets'),
    defaultCurrency: reader.optionalObject('options', (options) => options.optionalText('default_currency')),
    politicallyExposed: reader.optionalList(reader.has('pep') ? 'pep' : 'politically_exposed_persons', decodePoliticallyExposed),
    raw: reader.raw,
  };
}

export function decodeAddress(reader: Reader): Address {
  return {
    country: reader.optionalText('country'),
    city: reader.optionalText('city'),
    street: reader.optionalText('street'),
    postIndex: reader.optionalText('post_index'),
    raw: reader.raw,
  };
}

export function decodeIdentity(reader: Reader): Identity {
  return {
    name: reader.text('name'),
    surname: reader.text('surname'),
    nationality: reader.optionalText('nationality'),
    code: reader.optionalText('code'),
    raw: reader.raw,
  };
}

export function decodePoliticallyExposed(reader: Reader): PoliticallyExposed {
  return {
    name: reader.optionalText('name'),
    relation: reader.optionalText('relation'),
    positions: reader.optionalTexts('positions'),
    raw: reader.raw,
  };
}
