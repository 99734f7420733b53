// Members of a storm: shoppers with a wallet of their own who give a permission with a purchase and then pay by one click, undo in time
// and too late, press twice, race on ten devices, turn off here and at Paysera, and try what belongs to others.
import { setTimeout as pause } from 'node:timers/promises';
import type { ChosenGrant } from './quick-pay-calls.ts';
import type { QuickPayNotes } from './quick-pay-notes.ts';
import { act, bendCallbacks, comeBack, persist, range, type ShopperWorld } from './shopper.ts';

export type Member = { name: string; user: number; wallet: number; shopperId: string };

export type MemberWorld = ShopperWorld & {
  notes: QuickPayNotes;
  members: Member[];
  strangersWallet: number;
  /** Members do nothing else. */
  onlyStep: StepName | null;
};

const cup = 'var_a';
const cupPrice = '1840';
const dear = 'var_c'; // above every ceiling
const usualGrant: ChosenGrant = { weekly: '20000', ceiling: '6000' };
/** Three cups at 18.40, and not a fourth. */
const grantForThree: ChosenGrant = { weekly: '5600', ceiling: '5600' };
const raceOrders = 10;
const longestWaitForOthersMs = 1_000;
/** So many presses around one replacement: some of them meet it. */
const clicksAroundReplacement = 4;

const steps = {
  leave: async (world, member, name) => {
    const { orderId } = await orderAndClick(world, member, name);
    if (orderId) await look(world, name, orderId, 3);
  },
  'undo in time': async (world, member, name) => {
    const { orderId, untilMs } = await orderAndClick(world, member, name);
    if (orderId && untilMs) await Promise.all(range(tabsOf(world, name)).map(() => undo(world, orderId, untilMs)));
  },
  'undo at the last moment': async (world, member, name) => {
    const { orderId, untilMs } = await orderAndClick(world, member, name);
    if (!orderId || !untilMs) return;
    await pause(Math.max(0, untilMs - Date.now() - world.chance.number('last-moment', name) * 60));
    await Promise.all([undo(world, orderId, untilMs), comeBack(world, name, orderId, 1)]);
  },
  'undo too late': async (world, member, name) => {
    const { orderId, untilMs } = await orderAndClick(world, member, name);
    if (!orderId || !untilMs) return;
    await pause(Math.max(0, untilMs - Date.now()) + 100);
    await undo(world, orderId, untilMs);
  },
  'press twice': async (world, member, name) => {
    const orderId = await place(world, member, name);
    if (!orderId) return;
    await Promise.all([
      ...range(2).map((tab) => click(world, member, name, orderId, { tab })),
      click(world, member, name, orderId, { tab: 2, key: `other-device-of-${name}` }),
    ]);
    await look(world, name, orderId, 2);
  },
  'above the ceiling': async (world, member, name) => {
    const { orderId, key } = await orderAndClick(world, member, name, dear);
    if (orderId && key && world.chance.happens(0.5, 'pin', name)) await act(world, key, 'accept', member.wallet);
  },
  'PIN and click at once': async (world, member, name) => {
    const orderId = await place(world, member, name);
    if (!orderId) return;
    await Promise.all([click(world, member, name, orderId), payByPin(world, member, name, orderId)]);
    await look(world, name, orderId, 2);
  },
  'too little money': async (world, member, name) => {
    await setBalance(world, member.wallet, 5);
    const { key } = await orderAndClick(world, member, name);
    await setBalance(world, member.wallet, plenty);
    if (key) await act(world, key, 'accept', member.wallet);
  },
  'cancelled at Paysera': async (world, member, name) => {
    const orderId = await place(world, member, name);
    await Promise.all([cancelAtPaysera(world, member), orderId ? click(world, member, name, orderId) : null]);
    await buyWithGrant(world, member, `${name}-anew`);
  },
  'turned off while clicking': async (world, member, name) => {
    const orderId = await place(world, member, name);
    await Promise.all([persist(world, 'turn-off', member), orderId ? click(world, member, name, orderId) : null]);
    await buyWithGrant(world, member, `${name}-anew`);
  },
  'replaced while clicking': async (world, member, name) => {
    const orders = await Promise.all(range(clicksAroundReplacement).map((index) => place(world, member, `${name}-${index}`)));
    const newer = await offerGrant(world, member, `${name}-anew`, { weekly: '9000', ceiling: '4000' });
    if (!newer) return;
    const moment = (...about: (string | number)[]) => pause(world.chance.number('moment', name, ...about) * 250 * world.stretch);
    await Promise.all([
      moment('approval').then(() => approveGrant(world, member, `${name}-anew`, newer)),
      ...orders.map(async (orderId, index) => {
        await moment(index);
        if (orderId) await click(world, member, `${name}-${index}`, orderId);
      }),
    ]);
  },
  'signed in long ago': async (world, member, name) => {
    const orderId = await place(world, member, name);
    if (orderId) await click(world, member, name, orderId, { hoursAgo: 25 });
  },
  'what belongs to others': attack,
} satisfies Record<string, (world: MemberWorld, member: Member, name: string) => Promise<void>>;

const ends = ['keep', 'keep', 'turn off', 'at Paysera', 'disconnect'] as const;
export type StepName = keyof typeof steps;
export const isStep = (name: string): name is StepName => name in steps;
const stepsPerMember = 3;

export async function liveWithPermission(world: MemberWorld, member: Member): Promise<void> {
  const { chance } = world;
  const { name } = member;
  if (chance.happens(0.2, 'declined', name)) await buyWithGrant(world, member, `${name}.declined`, usualGrant, { take: false });
  if (chance.happens(0.2, 'stranger', name))
    await buyWithGrant(world, member, `${name}.stranger`, usualGrant, { wallet: world.strangersWallet });
  await grantAtLast(world, member, usualGrant);
  // Every step comes about as often as every other, whatever the seed: each member begins at another one.
  const names = Object.keys(steps) as StepName[];
  const first = Math.floor(chance.number('step', 'first') * names.length) + Number(name.slice(1)) * stepsPerMember;
  for (const index of range(stepsPerMember)) {
    const step = world.onlyStep ?? (names[(first + index) % names.length] as StepName);
    await steps[step](world, member, `${name}.${index}`);
  }
  await finishWithPin(world, member);
  const end = chance.pick(ends, 'end', name);
  if (end === 'turn off') await persist(world, 'turn-off', member);
  if (end === 'at Paysera') await cancelAtPaysera(world, member);
  if (end === 'disconnect') await persist(world, 'disconnect', member);
}

/** Ten orders at once, on both instances, for a permission that covers three of them. */
export async function race(world: MemberWorld, member: Member): Promise<void> {
  await grantAtLast(world, member, grantForThree);
  const orders: string[] = [];
  world.notes.races.push({ orders, covers: 3 });
  const placing = range(raceOrders).map((index) => place(world, member, `${member.name}.${index}`));
  // All at once, but nobody waits for one that cannot be placed: the others' time to pay would run out.
  const ready = Promise.race([Promise.all(placing), pause(longestWaitForOthersMs * world.stretch)]);
  await Promise.all(
    placing.map(async (placed, index) => {
      const orderId = await placed;
      await ready;
      if (!orderId) return;
      orders.push(orderId);
      await click(world, member, `${member.name}.${index}`, orderId);
      await comeBack(world, `${member.name}.${index}`, orderId, 1);
    }),
  );
  await finishWithPin(world, member);
}

/** Orders that went on to the PIN page are paid there or cancelled; some are simply left, until their time is over. */
async function finishWithPin(world: MemberWorld, member: Member): Promise<void> {
  const open = world.notes.answers.filter(({ shopperId, kind }) => shopperId === member.shopperId && kind === 'with-pin');
  await Promise.all(
    open.map(async ({ orderId, key }) => {
      const what = world.chance.number('finish', orderId);
      if (what < 0.5 && key) await act(world, key, 'accept', member.wallet);
      else if (what < 0.95) await persist(world, 'cancel', { orderId });
    }),
  );
}

/** A purchase that comes to nothing gives no permission: then the next one asks again. */
async function grantAtLast(world: MemberWorld, member: Member, grant: ChosenGrant): Promise<void> {
  for (const tries of range(3)) if (await buyWithGrant(world, member, `${member.name}.grant${tries}`, grant)) return;
}

async function place(world: MemberWorld, member: Member, name: string, variantId = cup): Promise<string | null> {
  const cart = await persist(world, 'fill', { variantId, quantity: 1 });
  const placed = cart?.token ? await persist(world, 'place', { name, tab: 0, ...cart, shopperId: member.shopperId }) : null;
  if (placed?.kind !== 'placed') return null;
  world.notes.owners.set(String(placed.orderId), member.shopperId);
  return String(placed.orderId);
}

/** @returns whether the permission is active in the end, as the card says. */
async function buyWithGrant(
  world: MemberWorld,
  member: Member,
  name: string,
  grant = usualGrant,
  how: { wallet?: number; take?: boolean } = {},
): Promise<boolean> {
  const offered = await offerGrant(world, member, name, grant);
  return offered ? approveGrant(world, member, name, offered, how) : false;
}

type Offered = { orderId: string; key: string | null };

/** A purchase whose page at Paysera is open, with the permission on it. */
async function offerGrant(world: MemberWorld, member: Member, name: string, grant: ChosenGrant): Promise<Offered | null> {
  const orderId = await place(world, member, name);
  if (!orderId) return null;
  world.notes.grants.set(orderId, { ...grant, shopperId: member.shopperId });
  const paid = await persist(world, 'pay', { name, tab: 0, orderId, turn: 1, grant, shopperId: member.shopperId });
  return { orderId, key: await takeKey(world, name, paid) };
}

async function approveGrant(
  world: MemberWorld,
  member: Member,
  name: string,
  { orderId, key }: Offered,
  { wallet = member.wallet, take = true }: { wallet?: number; take?: boolean } = {},
): Promise<boolean> {
  if (key) await world.paysera.post(`/transactions/${key}/accept`, { wallet, allowance: take }).catch(() => {});
  await look(world, name, orderId, 4, ({ status }) => status !== 'pending');
  return (await persist(world, 'card', member))?.kind === 'card';
}

async function orderAndClick(world: MemberWorld, member: Member, name: string, variantId = cup) {
  const orderId = await place(world, member, name, variantId);
  return orderId ? { orderId, ...(await click(world, member, name, orderId)) } : { orderId, untilMs: null, key: null };
}

type Press = { as?: Member; key?: string; tab?: number; hoursAgo?: number };

async function click(world: MemberWorld, member: Member, name: string, orderId: string, press: Press = {}) {
  const { as = member, key = `click-of-${name}`, tab = 0, hoursAgo = 0 } = press;
  const { shopperId } = as;
  const fresh = hoursAgo < 24;
  const clickKey = key.replaceAll('.', '_').padEnd(24, '-');
  // A page asks before it draws the button.
  if (world.chance.happens(0.5, 'judge', name, tab)) await persist(world, 'judge', { shopperId, total: cupPrice });
  world.notes.clicks.push({ orderId, shopperId, fresh });
  const answer = await persist(world, 'click', { name, tab, orderId, shopperId, clickKey, hoursAgo });
  const reason = typeof answer?.reason === 'string' ? answer.reason : null;
  const untilMs = typeof answer?.until === 'string' ? Date.parse(answer.until) : null;
  const pinKey = await takeKey(world, name, answer);
  if (answer) world.notes.answers.push({ orderId, shopperId, fresh, kind: String(answer.kind), reason, untilMs, key: pinKey });
  return { untilMs, key: pinKey };
}

async function undo(world: MemberWorld, orderId: string, untilMs: number): Promise<void> {
  const askedAtMs = Date.now();
  const answer = await persist(world, 'undo', { orderId });
  world.notes.undos.push({ orderId, kind: String(answer?.kind ?? 'unknown'), askedAtMs, answeredAtMs: Date.now(), untilMs });
}

async function payByPin(world: MemberWorld, member: Member, name: string, orderId: string): Promise<void> {
  const key = await takeKey(world, name, await persist(world, 'pay', { name, tab: 1, orderId, turn: 1 }));
  if (key) await act(world, key, 'accept', member.wallet);
}

/** Somebody else's order, somebody else's key of a click, a permission on somebody else's order: none of it may do anything. */
async function attack(world: MemberWorld, victim: Member, name: string): Promise<void> {
  const attackers = world.members.filter((member) => member !== victim);
  const attacker = attackers[Math.floor(world.chance.number('attacker', name) * attackers.length)];
  if (!attacker) return;
  const untouched = await place(world, victim, `${name}-untouched`);
  if (untouched) {
    const nobody = { ...attacker, shopperId: 'shp_nobody' };
    await Promise.all([attacker, nobody].map((as, tab) => click(world, victim, `${name}-untouched`, untouched, { as, tab })));
    await persist(world, 'undo', { orderId: untouched });
    const grant = { ...usualGrant, shopperId: attacker.shopperId };
    const paid = await persist(world, 'pay', { name, tab: 2, orderId: untouched, turn: 1, grant, shopperId: attacker.shopperId });
    await takeKey(world, name, paid);
    await persist(world, 'cancel', { orderId: untouched });
  }
  const theirs = await place(world, attacker, `${name}-theirs`);
  if (theirs) await click(world, attacker, `${name}-theirs`, theirs, { key: `click-of-${name}-victim` });
  const own = await place(world, victim, `${name}-victim`);
  if (own) await click(world, victim, `${name}-victim`, own);
}

async function look(
  world: MemberWorld,
  name: string,
  orderId: string,
  times: number,
  enough: (seen: Record<string, unknown>) => boolean = () => false,
): Promise<void> {
  for (const index of range(times)) {
    const seen = await comeBack(world, name, orderId, index + 1);
    if (seen && enough(seen)) return;
    await pause((100 + world.chance.number('look', name, index) * 250) * world.stretch);
  }
}

/** Whoever knows a key may try it: it counts as shown. */
async function takeKey(world: MemberWorld, name: string, answer: Record<string, unknown> | null): Promise<string | null> {
  const key = typeof answer?.url === 'string' ? answer.url.split('/').at(-1) : undefined;
  if (!key) return null;
  if (!world.keysShown.has(key)) await bendCallbacks(world, name, key);
  world.keysShown.add(key);
  return key;
}

async function cancelAtPaysera(world: MemberWorld, member: Member): Promise<void> {
  const { allowances } = (await world.paysera.get('/allowances')) as { allowances: { id: number; status: string; wallet?: number }[] };
  const active = allowances.find((one) => one.status === 'active' && one.wallet === member.wallet);
  if (active) await world.paysera.post(`/allowances/${active.id}/cancel`).catch(() => {});
}

export const plenty = 1_000_000_000;

export async function setBalance(world: Pick<MemberWorld, 'paysera'>, wallet: number, amount: number): Promise<void> {
  await world.paysera.post('/balances', { wallet, currency: 'EUR', amount });
}

function tabsOf(world: MemberWorld, name: string): number {
  return world.chance.happens(0.4, 'tabs', name) ? 2 : 1;
}
