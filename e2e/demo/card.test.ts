import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonCard, printedCard } from './card.ts';

const paysera = {
  http: 'http://127.0.0.1:2',
  https: 'https://127.0.0.1:3',
  ca: '/ca.pem',
  control: 'http://127.0.0.1:4',
  controlToken: 'secret',
};
const card = { shop: 'http://localhost:1', desk: 'http://localhost:1/admin/orders', paysera, database: 'postgresql://127.0.0.1:5/tiltas' };

test('for programs the card is one line of JSON of the promised shape', () => {
  const line = jsonCard(card);
  assert.equal(line.split('\n').length, 1);
  assert.deepEqual(JSON.parse(line), { ready: true, ...card });
});

test('for people the card names the shop, the desk, who can log in, PINs and what the wallets hold now', () => {
  const text = printedCard(card, (wallet) => (wallet === 14471 ? '€481.60' : '€1.00'));
  assert.match(text, /http:\/\/localhost:1\/admin\/orders/);
  assert.match(text, /Ona +ona@example\.lt +PIN 1234 +wallet 14471: €481\.60/);
  assert.match(text, /Rasa .* PIN 4567 .* desk/);
  assert.doesNotMatch(text, /secret/);
});
