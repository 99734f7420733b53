// What a person at the desk may do about an attempt in review, and what the reconciliation does about money that comes afterwards.
import type { Rules } from './rules.ts';
import type { Kind } from './steps.ts';
import { cells, decisionOf, decisions, orderStates, statusOf, transactionOf, transactionStates, type World } from './world.ts';

const pending = orderStates.indexOf('pending');
const decided = (name: (typeof decisions)[number]) => decisions.indexOf(name);

type Moves = { book(): void; bury(moneyIsHere: boolean): void };

export function visitPerson(
  world: World,
  attempt: number,
  rules: Rules,
  step: (kind: Kind, label: string, change: () => void) => void,
  { book, bury }: Moves,
): void {
  const now = transactionOf(world, attempt);
  if (statusOf(world, attempt) === 'review' && world[cells.order] === pending) {
    // The statement shows what the reading no longer says.
    const hasMoved = now === 'confirmed' || now === 'gone';
    if (hasMoved || !rules.bookedByEvidence) step('progress', 'a person books it', book);
    if (!hasMoved || !rules.givenUpByEvidence) {
      step('progress', 'a person gives it up', () => {
        const isHeld = now === 'new' || now === 'reserved';
        // Paysera lets go first; then it is over, and a worker could say so as well.
        if (isHeld) world[attempt + 1] = transactionStates.indexOf('over');
        bury(hasMoved);
        world[attempt + 5] = decided('given-up');
        if (rules.givingUpEndsOrder) world[cells.closing] = 1;
      });
    }
  }
  if (decisionOf(world, attempt) === 'given-up' && now === 'confirmed' && rules.lateMoneyIsFound) {
    step('progress', 'the reconciliation finds late money', () => {
      world[attempt + 5] = decided('raised');
    });
  }
}
