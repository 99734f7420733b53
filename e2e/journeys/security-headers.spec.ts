import { expect, test } from '../support/journey.ts';
import { goToPaysera, putInCart } from '../support/shopper.ts';

const everywhere = {
  'strict-transport-security': /^max-age=63072000/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^(same-origin|cross-origin)$/,
  'permissions-policy': /camera=\(\), microphone=\(\), geolocation=\(\), payment=\(\)/,
  'content-security-policy': /default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/,
};

test('every answer carries the security headers, and personal ones are kept by nobody', async ({ page, request }) => {
  const seen = new Map<string, Record<string, string>>();
  page.on('response', async (response) => {
    const url = new URL(response.url());
    if (url.hostname === 'localhost') seen.set(`${response.status()} ${url.pathname}`, response.headers());
  });
  await page.goto('/');
  await putInCart(page, 'gift-tag');
  await goToPaysera(page, 'headers@example.lt');

  const asked = [
    '/',
    '/products/gift-tag',
    '/search?q=cup',
    '/cart',
    '/cart/count',
    '/api/health',
    '/api/auth/session',
    '/nothing',
    '/icon.svg',
    '/admin/orders',
    '/admin/callbacks',
    '/admin/reconciliation',
    '/admin/mailbox',
    '/admin/permissions',
    '/admin/settings',
  ];
  for (const path of [
    ...asked,
    '/products/nothing',
    '/orders/nothing',
    '/_next/static/nothing.js',
    '/pictures/gift-tag-320.webp',
    '/%ff',
  ]) {
    const response = await request.get(path, { maxRedirects: 0, headers: { rsc: path === '/cart' ? '1' : '' } });
    seen.set(`${response.status()} ${path}`, response.headers());
  }
  // Callbacks are answered before Next sees them, except at an address with a question: one must not be told from the other.
  for (const path of ['/api/paysera/callback/local', '/api/paysera/callback/sandbox']) {
    const post = (address: string, data: string) =>
      request.post(address, { data, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    for (const body of ['event=', 'event=%7B%7D&sign=abc', `event=${'a'.repeat(70_000)}`]) {
      const [direct, throughNext] = [await post(path, body), await post(`${path}?by=next`, body)];
      expect(await direct.text()).toBe(await throughNext.text());
      for (const response of [direct, throughNext]) {
        expect(response.status()).toBe(direct.status());
        seen.set(`${response.status()} ${response.url().slice(new URL(response.url()).origin.length)}`, response.headers());
      }
    }
  }
  const lacking = [...seen].flatMap(([answer, headers]) =>
    Object.entries(everywhere).flatMap(([name, pattern]) =>
      pattern.test(headers[name] ?? '') ? [] : [`${answer}: ${name} ${headers[name]}`],
    ),
  );
  expect(lacking).toEqual([]);
  const twice = [...seen].filter(([, headers]) => headers['content-security-policy']?.includes(','));
  expect(
    twice.map(([answer]) => answer),
    'more than one policy',
  ).toEqual([]);
  for (const [answer, headers] of seen) {
    expect(headers, answer).not.toHaveProperty('x-powered-by');
    expect(headers, answer).not.toHaveProperty('access-control-allow-origin');
    if (/ \/(cart|checkout|orders|account|admin|api)/.test(answer)) expect(headers['cache-control'], answer).toMatch(/no-store/);
  }
});

test('cookies are bound to this host, hidden from scripts and never sent in the clear', async ({ page, context }) => {
  await putInCart(page, 'gift-tag');
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Connect Paysera wallet' }).click();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  const cookies = (await context.cookies()).filter((cookie) => cookie.domain === 'localhost');
  expect(cookies.length).toBeGreaterThan(1);
  for (const cookie of cookies) {
    expect(cookie, cookie.name).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
    expect(cookie.name).toMatch(/^__Host-/);
  }
});
