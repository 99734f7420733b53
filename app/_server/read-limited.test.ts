import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLimited } from './read-limited.ts';

/** A body that never says how long it is, and counts how much of it was taken. */
function unannounced(chunks: number, bytesEach: number) {
  let given = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (given === chunks) return controller.close();
        given++;
        controller.enqueue(new Uint8Array(bytesEach).fill(97));
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request('http://shop.invalid/', { method: 'POST', body, duplex: 'half' } as RequestInit);
  return { request, given: () => given };
}

test('a body within the limit is read whole, to its last byte', async () => {
  assert.equal(await readLimited(unannounced(4, 10).request, 40), 'a'.repeat(40));
  assert.equal(await readLimited(new Request('http://shop.invalid/'), 40), '');
  assert.equal(await readLimited(new Request('http://shop.invalid/', { method: 'POST', body: 'ąčę' }), 6), 'ąčę');
});

test('what is too large is refused by its own word before it is read, and unannounced as soon as it is', async () => {
  const announced = unannounced(1, 10);
  announced.request.headers.set('content-length', '41');
  assert.equal(await readLimited(announced.request, 40), null);
  assert.equal(announced.given(), 0);
  const silent = unannounced(1_000, 10);
  assert.equal(await readLimited(silent.request, 40), null);
  assert.ok(silent.given() <= 6, `${silent.given()} pieces were taken`);
});
