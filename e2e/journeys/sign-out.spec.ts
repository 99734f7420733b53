import { expect, test } from '../support/journey.ts';
import { egle } from '../support/people.ts';
import { putInCart } from '../support/shopper.ts';
import { connectWallet } from '../support/staff.ts';

test('signing out leaves nothing personal in the browser; the cart comes back at the next sign-in, in another one too', async ({
  page,
  context,
  browser,
  world,
}) => {
  await putInCart(page, 'dune-cup', { size: '350 ml', quantity: 2 });
  await page.goto('/sign-in?returnTo=/checkout');
  await connectWallet(page, egle);
  await expect(page.getByText('2 pieces'), 'the cart of a guest goes along').toBeVisible();
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page).toHaveURL(/wallet\/confirm/);
  await page.goto('/cart');
  await page.getByRole('link', { name: 'Go on with the payment' }).click();
  const order = page.url();
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: /^Order \d+$/ }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/$/);

  const shopHost = new URL(world.shopUrl).hostname;
  const left = (await context.cookies(world.shopUrl)).filter(({ domain }) => domain === shopHost);
  expect(
    left.map(({ name }) => name),
    'cookies of the shop',
  ).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  await page.goBack();
  await expect(page.getByRole('heading', { name: /^Order \d+$/ }), 'what was on the screen before').toHaveCount(0);
  await page.goto('/cart');
  await expect(page.getByText('Nothing in it yet')).toBeVisible();
  await page.goto('/products/dune-cup');
  await expect(page.getByText('not paid it yet')).toHaveCount(0);

  const elsewhere = await browser.newContext({ baseURL: world.shopUrl });
  const again = await elsewhere.newPage();
  await again.goto('/sign-in?returnTo=/cart');
  await connectWallet(again, egle);
  await expect(again.getByText('These things wait to be paid')).toBeVisible();
  await expect(again.getByLabel('Quantity of Dune cup')).toHaveValue('2');
  await again.getByRole('link', { name: 'Go on with the payment' }).click();
  expect(new URL(again.url()).pathname).toBe(new URL(order).pathname);
  await again.goto(new URL(order).pathname.replace(/\/pay$/, ''));
  await again.getByRole('button', { name: 'Cancel this order' }).click();
  await elsewhere.close();
});

test('a session that is over leaves the cart, but not the way to an order of the account', async ({ page, context }) => {
  await putInCart(page, 'dune-cup', { size: '350 ml' });
  await page.goto('/sign-in?returnTo=/checkout');
  await connectWallet(page, egle);
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page).toHaveURL(/wallet\/confirm/);
  await context.clearCookies({ name: '__Host-sid' });
  await page.goto('/cart');
  await expect(page.getByText('These things are in an order')).toBeVisible();
  expect(await page.content()).not.toMatch(/\/orders\/ord_/);
});

test('who signs in where somebody else is signed in gets neither their cart nor their order', async ({ page, context }) => {
  await page.goto('/sign-in?returnTo=/');
  await connectWallet(page, egle);
  await putInCart(page, 'pine-soap');
  await context.clearCookies({ domain: '127.0.0.1' }); // at Paysera somebody else logs in
  await page.goto('/sign-in?error=again&returnTo=/cart');
  const { ona } = await import('../support/people.ts');
  await connectWallet(page, ona);
  await expect(page).toHaveURL(/\/cart$/);
  await expect(page.getByText('Nothing in it yet')).toBeVisible();
});
