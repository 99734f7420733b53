// Members of a storm against the built shop: on pages and with forms, on as many devices as they like, they give a permission with a
// purchase that is paid by PIN, pay a whole cart by one click, press twice, undo in time and too late, turn off while clicking, and race
// with several carts for a permission that does not cover them all. What they are noted to have been told is what stood on a page.
import { setTimeout as pause } from 'node:timers/promises';
import type { Page, PlainBrowser } from '../support/plain-browser.ts';
import type { Member, MemberWorld } from './members.ts';
import type { ChosenGrant } from './quick-pay-calls.ts';
import { act, bendCallbacks, comeBack, range } from './shopper.ts';
import { fail, good, keyIn, type OrderLinks, patiently, titleOf } from './tier3-pages.ts';

const usualGrant: ChosenGrant = { weekly: '20000', ceiling: '6000' };
/** Three cups at 18.40, and not a fourth. */
const grantForThree: ChosenGrant = { weekly: '5600', ceiling: '5600' };
const raceCarts = 5;
const looksAtMost = 8;
const cup = 'var_a';
const dear = 'var_c'; // above every ceiling
const stepsPerMember = 2;

export type MemberPages = {
  /** The card in the account, as it is drawn. */
  card(shopperId: string): Promise<{ kind: 'card'; left: string } | { kind: 'none' }>;
  live(world: MemberWorld, member: Member): Promise<void>;
  race(world: MemberWorld, member: Member): Promise<void>;
};
type Session = { sessionOf(shopperId: string): string };
/** What a press came to: the order's id where the answer led to one. */
type Pressed = { orderId: string; kind: string; untilMs: number | null; key: string | null };

export function memberPages(links: OrderLinks, newBrowser: (cookies: Record<string, string>) => PlainBrowser, who: Session): MemberPages {
  const newDevice = (shopperId: string) => newBrowser({ '__Host-sid': who.sessionOf(shopperId) });

  async function fillCart(device: PlainBrowser, variantId: string): Promise<void> {
    const product = good(await device.get('/products/a'));
    const added = await device.submit(product, 'name="variantId"', { variantId, quantity: '1' });
    if (added.location !== '/cart') fail(`adding led to ${added.location}`);
  }

  /** @returns whether the permission is on in the end, as the card says. */
  async function buyWithGrant(world: MemberWorld, member: Member, name: string, grant: ChosenGrant): Promise<boolean> {
    const device = newDevice(member.shopperId);
    const orderId = await patiently(world.stretch, async () => {
      await fillCart(device, cup);
      const checkout = good(await device.get('/checkout'));
      const typed = { email: `${name}@storm.lt`, quickPay: 'own', weekly: euro(grant.weekly), ceiling: euro(grant.ceiling) };
      // A page that does not come is sent for again, with the same form: it may have been placed.
      const answer = await patiently(world.stretch, async () => leadsOn(await device.submit(checkout, 'name="shownTotalMinor"', typed)));
      return answer === null ? fail('no checkout') : links.note(device, answer);
    });
    if (orderId === null) return false;
    world.notes.owners.set(orderId, member.shopperId);
    world.notes.grants.set(orderId, { ...grant, shopperId: member.shopperId });
    const key = await keyToPay(world, name, orderId);
    if (key) await world.paysera.post(`/transactions/${key}/accept`, { wallet: member.wallet, allowance: true }).catch(() => {});
    for (const look of range(looksAtMost)) {
      if ((await comeBack(world, name, orderId, look + 1))?.tier === 'paid') break;
      await pause(250 * world.stretch);
    }
    return (await patiently(world.stretch, () => cardOf(member.shopperId)))?.kind === 'card';
  }

  /** The order's own pay page leads to the transaction that is open, or opens one. */
  async function keyToPay(world: MemberWorld, name: string, orderId: string): Promise<string | null> {
    const { browser, link } = links.of(orderId);
    const location = await patiently(world.stretch, async () => {
      const page = await browser.get(`/orders/${link}/pay`);
      return page.status === 307 ? '' : leadsOn(await browser.submit(good(page), 'name="token"'));
    });
    const key = location ? keyIn(location) : undefined;
    if (!key) return null;
    if (!world.keysShown.has(key)) await bendCallbacks(world, name, key);
    world.keysShown.add(key);
    return key;
  }

  /** The cart with its button, as it was drawn; null where there is none to press. */
  async function drawButton(world: MemberWorld, member: Member, variantId: string): Promise<{ device: PlainBrowser; cart: Page } | null> {
    return patiently(world.stretch, async () => {
      const device = newDevice(member.shopperId);
      await fillCart(device, variantId);
      const cart = good(await device.get('/cart'));
      return cart.text.includes('name="clickKey"') ? { device, cart } : fail('no button');
    });
  }

  /** One press of a drawn button, pressed again as long as no page answers. */
  async function press(
    world: MemberWorld,
    member: Member,
    { device, cart }: { device: PlainBrowser; cart: Page },
  ): Promise<Pressed | null> {
    const { shopperId } = member;
    const location = await patiently(world.stretch, async () => leadsOn(await device.submit(cart, 'name="clickKey"')));
    if (location === null || /^\/(cart|checkout|sign-in)/.test(location)) return null;
    const orderId = await patiently(world.stretch, () => links.note(device, location));
    if (orderId === null) return null;
    world.notes.owners.set(orderId, shopperId);
    world.notes.clicks.push({ orderId, shopperId, fresh: true });
    const key = keyIn(location) ?? null;
    if (key) world.keysShown.add(key);
    const told = key || location.includes('/pay?') ? null : await patiently(world.stretch, () => readHeld(orderId));
    const kind = told ? told.kind : location.includes('problem=') ? 'unavailable' : 'with-pin';
    const untilMs = told?.untilMs ?? null;
    world.notes.answers.push({ orderId, shopperId, fresh: true, kind, reason: null, untilMs, key });
    return { orderId, kind, untilMs, key };
  }

  async function readHeld(orderId: string): Promise<{ kind: string; untilMs: number | null }> {
    const { browser, link } = links.of(orderId);
    const page = good(await browser.get(`/orders/${link}`));
    const title = titleOf(page);
    if (title === 'Approved without a PIN') return { kind: 'held', untilMs: undoUntil(page) };
    return {
      kind: title === 'Paid' ? 'paid' : /^(Cancelled|Undone|This order has ended)$/.test(title) ? 'ended' : 'finishing',
      untilMs: null,
    };
  }

  async function undo(world: MemberWorld, { orderId, untilMs }: Pressed): Promise<void> {
    const { browser, link } = links.of(orderId);
    const page = await patiently(world.stretch, async () => good(await browser.get(`/orders/${link}`)));
    if (!page?.text.includes('Undo this payment') || untilMs === null) return;
    await sendUndo(world, orderId, page, untilMs);
  }

  async function sendUndo(world: MemberWorld, orderId: string, page: Page, untilMs: number): Promise<void> {
    const { browser, link } = links.of(orderId);
    const askedAtMs = Date.now() - 1_000; // the page says whole seconds, and the last of them may not be over
    const location = await patiently(world.stretch, async () => leadsOn(await browser.submit(page, 'Undo this payment')));
    const answeredAtMs = Date.now();
    if (location === null) return;
    let kind = 'too-late';
    if (!location.includes('undo=too-late')) {
      const title = await patiently(world.stretch, async () => titleOf(good(await browser.get(`/orders/${link}`))));
      kind = title === 'Undone' ? 'undone' : title === 'Undone. Checking' ? 'checking' : 'unknown';
    }
    world.notes.undos.push({ orderId, kind, askedAtMs, answeredAtMs, untilMs });
  }

  /** Goes on with the PIN where the press led there. */
  async function finish(world: MemberWorld, member: Member, name: string, pressed: Pressed | null): Promise<void> {
    if (pressed?.kind !== 'with-pin' && pressed?.kind !== 'unavailable') return;
    const key = pressed.key ?? (await keyToPay(world, name, pressed.orderId));
    if (key && world.chance.happens(0.6, 'pin', name)) await act(world, key, 'accept', member.wallet);
  }

  const steps = {
    leave: async (world, member, name) => {
      const button = await drawButton(world, member, cup);
      const pressed = button && (await press(world, member, button));
      if (pressed) for (const look of range(3)) await comeBack(world, name, pressed.orderId, look + 1);
      await finish(world, member, name, pressed);
    },
    'press twice': async (world, member, name) => {
      const button = await drawButton(world, member, cup);
      if (!button) return;
      const [pressed = null] = await Promise.all(range(2).map(() => press(world, member, button)));
      await finish(world, member, name, pressed);
    },
    'undo in time': async (world, member, name) => {
      const button = await drawButton(world, member, cup);
      const pressed = button && (await press(world, member, button));
      if (pressed) await undo(world, pressed);
      await finish(world, member, name, pressed);
    },
    'undo too late': async (world, member, name) => {
      const button = await drawButton(world, member, cup);
      const pressed = button && (await press(world, member, button));
      if (pressed?.untilMs) {
        const { browser, link } = links.of(pressed.orderId);
        const drawn = await patiently(world.stretch, async () => good(await browser.get(`/orders/${link}`)));
        // The page says whole seconds: the last of them is over one later.
        await pause(Math.max(0, pressed.untilMs + 1_000 - Date.now()));
        if (drawn?.text.includes('Undo this payment')) await sendUndo(world, pressed.orderId, drawn, pressed.untilMs);
      }
      await finish(world, member, name, pressed);
    },
    'above the ceiling': async (world, member, name) => {
      const button = await drawButton(world, member, dear);
      await finish(world, member, name, button && (await press(world, member, button)));
    },
    'turned off while clicking': async (world, member, name) => {
      const button = await drawButton(world, member, cup);
      const device = newDevice(member.shopperId);
      const off = async () => leadsOn(await device.submit(good(await device.get('/account/quick-pay')), 'Turn off quick pay'));
      const [pressed] = await Promise.all([button && press(world, member, button), patiently(world.stretch, off)]);
      await finish(world, member, name, pressed);
      await buyWithGrant(world, member, `${name}-anew`, usualGrant);
    },
  } satisfies Record<string, (world: MemberWorld, member: Member, name: string) => Promise<void>>;

  async function cardOf(shopperId: string): ReturnType<MemberPages['card']> {
    const page = good(await newDevice(shopperId).get('/account/quick-pay'));
    const left = /class="money text-36[^"]*">([^<]+)<\/span>/.exec(page.text)?.[1];
    return left ? { kind: 'card', left: String(BigInt(left.replaceAll(/\D/g, ''))) } : { kind: 'none' };
  }

  async function grantAtLast(world: MemberWorld, member: Member, grant: ChosenGrant): Promise<void> {
    for (const tries of range(3)) if (await buyWithGrant(world, member, `${member.name}.grant${tries}`, grant)) return;
  }

  return {
    card: cardOf,
    async live(world, member) {
      await grantAtLast(world, member, usualGrant);
      const names = Object.keys(steps) as (keyof typeof steps)[];
      const first = Math.floor(world.chance.number('step', 'first') * names.length) + Number(member.name.slice(1)) * stepsPerMember;
      for (const index of range(stepsPerMember)) {
        const step = names[(first + index) % names.length] as keyof typeof steps;
        await steps[step](world, member, `${member.name}.${index}`);
      }
    },
    /** All carts are drawn first, each with a button that says "now": they are pressed at once. */
    async race(world, member) {
      await grantAtLast(world, member, grantForThree);
      const orders: string[] = [];
      world.notes.races.push({ orders, covers: 3 });
      const buttons = await Promise.all(range(raceCarts).map(() => drawButton(world, member, cup)));
      const presses = await Promise.all(buttons.map((button) => button && press(world, member, button)));
      for (const pressed of presses) if (pressed) orders.push(pressed.orderId);
      await Promise.all(presses.map((pressed, index) => finish(world, member, `${member.name}.${index}`, pressed)));
    },
  };
}

/** Where a form led; an error page leads nowhere, and neither does one that shows the same form again. */
function leadsOn(answer: Page): string {
  return answer.location ?? fail(`${answer.address} answered ${answer.status}`);
}

const euro = (minor: string) => `${minor.slice(0, -2)}.${minor.slice(-2)}`;

/** "until 12:34:56 EET": the next such moment, to the second before it. */
function undoUntil(page: Page): number | null {
  const [, words, zone] = /until (\d\d:\d\d:\d\d) ([A-Z+0-9:]+)/.exec(page.text.replaceAll('<!-- -->', '')) ?? [];
  if (!words || !zone) return null;
  const nowMs = Date.now();
  const there = new Date(nowMs).toLocaleTimeString('en-GB', { timeZone: 'Europe/Vilnius', hourCycle: 'h23' });
  const day = 86_400;
  const left = (secondsOf(words) - secondsOf(there) + day) % day;
  // One that is just over would else be a day away.
  return Math.floor(nowMs / 1000) * 1000 + (left > day / 2 ? left - day : left) * 1000;
}

function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}
