import { askAbout, control, transactionKey } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { expectPaid, goToPaysera, putInCart } from '../support/shopper.ts';

const onasWallet = 14471;

test('whoever comes back in another browser sees the order paid, and nothing that is only its shopper’s', async ({
  page,
  browser,
  world,
}) => {
  await putInCart(page, 'harbour-coffee', { size: '250 g' });
  await goToPaysera(page, 'other-browser@example.lt');
  const key = transactionKey(page.url());
  const { redirectUri } = await askAbout(world.paysera, key);
  await page.close();
  // The wallet's app opens the way back in the phone's own browser.
  await control(world.paysera, `POST /transactions/${key}/accept`, { wallet: onasWallet });
  const context = await browser.newContext();
  const phone = await context.newPage();
  await phone.goto(redirectUri);
  await expectPaid(phone);
  await expect(phone.getByText('Harbour coffee')).toBeVisible();
  await expect(phone.getByText('o•••@example.lt')).toBeVisible();
  await expect(phone.getByText('Wallet ···471')).toBeVisible();
  expect(await phone.content()).not.toMatch(/other-browser@|14471/);
  await context.close();
});
