// Shoppers of a storm: they double-click, open three tabs, come back twice, change their mind, come too late, and the hostile one
// accepts every key that was ever shown to him.
import { setTimeout as pause } from 'node:timers/promises';
import type { PayseraControl } from '../contract/checkout/paysera-control.ts';
import type { Chance } from './chance.ts';
import type { FaultJournal } from './fault-journal.ts';
import type { Instances } from './instances.ts';
import { callbackFaults } from './plan.ts';

export type Observation = {
  name: string;
  orderId: string;
  status: string;
  tier: string;
  attempt: string | null;
  /** When the page was there. */
  atMs: number;
};
export type ShopperWorld = {
  chance: Chance;
  journal: FaultJournal;
  instances: Instances;
  paysera: PayseraControl;
  /** Every key a browser was sent to. */
  keysShown: Set<string>;
  observations: Observation[];
  /** Broken promises that a shopper sees at once. */
  seenWrong: string[];
  orderTtlMs: number;
  stretch: number;
};

const richWallet = 14473;
const poorWallet = 14472;
const story = [
  'accept',
  'accept',
  'accept',
  'accept',
  'accept',
  'accept',
  'reject',
  'abandon',
  'cancel',
  'late',
  'poor',
  'accept',
] as const;

/** The last of them is scarce. */
const goods = ['var_a', 'var_b', 'var_c', 'var_a', 'var_b', 'var_c', 'var_a', 'var_b', 'var_c', 'var_d'] as const;

/** @returns the order, where one was placed. */
export async function shop(world: ShopperWorld, name: string): Promise<string | null> {
  const { chance } = world;
  const quantity = 1 + Math.floor(chance.number('quantity', name) * 3);
  const cart = await persist(world, 'fill', { variantId: chance.pick(goods, 'variant', name), quantity });
  if (!cart?.token) return null;
  // The built shop's form holds its total itself.
  if (typeof cart.total === 'string' && chance.happens(0.15, 'haggle', name)) {
    const answer = await once(world, 'place', { name, tab: 9, again: 0, ...cart, total: '1' });
    if (answer?.kind === 'placed') world.seenWrong.push(`S2 an order of ${name} was placed for another total than was shown`);
  }
  const tabs = chance.happens(0.4, 'tabs', name) ? 3 : 1;
  const placed = await Promise.all(range(tabs).map((tab) => persist(world, 'place', { name, tab, ...cart })));
  const orderId = placed.find((one) => one?.kind === 'placed')?.orderId as string | undefined;
  if (!orderId) return null;
  const mine = new Set<string>();
  const what = chance.pick(story, 'story', name);
  await pay(world, name, orderId, tabs, 1, mine);
  await approve(world, name, orderId, what, mine);
  for (let look = 1; look <= 3; look++) {
    await comeBack(world, name, orderId, look);
    await pause(150 + chance.number('wait', name, look) * 300);
  }
  const last = await comeBack(world, name, orderId, 4);
  if (last?.canPay && what !== 'abandon') {
    await pay(world, name, orderId, 1, 2, mine);
    if (chance.happens(0.8, 'again', name)) for (const key of mine) await act(world, key, 'accept', richWallet);
    await comeBack(world, name, orderId, 5);
  }
  // What was shown once can be accepted for ever, whatever we think of it by now.
  if (chance.happens(0.6, 'hostile', name)) for (const key of mine) await act(world, key, 'accept', richWallet);
  return orderId;
}

async function pay(world: ShopperWorld, name: string, orderId: string, tabs: number, turn: number, mine: Set<string>): Promise<void> {
  const answers = await Promise.all(range(tabs).map((tab) => persist(world, 'pay', { name, tab, orderId, turn })));
  for (const answer of answers) {
    const key = typeof answer?.url === 'string' ? answer.url.split('/').at(-1) : undefined;
    if (!key) continue;
    if (!mine.has(key)) await bendCallbacks(world, name, key);
    mine.add(key);
    world.keysShown.add(key);
  }
}

async function approve(world: ShopperWorld, name: string, orderId: string, what: (typeof story)[number], keys: Set<string>): Promise<void> {
  await pause(world.chance.number('think', name) * 400);
  if (what === 'late') await pause(world.orderTtlMs * (0.9 + world.chance.number('late', name) * 0.25));
  if (what === 'cancel') {
    // Both at once: who comes first is left to chance, and either way the books must agree.
    await Promise.all([persist(world, 'cancel', { orderId }), ...[...keys].map((key) => act(world, key, 'accept', richWallet))]);
    return;
  }
  if (what === 'abandon') return;
  for (const key of keys) await act(world, key, what === 'reject' ? 'reject' : 'accept', what === 'poor' ? poorWallet : richWallet);
}

export async function comeBack(world: ShopperWorld, name: string, orderId: string, look: number): Promise<Record<string, unknown> | null> {
  const seen = await once(world, world.chance.happens(0.5, 'return', name, look) ? 'return' : 'view', { orderId });
  if (seen?.tier) {
    world.observations.push({
      name,
      orderId,
      status: String(seen.status),
      tier: String(seen.tier),
      attempt: seen.attempt as string | null,
      atMs: Date.now(),
    });
  }
  return seen;
}

export async function bendCallbacks(world: ShopperWorld, name: string, key: string): Promise<void> {
  if (!world.chance.happens(0.5, 'callback', name)) return;
  const kind = world.chance.pick(callbackFaults, 'callback-kind', name);
  if (world.journal.fire(`callback#${name}#1=${kind}`)) await world.paysera.post('/callbacks', { kind, transaction: key, seconds: 1 });
}

/** Refusals are part of the game: the transaction may be over by now. */
export async function act(world: ShopperWorld, key: string, what: 'accept' | 'reject', wallet: number): Promise<void> {
  await world.paysera.post(`/transactions/${key}/${what}`, { wallet }).catch(() => {});
}

async function once(world: ShopperWorld, call: string, input: unknown): Promise<Record<string, unknown> | null> {
  const answer = await world.instances.call(call, input);
  return answer?.status === 200 ? answer.body : null;
}

/** A shopper who sees an error page presses again a few times: long enough for a killed database to come back. `again` counts them. */
export async function persist(world: ShopperWorld, call: string, input: object): Promise<Record<string, unknown> | null> {
  for (let tries = 0; tries < 16; tries++) {
    const answer = await once(world, call, { ...input, again: tries });
    if (answer && answer.kind !== 'unavailable') return answer;
    await pause(150 * (tries + 1) * world.stretch);
  }
  return null;
}

export const range = (count: number) => Array.from({ length: count }, (_, index) => index);
