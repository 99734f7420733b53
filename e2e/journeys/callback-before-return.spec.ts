import { askAbout, transactionKey } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { ona } from '../support/people.ts';
import { confirmWithPin, expectPaid, goToPaysera, logIn, putInCart } from '../support/shopper.ts';

test('a callback that overtakes the browser pays the order, and the browser finds it paid', async ({ page, world }) => {
  await putInCart(page, 'beeswax-candles');
  await goToPaysera(page, 'overtaken@example.lt');
  const transaction = transactionKey(page.url());
  await logIn(page, ona);
  const letReturn = Promise.withResolvers<void>();
  await page.route(/\/orders\/[^/]+\/return/, async (route) => {
    await letReturn.promise;
    await route.continue();
  });
  const returning = confirmWithPin(page, ona.pin);
  await expect
    .poll(async () => (await askAbout(world.paysera, transaction)).status, { message: 'the callback alone led to the confirmation' })
    .toBe('confirmed');
  letReturn.resolve();
  await returning;
  await expectPaid(page);
});
