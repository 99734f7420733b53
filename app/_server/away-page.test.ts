import assert from 'node:assert/strict';
import test from 'node:test';
import { awayAnswer } from './away-page.ts';

const policy = { header: "default-src 'none'", nonce: 'abc' };
const asking = (accept: string) => ({ headers: new Headers({ accept }) });

test('a browser gets a page that says when to come back and lets only its own script run', async () => {
  const answer = awayAnswer(asking('text/html,*/*'), 'Kopa', policy);
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('retry-after'), '5');
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
  const page = await answer.text();
  assert.match(page, /Nothing was changed and nothing was charged/);
  for (const tag of page.match(/<(script|style)[^>]*>/g) ?? []) assert.match(tag, /nonce="abc"/);
});

test('a script gets one line, which the page of a form can tell from other answers', async () => {
  const answer = awayAnswer(asking('text/x-component'), 'Kopa', policy);
  assert.equal(answer.status, 503);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
  assert.doesNotMatch(await answer.text(), /</);
});

test('the name of a shop is text, whatever is in it', async () => {
  const page = await awayAnswer(asking('text/html'), '<b>&"', policy).text();
  assert.doesNotMatch(page, /<b>/);
});
