import type { Money } from '#lib/money/money.ts';
import type { CallOptions, Invoke } from './call.ts';
import { integersBody, type Open, objectOf } from './decode.ts';
import { type Paged, type PageQuery, paged } from './pages.ts';
import { decodePayment, encodePayment, type Payment, type PaymentRequest, type PaymentStatus } from './payment.ts';
import { filled, queryOf, type Span, segment, spanOnWire } from './request-checks.ts';
import { toCents } from './wire-money.ts';

/** `walletId` is the payer's, `beneficiaryId` the receiving wallet's ('none' for the client's own). */
export type PaymentFilter = { status?: Open<PaymentStatus>; walletId?: number; beneficiaryId?: number | 'none' };

/** Section 6.4. Client credentials suffice for the client's own project. */
export type Payments = {
  /** Makes a payment and a transaction of its own for it: `transactionKey` in the answer. */
  create(request: PaymentRequest, options?: CallOptions): Promise<Payment>;
  get(id: number, options?: CallOptions): Promise<Payment>;
  list(filter?: PaymentFilter & PageQuery, options?: CallOptions): Paged<Payment>;
  /** The ids alone, of all that match. */
  listIds(filter?: PaymentFilter, options?: CallOptions): Promise<number[]>;
  /** Gives a confirmed payment back to the payer; one that is `done` is refused with `invalid_state`. */
  cancel(id: number, options?: CallOptions): Promise<Payment>;
  /** Changes how long the beneficiary has to wait, or ends the wait with 'none'. Confirmed payments only. */
  freeze(id: number, span: Span | 'none', options?: CallOptions): Promise<Payment>;
  /** Ends the freeze and pays out, all or a smaller price; the rest goes back to the payer. */
  finalize(id: number, price?: Money, options?: CallOptions): Promise<Payment>;
  /** Gives the password a payment in `waiting_password` waits for. */
  providePassword(id: number, password: string, options?: CallOptions): Promise<Payment>;
};

const payment = objectOf(decodePayment);

export function createPayments(invoke: Invoke): Payments {
  const path = (id: number, deed = '') => `/rest/v1/payment/${segment('id', id)}${deed}`;
  return {
    create: async (request, options) =>
      invoke({ name: 'payments.create', method: 'POST', path: '/rest/v1/payment', json: encodePayment(request), decode: payment }, options),
    get: async (id, options) => invoke({ name: 'payments.get', method: 'GET', path: path(id), decode: payment }, options),
    list: ({ status, walletId, beneficiaryId, ...page } = {}, options) =>
      paged(
        invoke,
        {
          name: 'payments.list',
          path: '/rest/v1/payments',
          field: 'payments',
          query: { status, wallet: walletId, beneficiary: beneficiaryId, ...page },
          decodeItem: decodePayment,
        },
        options,
      ),
    listIds: async ({ status, walletId, beneficiaryId } = {}, options) =>
      invoke(
        {
          name: 'payments.listIds',
          method: 'GET',
          path: '/rest/v1/payments/id',
          query: queryOf({ status, wallet: walletId, beneficiary: beneficiaryId }),
          decode: integersBody,
        },
        options,
      ),
    cancel: async (id, options) => invoke({ name: 'payments.cancel', method: 'DELETE', path: path(id), decode: payment }, options),
    freeze: async (id, span, options) => {
      const json = span === 'none' ? { freeze_until: 0 } : { freeze: spanOnWire('span', span) };
      return invoke({ name: 'payments.freeze', method: 'PUT', path: path(id, '/freeze'), json, decode: payment }, options);
    },
    finalize: async (id, price, options) => {
      const json = price === undefined ? {} : { price: toCents(price, 'price'), currency: price.currency };
      return invoke({ name: 'payments.finalize', method: 'PUT', path: path(id, '/finalize'), json, decode: payment }, options);
    },
    providePassword: async (id, password, options) => {
      const json = { password: filled('password', password) };
      return invoke(
        { name: 'payments.providePassword', method: 'PUT', path: path(id, '/password'), json, decode: payment, secrets: [password] },
        options,
      );
    },
  };
}
