import { createPayseraClient } from '../client.ts';

const paysera = createPayseraClient({
  environment: 'production',
  credentials: { kind: 'mac', clientId: 'wkVd93h2uS', macKey: 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU' },
  projectId: 1221,
});

const { key } = await paysera.transactions.create({
  payments: [{ description: 'Order 1001', price: { minor: 1840n, currency: 'EUR' }, parameters: { order: '1001' } }],
  reserve: { forSeconds: 24 * 3600 },
  autoConfirm: false,
  useAllowance: false,
  redirectUri: 'https://shop.example/orders/1001/return',
  callbackUri: 'https://shop.example/paysera/callback',
});
// Store the key first, then send the payer there.
const page = paysera.pages.confirmTransaction(key, 'lt');

// When the browser is back, or a callback came: ask, for neither proves anything.
const transaction = await paysera.transactions.get(key);
if (transaction.status === 'reserved') await paysera.transactions.confirm(key);

await paysera.close();

export { page };
