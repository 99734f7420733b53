// Every call of the client over HTTPS against the local Paysera, which shares no code with it; and the README's table held against what was sent.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { createPayseraClient } from '#lib/paysera/client.ts';
import { startStage } from './client/bench.ts';
import { contracts, nameOf } from './client/contracts.ts';
import { runContract } from './client/run-contract.ts';

const stage = await startStage();
after(() => stage.stop());

/** "GET /rest/v1/payment/1", by contract. */
const sentBy = new Map<string, string[]>();

for (const contract of contracts) {
  test(nameOf(contract), async () => {
    const run = await runContract(stage, contract);
    if (run.kind === 'broken') throw run.error;
    assert.ok(run.sent.length > 0, `${contract.call} was never sent`);
    sentBy.set(
      nameOf(contract),
      run.sent.map(({ method, uri }) => `${method} ${uri.split('?')[0]}`),
    );
  });
}

type Row = { call: string; method: string; names: string[] };
const readme = readFileSync(new URL('../../lib/paysera/README.md', import.meta.url), 'utf8');
const rows: Row[] = [...readme.matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\|([^|]*)\|$/gm)].map(([, call = '', method = '', names = '']) => {
  return { call, method, names: names.split(';').map((name) => name.trim()) };
});

test('every row of the README names a method there is and contracts that send what the row says', async () => {
  assert.ok(rows.length > 90, `only ${rows.length} rows`);
  const client = createPayseraClient(stage.options());
  for (const { call, method, names } of rows) {
    const found = method.split('.').reduce<unknown>((holder, name) => (holder as Record<string, unknown> | undefined)?.[name], client);
    assert.equal(typeof found, 'function', method);
    for (const name of names) {
      const sent = sentBy.get(name) ?? assert.fail(`${method}: there is no contract "${name}"`);
      if (call !== 'any other')
        assert.ok(
          sent.some((line) => patternOf(call).test(line)),
          `${name} sends ${sent[0]}, not ${call}`,
        );
    }
  }
  await client.close();
});

test('every contract stands in the README', () => {
  const named = new Set(rows.flatMap(({ names }) => names));
  const extra = ['users.get: with a token that grew too old: refreshed once, stored, and made again'];
  assert.deepEqual(
    contracts.map(nameOf).filter((name) => !named.has(name) && !extra.includes(name)),
    [],
  );
});

/** "PUT transaction/{key}/confirm" as a pattern of a request line without query. */
function patternOf(call: string): RegExp {
  const [method, path = ''] = call.replace(/[ ]\(.*|\?.*/, '').split(' ');
  const full = path.startsWith('/') ? path : `/rest/v1/${path}`;
  return new RegExp(`^${method} ${full.replace(/\{\w+\}/g, '[^/]+')}$`);
}
