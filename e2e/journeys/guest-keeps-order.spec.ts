import { expect, test } from '../support/journey.ts';
import { egle, ona } from '../support/people.ts';
import { expectPaid, goToPaysera, orderNumber, orderPath, payAtPaysera, putInCart } from '../support/shopper.ts';
import { connectWallet } from '../support/staff.ts';

test('an order of a guest is kept in the account of who paid it; whoever only has its link is not even offered that', async ({
  page,
  browser,
  world,
}) => {
  await putInCart(page, 'pine-soap');
  await goToPaysera(page, 'guest@example.lt');
  await payAtPaysera(page, egle);
  await expectPaid(page);
  const [number, link] = [await orderNumber(page), orderPath(page.url())];

  const friend = await browser.newContext({ baseURL: world.shopUrl });
  const theirs = await friend.newPage();
  await theirs.goto(`/sign-in?returnTo=${link}`);
  await connectWallet(theirs, ona);
  await expectPaid(theirs);
  await expect(theirs.getByRole('button', { name: 'Keep in my account' })).toHaveCount(0);

  // On another device, without the cart it was placed from.
  const elsewhere = await browser.newContext({ baseURL: world.shopUrl });
  const own = await elsewhere.newPage();
  await own.goto(link);
  await own.getByRole('link', { name: 'connect your Paysera wallet' }).click();
  await connectWallet(own, egle);
  await own.getByRole('button', { name: 'Keep in my account' }).click();
  await own.getByRole('link', { name: 'your account' }).click();
  await expect(own.getByRole('link', { name: `Order ${number}` })).toBeVisible();
  for (const context of [friend, elsewhere]) await context.close();
});
