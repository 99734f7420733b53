import { askAbout, control, transactionKey } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { ona } from '../support/people.ts';
import { confirmWithPin, expectPaid, goToPaysera, logIn, orderPath, putInCart } from '../support/shopper.ts';

test('with every callback lost and the browser gone, the order still becomes paid', async ({ page, context, world, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  await putInCart(page, 'pine-soap');
  await goToPaysera(page, 'no-callback@example.lt');
  const transaction = transactionKey(page.url());
  await control(world.paysera, 'POST /callbacks', { kind: 'lost', count: 10, transaction });
  await logIn(page, ona);
  // The train enters a tunnel: what comes after Paysera's page never reaches the shop.
  await page.route(`${world.shopUrl}/**`, (route) => route.abort());
  const cutOff = page.waitForEvent('requestfailed');
  await confirmWithPin(page, ona.pin).catch(() => {}); // the click waits for a page that never comes
  await cutOff;
  await page.close();

  const { redirectUri } = await askAbout(world.paysera, transaction);
  await expect
    .poll(async () => (await askAbout(world.paysera, transaction)).status, { message: 'the worker asked by itself', timeout: 60_000 })
    .toBe('confirmed');
  const later = await context.newPage();
  await later.goto(orderPath(redirectUri));
  await expectPaid(later);
});
