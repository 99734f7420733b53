/** Section 6.10: payment cards that a user links to their account. */
import { scopesFor } from '../auth/scopes.ts';
import { type Call, jsonObject } from '../http/call.ts';
import { numberOf, paginate } from '../http/paging.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { fieldsOf, intField, listField, textField } from '../transactions/read-fields.ts';
import type { Card } from '../world/records.ts';
import { nextId, type World } from '../world/world.ts';
import { callerOf, idOf } from './paths.ts';

export function cardRoutes(world: World): Route[] {
  const route = (method: string, pattern: string, run: (call: Call) => unknown): Route => ({ method, pattern, access: 'caller', run });
  return [
    route('POST', 'card', (call) => create(world, call)),
    route('GET', 'card/{card}', (call) => showCard(cardOf(world, call), call)),
    route('GET', 'cards', (call) => list(world, call)),
    route('DELETE', 'card/{card}', (call) => {
      const card = cardOf(world, call);
      world.cards.delete(card.id);
      return showCard({ ...card, status: 'deleted' }, call);
    }),
  ];
}

/** T:cards for the own user, or a client that may use the wallet API at large. */
function mayUse(world: World, call: Call, userId: number): void {
  const caller = callerOf(call);
  if (caller.kind === 'client' && caller.client.permissions.includes('use_wallet_api')) return;
  if (!scopesFor(world, caller, userId).has('cards')) throw new Refusal('forbidden', 'This needs the scope cards');
}

function cardOf(world: World, call: Call): Card {
  const card = world.cards.get(idOf(call.params.card));
  if (!card) throw new Refusal('not_found', 'No such card');
  mayUse(world, call, card.userId);
  return card;
}

function create(world: World, call: Call): unknown {
  const body = jsonObject(call);
  const userId = intField(body, 'user_id');
  if (userId === undefined) throw invalid('user_id', 'is required');
  if (!world.users.has(userId)) throw new Refusal('not_found', 'No such user');
  mayUse(world, call, userId);
  const relation = body.relation == null ? {} : fieldsOf(body.relation, 'relation');
  const accounts = (listField(body, 'accounts') ?? []).map((value, i) => {
    const fields = fieldsOf(value, 'accounts');
    return { number: textField(fields, 'number') ?? '', order: intField(fields, 'order') ?? i };
  });
  const card: Card = {
    id: nextId(world, 'card'),
    userId,
    status: 'new',
    createdAt: world.clock.nowSeconds(),
    accounts,
    redirectBackUri: textField(relation, 'redirect_back_uri'),
    locale: textField(relation, 'locale'),
  };
  world.cards.set(card.id, card);
  return showCard(card, call);
}

function list(world: World, call: Call): unknown {
  const userId = numberOf(call.query, 'user_id');
  if (userId === undefined) throw invalid('user_id', 'is required');
  mayUse(world, call, userId);
  const found = [...world.cards.values()].filter((card) => card.userId === userId);
  const { items, metadata } = paginate(found, call.query, (card) => card.id);
  return { cards: items.map((card) => showCard(card, call)), _metadata: metadata };
}

function showCard(card: Card, call: Call): Record<string, unknown> {
  const base = `${call.scheme}://${call.request.headers.host}`;
  return {
    id: card.id,
    user_id: card.userId,
    status: card.status,
    ...(card.relatedAt !== undefined ? { related_at: card.relatedAt } : {}),
    relation: {
      redirect_uri: `${base}/frontend${card.locale ? `/${card.locale}` : ''}/card/${card.id}`,
      ...(card.redirectBackUri !== undefined ? { redirect_back_uri: card.redirectBackUri } : {}),
    },
    ...(card.status === 'related'
      ? { card_data: { number: '**** 4242', holder: 'CARD HOLDER', type: 'visa', country: 'LT', expiration: { year: 2030, month: 12 } } }
      : {}),
    accounts: card.accounts,
    commission_rule: { percent: '1.50', fix: '0.00', min: '0.00', max: '10.00', currency: 'EUR' },
  };
}
