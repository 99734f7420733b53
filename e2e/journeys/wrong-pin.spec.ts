import { expect, test } from '../support/journey.ts';
import { ona } from '../support/people.ts';
import { confirmWithPin, expectPaid, goToPaysera, logIn, putInCart } from '../support/shopper.ts';

test('a wrong PIN costs nothing, and the right one then pays', async ({ page }) => {
  await putInCart(page, 'harbour-coffee', { size: '250 g' });
  await goToPaysera(page, 'mistypes@example.lt');
  await logIn(page, ona);
  await confirmWithPin(page, '9999');
  await expect(page.getByText('The PIN is wrong.')).toBeVisible();
  await confirmWithPin(page, ona.pin);
  await expectPaid(page);
});
