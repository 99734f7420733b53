// Do the contracts see anything? Each must break when its call's path or method is changed, or any field it sends is lost.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Alteration, fieldsOf } from './client/altered-transport.ts';
import { startStage } from './client/bench.ts';
import type { Contract } from './client/contract.ts';
import { contracts, nameOf } from './client/contracts.ts';
import { runContract } from './client/run-contract.ts';

const stage = await startStage();
after(() => stage.stop());

for (const contract of contracts) {
  test(`a changed path, method or field is seen by ${nameOf(contract)}`, async () => {
    const run = await runContract(stage, contract);
    if (run.kind === 'broken') throw run.error;
    const losses = [...new Map(run.sent.flatMap(fieldsOf).map((loss) => [anonymous(loss.field), loss])).values()];
    const alterations: Alteration[] = [{ kind: 'path' }, { kind: 'method' }, ...losses];
    const unseen: string[] = [];
    for (const alteration of alterations) {
      if (alteration.kind === 'loss' && isExcused(contract, alteration.field)) continue;
      const altered = await runContract(stage, contract, alteration);
      if (altered.kind === 'kept') unseen.push(alteration.kind === 'loss' ? alteration.field : alteration.kind);
    }
    assert.deepEqual(unseen, []);
  });
}

/** Ids of objects differ from run to run. */
function anonymous(field: string): string {
  return field.replace(/(^|\.)\d+(?=\.)/g, '$1*');
}

function isExcused({ unseen = {} }: Contract, field: string): boolean {
  const name = anonymous(field);
  return Object.keys(unseen).some((excused) => (excused.endsWith('.*') ? name.startsWith(excused.slice(0, -1)) : name === excused));
}
