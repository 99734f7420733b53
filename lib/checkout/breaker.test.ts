import assert from 'node:assert/strict';
import test from 'node:test';
import { createBreaker } from './breaker.ts';

const limits = { failures: 3, openMs: 1_000, atOnce: 2 };
const outage = () => true;
const fail = () => Promise.reject(new Error('away'));

function start() {
  const time = { ms: 0 };
  const breaker = createBreaker({ now: () => new Date(time.ms) }, limits);
  const failOnce = () => breaker.run(fail, outage).catch(() => {});
  return { time, breaker, failOnce };
}

test('after a few failures in a row nothing is sent, until one probe is allowed', async () => {
  const { time, breaker, failOnce } = start();
  for (let count = 0; count < limits.failures; count++) {
    assert.equal(breaker.refusal(), null);
    await failOnce();
  }
  assert.equal(breaker.refusal(), 'open');
  time.ms += limits.openMs;
  assert.equal(breaker.refusal(), null);
  let answer = () => {};
  const probe = breaker.run(() => new Promise<void>((resolve) => (answer = resolve)), outage);
  assert.equal(breaker.refusal(), 'open', 'a second probe at the same time');
  answer();
  await probe;
  assert.equal(breaker.state(), 'closed');
});

test('a probe that fails keeps it open for another while', async () => {
  const { time, breaker, failOnce } = start();
  for (let count = 0; count < limits.failures; count++) await failOnce();
  time.ms += limits.openMs;
  await failOnce();
  assert.equal(breaker.refusal(), 'open');
  time.ms += limits.openMs;
  assert.equal(breaker.refusal(), null);
});

test('one success in between, or a refusal, which is an answer too, starts the count anew', async () => {
  const { breaker, failOnce } = start();
  for (let round = 0; round < 5; round++) {
    await failOnce();
    await failOnce();
    if (round % 2) await breaker.run(() => Promise.resolve(), outage);
    else await breaker.run(fail, () => false).catch(() => {});
  }
  assert.equal(breaker.state(), 'closed');
});

test('no more than so many calls are under way at once', async () => {
  const { breaker } = start();
  const open: (() => void)[] = [];
  const calls = [1, 2].map(() => breaker.run(() => new Promise<void>((resolve) => open.push(resolve)), outage));
  assert.equal(breaker.refusal(), 'full');
  for (const end of open) end();
  await Promise.all(calls);
  assert.equal(breaker.refusal(), null);
});
