import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { formsOf, openLines, PlainBrowser } from './plain-browser.ts';

const form = `
  <form class="a"><input name="q" value=""></form>
  <form method="POST">
    <input type="hidden" name="$ACTION_1:0" value="{&quot;id&quot;:&quot;a&amp;b&quot;}"/><input type="radio" name="size" value="s" disabled=""/>
    <input type="radio" name="size" value="m" checked=""/><input type="checkbox" name="grant" value="on"/><input name="data-name" data-name="x" value="kept"/>
    <select name="count"><option>1</option><option selected="">2</option></select><button type="submit">Pay &#x27;now&#x27;</button>
  </form>`;

test('a form is sent with what it holds untouched: chosen ones, hidden ones, nothing that is off', () => {
  assert.deepEqual(formsOf(form)[1]?.fields, { '$ACTION_1:0': '{"id":"a&b"}', size: 'm', 'data-name': 'kept', count: '2' });
  assert.deepEqual(formsOf(form)[0]?.fields, { q: '' });
});

test('cookies come back, a form goes to the page it stood on with the origin of that page, and redirects are not followed', async (t) => {
  const seen: { method: string | undefined; cookie: string | undefined; origin: string | undefined; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method, cookie: request.headers.cookie, origin: request.headers.origin, body });
    if (request.method === 'POST') return response.writeHead(303, { location: '/next', 'set-cookie': '__Host-b=2; Path=/; Secure' }).end();
    response.writeHead(200, { 'set-cookie': ['__Host-a=1; Path=/; Secure', 'c=3; Path=/'] }).end(form);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const lines = openLines();
  t.after(() => lines.close().then(() => server.close()));
  const browser = new PlainBrowser(url, lines);
  const answer = await browser.submit(await browser.get('/page'), 'name="size"', { size: 's' });
  assert.deepEqual([answer.status, answer.location], [303, '/next']);
  await browser.get('/next');
  assert.deepEqual(
    seen.map(({ method, cookie, origin }) => [method, cookie, origin]),
    [
      ['GET', undefined, undefined],
      ['POST', '__Host-a=1; c=3', url],
      ['GET', '__Host-a=1; c=3; __Host-b=2', undefined],
    ],
  );
  assert.match(seen[1]?.body ?? '', /name="size"\r\n\r\ns\r\n/);
  await assert.rejects(browser.submit(await browser.get('/page'), 'no such words'), /has no form/);
});
