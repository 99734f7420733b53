import type { Money } from '#lib/money/money.ts';
import type { CallOptions, Invoke } from './call.ts';
import { type JsonObject, objectOf } from './decode.ts';
import { type CursorQuery, type Paged, type PageQuery, paged } from './pages.ts';
import { exactlyOne, filled, type OneOf, queryOf, seconds, segment } from './request-checks.ts';
import {
  type Balance,
  decodeBalances,
  decodePendingPayment,
  decodeReservationStatement,
  decodeStatement,
  decodeWallet,
  decodeWalletsByContact,
  type PendingPayment,
  type ReservationStatement,
  type Statement,
  type Wallet,
} from './wallet.ts';
import { toCents } from './wire-money.ts';

/** One of them; codes are by country, for example `{ personCode: { LT: '38001010000' } }`; a card by issuer. */
export type WalletCriterion = OneOf<{
  phone: string;
  email: string;
  accountNumber: string;
  personCode: Readonly<Record<string, string>>;
  companyCode: Readonly<Record<string, string>>;
  barcode: string;
  licencePlate: string;
  card: { issuer: string; number: string };
  userId: number;
}>;

/** Contacts in clear (e-mails and phones together), or their SHA-1 in hex. Keys of the answer are the values as sent. */
export type ContactCriteria =
  | { emails?: readonly string[]; phones?: readonly string[]; emailHashes?: undefined; phoneHashes?: undefined }
  | { emailHashes?: readonly string[]; phoneHashes?: readonly string[]; emails?: undefined; phones?: undefined };

export type StatementFilter = { currencies?: readonly string[]; direction?: 'in' | 'out'; text?: string; from?: Date; to?: Date };
export type BalanceOptions = CallOptions & { convertTo?: string; includeConvertToCurrency?: boolean; showHistoricalCurrencies?: boolean };

/** Section 6.3. `Ref` is a wallet's id, and with a token also 'me'. */
export type Wallets<Ref extends number | 'me' = number> = {
  get(wallet: Ref, options?: CallOptions): Promise<Wallet>;
  /** `Refused` with `not_found` when there is none. */
  find(criterion: WalletCriterion, options?: CallOptions): Promise<Wallet>;
  /** Those found, by contact. */
  findByContacts(contacts: ContactCriteria, options?: CallOptions): Promise<Map<string, Wallet>>;
  /** Needs a special permission. */
  barcode(criterion: WalletCriterion, options?: CallOptions): Promise<string>;
  /** By currency. Scope `balance`. */
  balance(wallet: Ref, options?: BalanceOptions): Promise<Map<string, Balance>>;
  /** Scope `check_has_sufficient_balance`. */
  hasSufficientAmount(wallet: Ref, amount: Money, options?: CallOptions): Promise<boolean>;
  /** Newest first. Scope `statements`. */
  statements(wallet: Ref, filter?: StatementFilter & CursorQuery, options?: CallOptions): Paged<Statement>;
  reservationStatements(wallet: Ref, filter?: StatementFilter & CursorQuery, options?: CallOptions): Paged<ReservationStatement>;
  /** Scopes `incoming_payments`, `outgoing_payments`. */
  pendingPayments(
    wallet: Ref,
    filter?: { type?: string; direction?: 'in' | 'out' } & PageQuery,
    options?: CallOptions,
  ): Paged<PendingPayment>;
  /** Gives the password a pending payment waits for. */
  unlockPendingPayment(wallet: Ref, pendingPaymentId: number, password: string, options?: CallOptions): Promise<void>;
  cancelPendingPayment(wallet: Ref, pendingPaymentId: number, options?: CallOptions): Promise<void>;
  /** Common beneficiaries, as they come. Scope `favourites`. */
  favourites(wallet: Ref, options?: CallOptions): Promise<unknown>;
  /** Scope `manage_account`, as the next one. */
  describe(wallet: Ref, description: string, options?: CallOptions): Promise<Wallet>;
  removeDescription(wallet: Ref, options?: CallOptions): Promise<Wallet>;
  /** Relates a card; needs a special permission, and the reference does not give the body. */
  relateCard(wallet: Ref, card: JsonObject, options?: CallOptions): Promise<void>;
  /** The account of an IBAN, as it comes: its shape is not documented. */
  accountByIban(iban: string, options?: CallOptions): Promise<JsonObject>;
};

const wallet = objectOf(decodeWallet);

/** @param checkRef refuses what this identity may not ask about ('me' without a token). */
export function createWallets<Ref extends number | 'me'>(
  invoke: Invoke,
  checkRef: (field: string, ref: number | 'me') => string,
): Wallets<Ref> {
  const path = (ref: Ref, part = '') => `/rest/v1/wallet/${checkRef('wallet', ref)}${part}`;
  const statementQuery = ({
    currencies,
    direction,
    text,
    from,
    to,
    limit,
    offset,
    after,
    before,
    orderBy,
    orderDirection,
  }: StatementFilter & CursorQuery) => ({
    currency: currencies,
    direction,
    text,
    from: from && seconds('from', from),
    to: to && seconds('to', to),
    limit,
    offset,
    after,
    before,
    order_by: orderBy,
    order_direction: orderDirection,
  });
  return {
    get: async (ref, options) => invoke({ name: 'wallets.get', method: 'GET', path: path(ref), decode: wallet }, options),
    find: async (criterion, options) =>
      invoke({ name: 'wallets.find', method: 'GET', path: '/rest/v1/wallet', query: criterionQuery(criterion), decode: wallet }, options),
    findByContacts: async (contacts, options) =>
      invoke(
        {
          name: 'wallets.findByContacts',
          method: 'GET',
          path: '/rest/v1/wallets',
          query: contactsQuery(contacts),
          decode: decodeWalletsByContact,
        },
        options,
      ),
    barcode: async (criterion, options) =>
      invoke(
        {
          name: 'wallets.barcode',
          method: 'GET',
          path: '/rest/v1/wallet/barcode',
          query: criterionQuery(criterion),
          decode: objectOf((reader) => reader.text('barcode')),
        },
        options,
      ),
    balance: async (ref, options = {}) => {
      const query = queryOf({
        convert_to: options.convertTo,
        include_convert_to_currency: options.includeConvertToCurrency,
        show_historical_currencies: options.showHistoricalCurrencies,
      });
      const decode = (value: unknown) => decodeBalances(value, options.convertTo);
      return invoke({ name: 'wallets.balance', method: 'GET', path: path(ref, '/balance'), query, decode }, options);
    },
    hasSufficientAmount: async (ref, amount, options) =>
      invoke(
        {
          name: 'wallets.hasSufficientAmount',
          method: 'GET',
          path: path(ref, '/sufficient-amount'),
          query: queryOf({ amount: toCents(amount, 'amount'), currency: amount.currency }),
          decode: objectOf((reader) => reader.flag('is_sufficient')),
        },
        options,
      ),
    statements: (ref, filter = {}, options) =>
      paged(
        invoke,
        {
          name: 'wallets.statements',
          path: path(ref, '/statements'),
          field: 'statements',
          query: statementQuery(filter),
          decodeItem: decodeStatement,
          byCursor: true,
        },
        options,
      ),
    reservationStatements: (ref, filter = {}, options) =>
      paged(
        invoke,
        {
          name: 'wallets.reservationStatements',
          path: path(ref, '/reservation-statements'),
          field: 'reservation_statements',
          query: statementQuery(filter),
          decodeItem: decodeReservationStatement,
          byCursor: true,
        },
        options,
      ),
    pendingPayments: (ref, filter = {}, options) =>
      paged(
        invoke,
        {
          name: 'wallets.pendingPayments',
          path: path(ref, '/pending-payments'),
          field: 'pending_payments',
          query: filter,
          decodeItem: decodePendingPayment,
        },
        options,
      ),
    unlockPendingPayment: async (ref, id, password, options) =>
      invoke(
        {
          name: 'wallets.unlockPendingPayment',
          method: 'PUT',
          path: path(ref, `/pending-payment/${segment('pendingPaymentId', id)}`),
          json: { password: filled('password', password) },
          decode: () => {},
          secrets: [password],
        },
        options,
      ),
    cancelPendingPayment: async (ref, id, options) =>
      invoke(
        {
          name: 'wallets.cancelPendingPayment',
          method: 'DELETE',
          path: path(ref, `/pending-payment/${segment('pendingPaymentId', id)}`),
          decode: () => {},
        },
        options,
      ),
    favourites: async (ref, options) =>
      invoke({ name: 'wallets.favourites', method: 'GET', path: path(ref, '/favourites'), decode: (value) => value }, options),
    describe: async (ref, description, options) =>
      invoke(
        {
          name: 'wallets.describe',
          method: 'PUT',
          path: path(ref),
          json: { description: filled('description', description) },
          decode: wallet,
        },
        options,
      ),
    removeDescription: async (ref, options) =>
      invoke({ name: 'wallets.removeDescription', method: 'DELETE', path: path(ref, '/description'), decode: wallet }, options),
    relateCard: async (ref, card, options) =>
      invoke({ name: 'wallets.relateCard', method: 'PUT', path: path(ref, '/card'), json: card, decode: () => {} }, options),
    accountByIban: async (iban, options) =>
      invoke(
        {
          name: 'wallets.accountByIban',
          method: 'GET',
          path: `/rest/v1/account/${segment('iban', iban)}`,
          decode: objectOf((reader) => reader.raw),
        },
        options,
      ),
  };
}

function criterionQuery(criterion: WalletCriterion): string {
  const by = exactlyOne('criterion', criterion, [
    'phone',
    'email',
    'accountNumber',
    'personCode',
    'companyCode',
    'barcode',
    'licencePlate',
    'card',
    'userId',
  ]);
  switch (by) {
    case 'accountNumber':
      return queryOf({ account_number: criterion.accountNumber });
    case 'licencePlate':
      return queryOf({ licence_plate: criterion.licencePlate });
    case 'userId':
      return queryOf({ user_id: criterion.userId });
    case 'personCode':
      return codeQuery('person_code', criterion.personCode as Readonly<Record<string, string>>);
    case 'companyCode':
      return codeQuery('company_code', criterion.companyCode as Readonly<Record<string, string>>);
    case 'card': {
      const { issuer, number } = criterion.card as { issuer: string; number: string };
      return queryOf({ [`card[${filled('criterion.card.issuer', issuer)}]`]: number });
    }
    default:
      return queryOf({ [by]: filled(`criterion.${by}`, criterion[by]) });
  }
}

/** `person_code[LT]=…`; brackets are percent-encoded, as PHP sends them. */
export function codeQuery(name: string, codes: Readonly<Record<string, string>>): string {
  const country = exactlyOne(`criterion.${name}`, codes, Object.keys(codes));
  return queryOf({ [`${name}[${country}]`]: codes[country] });
}

/** E-mails in small letters and phones as digits, the forms Paysera looks contacts up in. */
function contactsQuery(contacts: ContactCriteria): string {
  const clear = (contacts.emails?.length ?? 0) + (contacts.phones?.length ?? 0) > 0;
  const hashed = (contacts.emailHashes?.length ?? 0) + (contacts.phoneHashes?.length ?? 0) > 0;
  exactlyOne('contacts', { clear: clear || undefined, hashed: hashed || undefined }, ['clear', 'hashed']);
  return queryOf({
    email: nonEmpty(contacts.emails)?.map((email) => email.toLowerCase()),
    phone: nonEmpty(contacts.phones)?.map((phone) => phone.replace(/\D/g, '')),
    email_hash: nonEmpty(contacts.emailHashes),
    phone_hash: nonEmpty(contacts.phoneHashes),
  });
}

function nonEmpty(list: readonly string[] | undefined): readonly string[] | undefined {
  return list !== undefined && list.length > 0 ? list : undefined;
}
