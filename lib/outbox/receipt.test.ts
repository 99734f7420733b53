import assert from 'node:assert/strict';
import test from 'node:test';
import { receiptMail } from './receipt.ts';

const facts = {
  shopName: 'Kopa',
  shopUrl: 'https://kopa.example',
  timeZone: 'Europe/Vilnius',
  orderNumber: 1042,
  orderUrl: 'https://kopa.example/orders/ord_a.x',
  paidAt: new Date('2026-11-24T08:30:00Z'),
  givenBack: false,
  total: { minor: 3680n, currency: 'EUR' },
  lines: [{ title: 'Dune cup', option: '250 ml', quantity: 2, lineTotal: { minor: 3680n, currency: 'EUR' } }],
};

test('the receipt says what was bought, what was paid and when, in both forms', () => {
  const mail = receiptMail(facts);
  for (const text of [mail.plain, mail.html]) {
    for (const part of ['1042', '2 × Dune cup, 250 ml', '€36.80', '24 November 2026', '10:30', 'Europe/Vilnius', facts.orderUrl])
      assert.ok(text.includes(part), part);
  }
  assert.equal(mail.subject, 'Receipt for order 1042 · Kopa');
});

test('a letter that leaves after the money was given back sends nobody to collect anything', () => {
  const [paid, late] = [receiptMail(facts), receiptMail({ ...facts, givenBack: true })];
  for (const form of ['plain', 'html'] as const) {
    assert.match(paid[form], /is paid[\s\S]*Collect it in the shop/);
    assert.match(late[form], /was paid[\s\S]*given back since/);
    assert.doesNotMatch(late[form], /Collect it/);
  }
});

test('nothing in a title becomes markup', () => {
  const mail = receiptMail({ ...facts, lines: [{ ...(facts.lines[0] as (typeof facts.lines)[0]), title: '<img src=x onerror="a()">&' }] });
  assert.doesNotMatch(mail.html, /<img/);
  assert.match(mail.html, /&lt;img src=x onerror=&quot;a\(\)&quot;&gt;&amp;/);
});
