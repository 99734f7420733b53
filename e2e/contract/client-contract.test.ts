// Every call of the client over HTTPS against the local Paysera, which shares no code with it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startStage } from './client/bench.ts';
import { contracts, nameOf } from './client/contracts.ts';
import { runContract } from './client/run-contract.ts';

const stage = await startStage();
after(() => stage.stop());

for (const contract of contracts) {
  test(nameOf(contract), async () => {
    const run = await runContract(stage, contract);
    if (run.kind === 'broken') throw run.error;
    assert.ok(run.sent.length > 0, `${contract.call} was never sent`);
  });
}
