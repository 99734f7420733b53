import type { Money } from '#lib/money/money.ts';
import { type Allowance, type AllowanceRequest, decodeAllowance, encodeAllowance } from './allowance.ts';
import type { CallOptions, Invoke } from './call.ts';
import { objectOf } from './decode.ts';
import { queryOf, segment } from './request-checks.ts';

/** Section 6.5. At most one allowance per client and wallet is active: confirming a new one cancels the old. */
export type Allowances = {
  /** Makes an allowance and a transaction of its own for it; it becomes active when that transaction is confirmed. */
  create(request: AllowanceRequest, options?: CallOptions): Promise<Allowance>;
  get(id: number, options?: CallOptions): Promise<Allowance>;
  /** This client's active allowance for the wallet; `Refused` with `not_found` when there is none. */
  active(walletId: number, options?: CallOptions): Promise<Allowance>;
  /** The most that can be reserved now: allowance limits, balance and account limits together. In euro unless another currency is asked. */
  limit(walletId: number, currency?: string, options?: CallOptions): Promise<Money>;
  cancel(id: number, options?: CallOptions): Promise<void>;
  cancelActive(walletId: number, options?: CallOptions): Promise<void>;
};

const allowance = objectOf(decodeAllowance);

export function createAllowances(invoke: Invoke): Allowances {
  const byId = (id: number) => `/rest/v1/allowance/${segment('id', id)}`;
  const active = (walletId: number) => `/rest/v1/allowance/active/${segment('walletId', walletId)}`;
  return {
    create: async (request, options) =>
      invoke(
        { name: 'allowances.create', method: 'POST', path: '/rest/v1/allowance', json: encodeAllowance(request), decode: allowance },
        options,
      ),
    get: async (id, options) => invoke({ name: 'allowances.get', method: 'GET', path: byId(id), decode: allowance }, options),
    active: async (walletId, options) =>
      invoke({ name: 'allowances.active', method: 'GET', path: active(walletId), decode: allowance }, options),
    limit: async (walletId, currency, options) =>
      invoke(
        {
          name: 'allowances.limit',
          method: 'GET',
          path: `/rest/v1/allowance/limit/${segment('walletId', walletId)}`,
          query: queryOf({ currency }),
          decode: objectOf((reader) => reader.money('amount', reader.text('currency'))),
        },
        options,
      ),
    // The reference shows `{}` as the answer of both, the PHP client reads an allowance: neither is relied on.
    cancel: async (id, options) => invoke({ name: 'allowances.cancel', method: 'DELETE', path: byId(id), decode: () => {} }, options),
    cancelActive: async (walletId, options) =>
      invoke({ name: 'allowances.cancelActive', method: 'DELETE', path: active(walletId), decode: () => {} }, options),
  };
}
