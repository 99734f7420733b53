import type { CallOptions, Invoke } from './call.ts';
import { type Open, objectOf, textsBody } from './decode.ts';
import { type Paged, type PageQuery, paged } from './pages.ts';
import { exactlyOne, type OneOf, queryOf, seconds, segment } from './request-checks.ts';
import { encodePrices, encodeReservation, type PriceByPayment, type Reservation } from './reservation.ts';
import {
  type AcceptanceType,
  decodeInquiredInformation,
  decodeTransaction,
  encodeTransaction,
  type InquiredInformation,
  type Transaction,
  type TransactionRequest,
  type TransactionStatus,
} from './transaction.ts';

export type TransactionFilter = {
  status?: Open<TransactionStatus>;
  projectId?: number;
  locationId?: number;
  /** Created at or after, and before. */
  from?: Date;
  to?: Date;
};

/** Sections 6.6 to 6.8. Client credentials suffice. A call in the wrong state is `Refused` with `invalid_state`. */
export type Transactions = {
  /** Nothing is held yet: send the payer to `pages.confirmTransaction(key)`. There is no update and no idempotency key. */
  create(request: TransactionRequest, options?: CallOptions): Promise<Transaction>;
  /** The truth about a transaction, above callbacks and returns. `fields`: for example "*,project". */
  get(key: string, options?: CallOptions & { fields?: string }): Promise<Transaction>;
  list(filter?: TransactionFilter & PageQuery, options?: CallOptions): Paged<Transaction>;
  /** How this wallet could accept it. */
  types(key: string, walletId: number, options?: CallOptions): Promise<Open<AcceptanceType>[]>;
  /** How it could be accepted, whoever pays. */
  availableTypes(key: string, options?: CallOptions): Promise<Open<AcceptanceType>[]>;
  /** Accepts on behalf of the payer. `Refused` with `not_enough_funds`, `limits_exceeded`, `invalid_pin` and others of section 6.7. */
  reserve(key: string, reservation: Reservation, options?: CallOptions): Promise<Transaction>;
  /** Sends the payer an SMS to answer; ask `get` or await the callback. */
  flash(key: string, walletId: number, options?: CallOptions): Promise<Transaction>;
  /** Moves the reserved money. `prices` may lower payments, by payment id; the difference is released. */
  confirm(key: string, prices?: PriceByPayment, options?: CallOptions): Promise<Transaction>;
  /** Deletes a new transaction; revokes an accepted one and releases the money. A confirmed one is refused with `invalid_state`. */
  revoke(key: string, options?: CallOptions): Promise<Transaction>;
  /** What the payer answered to the inquiries. */
  inquiredInformation(key: string, options?: CallOptions): Promise<InquiredInformation[]>;
  /** Asks another user to pay it. */
  requestFrom(key: string, user: OneOf<{ userId: number; email: string; phone: string }>, options?: CallOptions): Promise<void>;
};

const transaction = objectOf(decodeTransaction);

export function createTransactions(invoke: Invoke): Transactions {
  const path = (key: string, deed = '') => `/rest/v1/transaction/${segment('key', key)}${deed}`;
  return {
    create: async (request, options) =>
      invoke(
        {
          name: 'transactions.create',
          method: 'POST',
          path: '/rest/v1/transaction',
          json: encodeTransaction(request),
          decode: transaction,
        },
        options,
      ),
    get: async (key, options) => {
      const query = options?.fields === undefined ? '' : queryOf({ fields: options.fields });
      return invoke({ name: 'transactions.get', method: 'GET', path: path(key), query, decode: transaction }, options);
    },
    list: ({ status, projectId, locationId, from, to, ...page } = {}, options) =>
      paged(
        invoke,
        {
          name: 'transactions.list',
          path: '/rest/v1/transactions',
          field: 'transactions',
          query: {
            project_id: projectId,
            location_id: locationId,
            status,
            from: from && seconds('from', from),
            to: to && seconds('to', to),
            ...page,
          },
          decodeItem: decodeTransaction,
        },
        options,
      ),
    types: async (key, walletId, options) =>
      invoke(
        { name: 'transactions.types', method: 'GET', path: path(key, `/type/${segment('walletId', walletId)}`), decode: textsBody },
        options,
      ),
    availableTypes: async (key, options) =>
      invoke(
        {
          name: 'transactions.availableTypes',
          method: 'GET',
          path: path(key, '/available-types'),
          decode: objectOf((reader) => reader.texts('types')),
        },
        options,
      ),
    reserve: async (key, reservation, options) =>
      invoke({ name: 'transactions.reserve', method: 'PUT', ...encodeReservation(key, reservation), decode: transaction }, options),
    flash: async (key, walletId, options) =>
      invoke(
        { name: 'transactions.flash', method: 'PUT', path: path(key, `/flash/${segment('walletId', walletId)}`), decode: transaction },
        options,
      ),
    confirm: async (key, prices, options) =>
      invoke(
        {
          name: 'transactions.confirm',
          method: 'PUT',
          path: path(key, '/confirm'),
          json: prices === undefined ? {} : encodePrices(prices, 'prices'),
          decode: transaction,
        },
        options,
      ),
    revoke: async (key, options) =>
      invoke({ name: 'transactions.revoke', method: 'DELETE', path: path(key), decode: transaction }, options),
    inquiredInformation: async (key, options) =>
      invoke(
        {
          name: 'transactions.inquiredInformation',
          method: 'GET',
          path: path(key, '/inquired-information'),
          decode: objectOf(decodeInquiredInformation),
        },
        options,
      ),
    requestFrom: async (key, user, options) => {
      const by = exactlyOne('user', user, ['userId', 'email', 'phone']);
      const json = by === 'userId' ? { user_id: user.userId } : { [by]: user[by] };
      return invoke({ name: 'transactions.requestFrom', method: 'POST', path: path(key, '/request'), json, decode: () => {} }, options);
    },
  };
}
