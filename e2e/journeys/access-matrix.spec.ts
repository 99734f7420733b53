import pg from 'pg';
import { expect, test } from '../support/journey.ts';
import { actionOf, type PlacedOrder, placeOrder } from '../support/place-order.ts';
import { permittedSession } from '../support/quick-pay.ts';
import type { World } from '../support/start-world.ts';
import { type Answer, builtActions, builtRoutes, openSessionFor, Visitor } from '../support/visitor.ts';

const people = {
  anonymous: null,
  shopper: { payseraUserId: 9001, role: null },
  other: { payseraUserId: 9002, role: null },
  clerk: { payseraUserId: 9003, role: 'clerk' },
  owner: { payseraUserId: 9004, role: 'owner' },
} as const;
type Who = keyof typeof people;
const everybody = Object.keys(people) as Who[];

type Verdict = 'open' | 'sign-in' | 'missing' | 'refused';
type Expected = Record<Who, Verdict>;
const all = (verdict: Verdict): Expected => ({ anonymous: verdict, shopper: verdict, other: verdict, clerk: verdict, owner: verdict });
const signedIn: Expected = { ...all('open'), anonymous: 'sign-in' };
const staff: Expected = { anonymous: 'sign-in', shopper: 'missing', other: 'missing', clerk: 'open', owner: 'open' };
const nothingThere: Expected = { ...all('missing'), anonymous: 'sign-in' };
const ownerOnly: Expected = { ...staff, clerk: 'missing' };

function verdictOf({ status, location }: Answer): Verdict {
  if (status === 404) return 'missing';
  if (status >= 400) return 'refused';
  return location?.startsWith('/sign-in?') ? 'sign-in' : 'open';
}

// Hundreds of requests, answered one after the other on a busy machine.
test.describe.configure({ timeout: 180_000 });

let pool: pg.Pool;
let visitors: Record<Who, Visitor>;
let order: PlacedOrder;

async function newVisitor(world: World, who: Who): Promise<Visitor> {
  const person = people[who];
  return new Visitor(world, person && (await openSessionFor(pool, person)).token);
}

const callbackHash = 'ac'.repeat(32);

test.beforeAll(async ({ world }) => {
  pool = new pg.Pool({ connectionString: world.databaseUrl, max: 2 });
  const entries = await Promise.all(everybody.map(async (who) => [who, await newVisitor(world, who)] as const));
  visitors = Object.fromEntries(entries) as Record<Who, Visitor>;
  order = await placeOrder(visitors.shopper, pool);
  await pool.query(
    `INSERT INTO callback_inbox (environment, hash, day, verdict, event, sign, event_type, received_at)
     VALUES ('local', decode($1, 'hex'), '1970-01-01', 'accepted', '{}', 'c2lnbg==', 'transaction.reserved', now()) ON CONFLICT DO NOTHING`,
    [callbackHash],
  );
  await pool.query(
    `INSERT INTO sent_mail (id, recipient, subject, plain, html, sent_at)
     VALUES ('out_access', 'a@example.lt', 'Receipt', 'Paid', '<p>Paid</p>', now()) ON CONFLICT DO NOTHING`,
  );
});
test.afterAll(async () => {
  // The journeys after this one share the shop: it has no owner yet, and names its first when she signs in.
  await pool.query("DELETE FROM staff WHERE id LIKE 'stf_access%'");
  await pool.end();
});

test('every address of the build gives each person what is theirs and nothing else', async () => {
  const matrix: Record<string, { addresses: () => string[]; expected: Expected }> = {
    '/': { addresses: () => ['/'], expected: all('open') },
    '/products/[slug]': { addresses: () => ['/products/dune-cup'], expected: all('open') },
    '/search': { addresses: () => ['/search?q=cup'], expected: all('open') },
    '/cart': { addresses: () => ['/cart'], expected: all('open') },
    '/cart/count': { addresses: () => ['/cart/count'], expected: all('open') },
    '/cart/one-click': { addresses: () => ['/cart/one-click?slug=dune-cup&variant=x&quantity=1'], expected: all('open') },
    '/checkout': { addresses: () => ['/checkout'], expected: all('open') },
    // The link is the key to an order, whoever holds it: they may be at another device.
    '/orders/[token]': { addresses: () => [`/orders/${order.token}`], expected: all('open') },
    '/orders/[token]/pay': { addresses: () => [`/orders/${order.token}/pay`], expected: all('open') },
    '/orders/[token]/return': { addresses: () => [`/orders/${order.token}/return`], expected: all('open') },
    '/orders/[token]/status': { addresses: () => [`/orders/${order.token}/status`], expected: all('open') },
    '/account': { addresses: () => ['/account'], expected: signedIn },
    '/account/quick-pay': { addresses: () => ['/account/quick-pay', '/account/quick-pay?quickPay=turned-off'], expected: signedIn },
    '/account/wallet': { addresses: () => ['/account/wallet'], expected: signedIn },
    '/sign-in': { addresses: () => ['/sign-in', '/sign-in?error=lost'], expected: all('open') },
    '/admin': { addresses: () => ['/admin'], expected: staff },
    '/admin/orders': { addresses: () => ['/admin/orders', '/admin/orders?status=paid&text=a'], expected: staff },
    '/admin/orders/[orderId]': { addresses: () => [`/admin/orders/${order.id}`], expected: staff },
    '/admin/orders/[orderId]/review': { addresses: () => [`/admin/orders/${order.id}/review`], expected: ownerOnly },
    '/admin/orders/[orderId]/refund': { addresses: () => [`/admin/orders/${order.id}/refund`], expected: ownerOnly },
    '/admin/products': { addresses: () => ['/admin/products'], expected: staff },
    '/admin/products/[productId]': { addresses: () => [`/admin/products/${productId}`], expected: staff },
    '/admin/callbacks': { addresses: () => ['/admin/callbacks', '/admin/callbacks?show=forged&order=1'], expected: staff },
    '/admin/callbacks/[hash]': { addresses: () => [`/admin/callbacks/${callbackHash}`], expected: staff },
    '/admin/reconciliation': { addresses: () => ['/admin/reconciliation'], expected: staff },
    '/admin/mailbox': { addresses: () => ['/admin/mailbox'], expected: staff },
    '/admin/mailbox/[letterId]': { addresses: () => ['/admin/mailbox/out_access'], expected: staff },
    '/admin/mailbox/[letterId]/html': { addresses: () => ['/admin/mailbox/out_access/html'], expected: staff },
    '/admin/permissions': { addresses: () => ['/admin/permissions', '/admin/permissions?show=all&text=a'], expected: staff },
    '/admin/permissions/[allowanceId]': { addresses: () => ['/admin/permissions/alw_none'], expected: nothingThere },
    '/admin/settings/staff': { addresses: () => ['/admin/settings/staff'], expected: ownerOnly },
    '/admin/settings': { addresses: () => ['/admin/settings'], expected: staff },
    '/api/auth/[...nextauth]': { addresses: () => ['/api/auth/csrf', '/api/auth/session'], expected: all('open') },
    '/api/health': { addresses: () => ['/api/health'], expected: all('open') },
    '/api/paysera/callback/[environment]': { addresses: () => ['/api/paysera/callback/local'], expected: all('refused') },
    '/icon.svg': { addresses: () => ['/icon.svg'], expected: all('open') },
  };
  const { rows } = await pool.query<{ id: string }>(`SELECT id FROM product WHERE slug = 'dune-cup'`);
  const productId = rows[0]?.id;
  expect(Object.keys(matrix).sort(), 'no address is left out').toEqual(builtRoutes().sort());
  for (const [route, { addresses, expected }] of Object.entries(matrix))
    for (const address of addresses())
      await Promise.all(
        everybody.map(async (who) => expect(verdictOf(await visitors[who].get(address)), `${who} at ${route}`).toBe(expected[who])),
      );
});

test('an order opens by its whole link only, and stands in the history of its shopper only', async () => {
  const { token, id, number } = order;
  const altered = [
    id,
    `${id}.`,
    token.slice(0, -1),
    `${token}A`,
    token.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A')),
    `ord_0.${token.split('.')[1]}`,
  ];
  for (const wrong of altered)
    for (const part of ['', '/pay', '/return', '/status'])
      await Promise.all(
        everybody.map(async (who) =>
          expect((await visitors[who].get(`/orders/${wrong}${part}`)).status, `${who} with ${wrong}${part}`).toBe(404),
        ),
      );
  for (const who of ['shopper', 'other', 'clerk', 'owner'] as const)
    expect((await visitors[who].get('/account')).text.includes(`Order <!-- -->${number}`), who).toBe(who === 'shopper');
});

test('a permission is seen, asked for and turned off by its own shopper, whatever somebody else posts', async ({ world, shop }) => {
  const mine = await permittedSession(shop, world, { payseraUserId: 9011, wallet: 14471 });
  const me = new Visitor(world, mine.session);
  const statusNow = async () =>
    (await pool.query<{ status: string }>('SELECT status FROM allowance WHERE order_id = $1', [mine.order.id])).rows[0]?.status;
  const others = await Promise.all(everybody.map(async (who) => [who, await newVisitor(world, who)] as const));
  for (const [who, visitor] of others) {
    for (const page of ['/account/quick-pay', '/cart', '/checkout', '/account', '/account/wallet'])
      expect((await visitor.get(page)).text, `${who} reads ${page}`).not.toMatch(/left this week/);
    const fields = { from: 'account', shopperId: mine.shopperId, allowanceId: 'x' };
    await visitor.act(actionOf('(shop)/_quick-pay#turnOff'), '/account/quick-pay', fields);
    expect(await statusNow(), `${who} turns off`).toBe('active');
  }
  const [, other] = others.find(([who]) => who === 'other') as [Who, Visitor];
  await expect(placeOrder(other, pool, { quickPay: 'preset-1' }), 'without a connected wallet').rejects.toThrow(/not to Paysera/);
  const { rows } = await pool.query('SELECT FROM allowance WHERE shopper_id <> $1', [mine.shopperId]);
  expect(rows, 'nothing was asked for').toEqual([]);

  expect((await me.get('/account/quick-pay')).text).toMatch(/left this week/);
  await me.act(actionOf('(shop)/_quick-pay#turnOff'), '/account/quick-pay', { from: 'account' });
  expect(await statusNow()).toBe('ended');
  expect((await me.get('/account/quick-pay')).text).not.toMatch(/left this week/);
});

test('why a press needed a PIN is told to who pressed, and to nobody else who holds the link', async () => {
  const told = /over your weekly limit/;
  const page = `/orders/${order.token}/pay?pin=asked`;
  await pool.query(`UPDATE attempt SET pin_reason = 'over-weekly', pin_over_minor = 340 WHERE order_id = $1`, [order.id]);
  for (const who of everybody) {
    const { status, text } = await visitors[who].get(page);
    expect([status, text.includes('This one needs your PIN')], who).toEqual([200, true]);
    expect(told.test(text), who).toBe(who === 'shopper');
  }
});

test('what next-auth could also do does not exist here', async () => {
  const closed = [
    'providers',
    'verify-request',
    'callback',
    'callback/paysera',
    'callback/paysera-sandbox',
    'signin/paysera-local',
    'session/x',
  ];
  for (const who of everybody) {
    for (const path of closed) expect((await visitors[who].get(`/api/auth/${path}`)).status, `GET ${path}`).toBe(404);
    for (const path of ['_log', 'session', 'callback/paysera-local', 'csrf', 'signin', 'providers'])
      expect((await visitors[who].post(`/api/auth/${path}`, new URLSearchParams({ x: '1' }))).status, `POST ${path}`).toBe(404);
    const form = new URLSearchParams({ csrfToken: 'x', callbackUrl: '/' });
    expect((await visitors[who].post('/api/auth/signin/paysera-local?scope=statements', form)).status, 'a query').toBe(400);
    expect(
      (await visitors[who].post('/api/auth/signin/paysera-local', form, { origin: 'https://evil.example' })).status,
      'another site',
    ).toBe(403);
  }
});

test('every server action of the build does for each person what is theirs to do and nothing else', async ({ world }) => {
  const { rows } = await pool.query<{ id: string; title: string; variant: string }>(
    `SELECT p.id, p.title, v.id AS variant FROM product p JOIN product_variant v ON v.product_id = p.id WHERE p.slug = 'lagoon-jug'`,
  );
  const product = rows[0] ?? { id: '', title: '', variant: '' };
  const forged = { token: order.token.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A')) };
  const opened = { 'was-title': product.title, 'was-summary': 'x', 'was-description': 'x', 'was-active': 'on' };
  const edit = { productId: product.id, title: 'Taken over', summary: 'x', description: 'x', active: 'on', ...opened };
  type Case = { page: string; fields: Record<string, string>; expected: Expected; before?: unknown };
  const matrix: Record<string, Case> = {
    'admin/products/[productId]#saveProduct': {
      page: `/admin/products/${product.id}`,
      fields: edit,
      before: { tone: 'none' },
      expected: ownerOnly,
    },
    'admin/orders/[orderId]#askPayseraNow': { page: `/admin/orders/${order.id}`, fields: { orderId: order.id }, expected: staff },
    'admin/callbacks/[hash]#replayCallback': { page: `/admin/callbacks/${callbackHash}`, fields: { hash: callbackHash }, expected: staff },
    'admin/reconciliation#checkNow': { page: '/admin/reconciliation', fields: {}, expected: staff },
    'admin/reconciliation#repair': { page: '/admin/reconciliation', fields: { id: 'dif_none' }, expected: staff },
    'admin/reconciliation#settle': {
      page: '/admin/reconciliation',
      fields: { shown: 'dif_none x', reason: 'x' },
      before: { tone: 'none' },
      expected: ownerOnly,
    },
    'admin/permissions/[allowanceId]#cancelPermission': {
      page: '/admin/permissions/alw_none',
      fields: { allowanceId: 'alw_none' },
      expected: nothingThere,
    },
    'admin/settings#saveSettings': { page: '/admin/settings', fields: { offered: 'on' }, before: { tone: 'none' }, expected: ownerOnly },
    'admin/orders/[orderId]/refund#giveBack': {
      page: `/admin/orders/${order.id}/refund`,
      fields: { orderId: order.id, reason: 'x' },
      before: { tone: 'none' },
      expected: ownerOnly,
    },
    'admin/orders/[orderId]/refund#decideOnRequest': {
      page: `/admin/orders/${order.id}/refund`,
      fields: { orderId: order.id, requestId: 'req_none', as: 'agreed' },
      before: { tone: 'none' },
      expected: ownerOnly,
    },
    'admin/settings/staff#saveStaffMember': {
      page: '/admin/settings/staff',
      fields: { who: 'nobody', role: 'owner' },
      before: { tone: 'none' },
      expected: ownerOnly,
    },
    'admin/settings#saveRefundRule': {
      page: '/admin/settings',
      fields: { above: 'x' },
      before: { tone: 'none' },
      expected: ownerOnly,
    },
    'admin/orders/[orderId]/review#decide': {
      page: `/admin/orders/${order.id}/review`,
      fields: { orderId: order.id, way: 'give-back', 'reason-give-back': 'x' },
      before: { tone: 'none' },
      expected: ownerOnly,
    },
    '(shop)/account/wallet#connectAgain': { page: '/account/wallet', fields: {}, expected: all('open') },
    '(shop)/sign-in#connectPayseraWallet': { page: '/sign-in', fields: { returnTo: '/' }, expected: all('open') },
    '(shop)/_quick-pay#turnOff': { page: '/account/quick-pay', fields: { from: 'account' }, expected: signedIn },
    '(shop)/cart#addToCart': { page: '/cart', fields: { variantId: product.variant, quantity: '1' }, expected: all('open') },
    '(shop)/cart#setQuantity': {
      page: '/cart',
      fields: { variantId: product.variant, quantity: '0', slug: 'lagoon-jug', had: '1' },
      expected: all('open'),
    },
    // Without a session of one's own a press pays nothing; with one it is for one's own cart, which is empty here.
    '(shop)/cart#payCart': {
      page: '/cart',
      fields: { cartVersion: '1', clickKey: 'a'.repeat(43), says: 'now', shownTotalMinor: '5800' },
      expected: all('open'),
    },
    '(shop)/products/[slug]#buyNow': {
      page: '/products/lagoon-jug',
      fields: {
        slug: 'lagoon-jug',
        variantId: product.variant,
        quantity: '1',
        clickKey: 'b'.repeat(43),
        says: 'now',
        shownTotalMinor: '1',
      },
      before: { kind: 'fresh' },
      expected: signedIn,
    },
    '(shop)/checkout#placeAndPay': { page: '/checkout', fields: { email: 'x' }, before: { kind: 'fresh' }, expected: all('open') },
    '(shop)/orders/[token]#cancelOrder': { page: `/orders/${order.token}`, fields: forged, expected: all('missing') },
    '(shop)/orders/[token]#undoPayment': { page: `/orders/${order.token}`, fields: forged, expected: all('missing') },
    '(shop)/orders/[token]#startAgain': { page: `/orders/${order.token}`, fields: forged, expected: all('missing') },
    '(shop)/orders/[token]/keep#keepOrder': { page: `/orders/${order.token}`, fields: forged, expected: all('missing') },
    '(shop)/orders/[token]/pay#payForOrder': { page: `/orders/${order.token}/pay`, fields: forged, expected: all('missing') },
    '(shop)/orders/[token]/pay#payWithChoice': {
      page: `/orders/${order.token}/pay`,
      fields: forged,
      before: { kind: 'fresh' },
      expected: all('missing'),
    },
    // These end sessions, so they come last.
    '(shop)/account/wallet#disconnect': { page: '/account/wallet', fields: {}, expected: all('sign-in') },
    '(shop)/account#signOut': { page: '/account', fields: {}, expected: all('open') },
    '(admin)/admin#signOut': { page: '/admin/orders', fields: {}, expected: all('sign-in') },
  };
  expect(
    Object.keys(matrix)
      .map((name) => actionOf(name).id)
      .sort(),
    'no action is left out',
  ).toEqual(
    builtActions()
      .map(({ id }) => id)
      .sort(),
  );

  const titleNow = async () =>
    (await pool.query<{ title: string }>('SELECT title FROM product WHERE id = $1', [product.id])).rows[0]?.title;
  const statusNow = async () =>
    (await pool.query<{ status: string }>('SELECT status FROM shop_order WHERE id = $1', [order.id])).rows[0]?.status;
  for (const [name, { page, fields, expected, ...options }] of Object.entries(matrix)) {
    const action = actionOf(name);
    for (const who of everybody) {
      const visitor = await newVisitor(world, who);
      const elsewhere = await visitor.act(action, page, fields, { ...options, origin: 'https://evil.example' });
      expect(elsewhere.status, `${who} sent by another site to ${name}`).toBeGreaterThanOrEqual(400);
      if (name.endsWith('saveProduct')) expect(await titleNow(), `${who} sent by another site`).toBe(product.title);
      expect(verdictOf(await visitor.act(action, page, fields, options)), `${who} calls ${name}`).toBe(expected[who]);
      if (name.endsWith('saveProduct')) expect(await titleNow(), `${who} edits`).toBe(who === 'owner' ? 'Taken over' : product.title);
    }
  }
  expect(await statusNow(), 'nobody’s forged link ended the order').toBe('pending');
  await pool.query('UPDATE product SET title = $2 WHERE id = $1', [product.id, product.title]);
});
