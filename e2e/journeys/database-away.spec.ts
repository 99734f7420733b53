import { expect, test as journey } from '../support/journey.ts';
import { putInCart } from '../support/shopper.ts';
import { startWorld } from '../support/start-world.ts';
import { type StoppableDatabase, startStoppableDatabase } from '../support/stoppable-database.ts';

// A world of its own: the shared one is not to lose its database.
const test = journey.extend<object, { database: StoppableDatabase }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern what a fixture needs
  database: [async ({}, use) => use(await startStoppableDatabase()), { scope: 'worker', timeout: 120_000 }],
  world: [
    async ({ database }, use) => {
      const world = await startWorld({ database, worker: false });
      await use(world);
      await world.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

const away = { name: 'The shop is away for a moment', level: 1 } as const;

test('while the database is away the catalogue stays, personal pages say so calmly, and all come back by themselves', async ({
  page,
  request,
  database,
  complaints,
}) => {
  complaints.expect(/503 \(Service Unavailable\)|The shop is away for a moment/);
  await page.goto('/');
  await putInCart(page, 'dune-cup', { size: '250 ml' });
  await page.goto('/checkout');
  await page.getByLabel('E-mail').fill('patient@example.lt');
  await database.stop();

  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByRole('heading', away), 'a form that met no database says that nothing was done').toBeVisible();
  for (const path of ['/cart', '/checkout', '/orders/nothing', '/account', '/sign-in', '/search?q=cup', '/admin/orders', '/cart/count']) {
    const answer = await request.get(path, { headers: { accept: 'text/html' } });
    expect(answer.status(), path).toBe(503);
    expect(answer.headers()['retry-after'], path).toBe('5');
    expect(answer.headers()['cache-control'], path).toMatch(/no-store/);
    expect(await answer.text(), path).toContain('Your cart and your orders are safe.');
  }
  for (const path of ['/', '/products/dune-cup']) expect((await request.get(path)).status(), `${path} is kept`).toBe(200);
  await page.goto('/cart');
  await expect(page.getByRole('heading', away)).toBeVisible();

  await database.start();
  await expect(page.getByRole('heading', { name: 'Cart', level: 1 }), 'the page went on by itself').toBeVisible();
  await expect(page.getByRole('link', { name: 'Dune cup' })).toBeVisible();
});
