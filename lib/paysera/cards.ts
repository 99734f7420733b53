import type { CallOptions, Invoke } from './call.ts';
import { type JsonObject, type Open, objectOf, type Reader } from './decode.ts';
import { type Paged, type PageQuery, paged } from './pages.ts';
import { absoluteUrl, segment } from './request-checks.ts';

export type CardRequest = {
  userId: number;
  /** Accounts the card pays for, in order. */
  accounts: readonly { number: string; order: number }[];
  relation: { redirectBackUri: string; locale?: string };
};

export type Card = {
  id: number;
  userId: number | null;
  status: Open<'related'> | null;
  relatedAt: Date | null;
  /** Send the user to `redirectUri` to link the card. */
  relation: { redirectUri: string | null; redirectBackUri: string | null } | null;
  data: {
    number: string | null;
    holder: string | null;
    type: string | null;
    country: string | null;
    expires: { year: number; month: number } | null;
  } | null;
  accounts: { number: string; order: number | null }[];
  commissionRule: JsonObject | null;
  raw: JsonObject;
};

/** Section 6.10. Scope `cards`, or a special permission. */
export type Cards = {
  create(request: CardRequest, options?: CallOptions): Promise<Card>;
  get(id: number, options?: CallOptions): Promise<Card>;
  list(filter?: { userId?: number } & PageQuery, options?: CallOptions): Paged<Card>;
  remove(id: number, options?: CallOptions): Promise<void>;
};

const card = objectOf(decodeCard);

export function createCards(invoke: Invoke): Cards {
  const path = (id: number) => `/rest/v1/card/${segment('id', id)}`;
  return {
    create: async ({ userId, accounts, relation }, options) => {
      const json = {
        user_id: userId,
        accounts,
        relation: { redirect_back_uri: absoluteUrl('relation.redirectBackUri', relation.redirectBackUri), locale: relation.locale },
      };
      return invoke({ name: 'cards.create', method: 'POST', path: '/rest/v1/card', json, decode: card }, options);
    },
    get: async (id, options) => invoke({ name: 'cards.get', method: 'GET', path: path(id), decode: card }, options),
    list: ({ userId, ...page } = {}, options) =>
      paged(
        invoke,
        { name: 'cards.list', path: '/rest/v1/cards', field: 'cards', query: { user_id: userId, ...page }, decodeItem: decodeCard },
        options,
      ),
    remove: async (id, options) => invoke({ name: 'cards.remove', method: 'DELETE', path: path(id), decode: () => {} }, options),
  };
}

function decodeCard(reader: Reader): Card {
  return {
    id: reader.integer('id'),
    userId: reader.optionalInteger('user_id'),
    status: reader.optionalText('status'),
    relatedAt: reader.optionalInstant('related_at'),
    relation: reader.optionalObject('relation', (relation) => ({
      redirectUri: relation.optionalText('redirect_uri'),
      redirectBackUri: relation.optionalText('redirect_back_uri'),
    })),
    data: reader.optionalObject('card_data', (data) => ({
      number: data.optionalText('number'),
      holder: data.optionalText('holder'),
      type: data.optionalText('type'),
      country: data.optionalText('country'),
      expires: data.optionalObject('expiration', (expiration) => ({
        year: expiration.integer('year'),
        month: expiration.integer('month'),
      })),
    })),
    accounts: reader.optionalList('accounts', (account) => ({ number: account.text('number'), order: account.optionalInteger('order') })),
    commissionRule: reader.optionalObject('commission_rule', (rule) => rule.raw),
    raw: reader.raw,
  };
}
