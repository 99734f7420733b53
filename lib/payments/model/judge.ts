// What must be true of every world that can be reached, and what each must be able to come to.
import { attemptStatuses } from '../attempt-status.ts';
import { cells, decisionOf, isGivenUp, isHeld, isShown, orderStates, type Shape, statusOf, transactionOf, type World } from './world.ts';

/**
 * @returns the invariant that is broken here, or null. The names are those of the fault model: S1 to S9, and S10 for what was undone.
 * What Paysera has forgotten, or found again after we let it go, is no money that may come: nobody confirms it any more. Money that comes
 * for what a person gave up breaks no promise of ours as long as it does not stay unseen: `converged` asks for that.
 */
export function unsafe(world: World, { attempts }: Shape): string | null {
  const order = orderStates[world[cells.order] as number];
  const [sold, freed] = [world[cells.sold] as number, world[cells.freed] as number];
  let moneyMoved = 0;
  let captured = 0;
  for (const attempt of attempts) {
    const status = statusOf(world, attempt);
    if (!status) continue;
    const transaction = transactionOf(world, attempt);
    const shown = isShown(world, attempt);
    if (transaction === 'confirmed' || transaction === 'gone') moneyMoved++;
    if (status === 'confirmed') captured++;
    if (isHeld(world, attempt) && (status === 'confirming' || status === 'confirmed'))
      return 'S10: money is taken that could still be undone';
    if (shown && (status === 'creating' || status === 'abandoned')) return 'S3: a key is shown that is not stored';
    if (isGivenUp(world, attempt)) {
      if (order === 'pending' && world[cells.closing] === 0) return 'S1: a person gave it up, and the order may be paid again';
      continue;
    }
    const mayBringMoney =
      transaction === 'reserved' || transaction === 'confirmed' || transaction === 'gone' || (transaction === 'new' && shown);
    if (attemptStatuses[status].mayPayAgain && mayBringMoney) return 'S8: "not paid, pay again" is said of money that may still move';
    if (order === 'closed' && mayBringMoney) return 'S9: an order has ended while money may still come';
  }
  if (world[cells.undone] === 1 && moneyMoved > 0) return 'S10: undone, and charged all the same';
  if (moneyMoved > 1) return 'S1: money moved twice for one order';
  if (order === 'paid' && (moneyMoved !== 1 || captured !== 1)) return 'S2: paid without exactly one confirmed transaction';
  if (sold > 1 || (order === 'paid') !== (sold === 1)) return 'S5: goods and receipt do not leave once for one paid order';
  if (freed > 1 || (order === 'closed') !== (freed === 1)) return 'S6: goods of an ended order do not go back once';
  return null;
}

const openStates: ReadonlySet<string> = new Set(['reserved', 'found']);

/** L1, S9: the order has ended, every attempt is at rest, nothing is held at Paysera, and late money has been seen. */
export function converged(world: World, { attempts }: Shape): boolean {
  if (orderStates[world[cells.order] as number] === 'pending') return false;
  return attempts.every((attempt) => {
    const status = statusOf(world, attempt);
    if (decisionOf(world, attempt) === 'given-up' && transactionOf(world, attempt) === 'confirmed') return false;
    return !status || (attemptStatuses[status].terminal && !openStates.has(transactionOf(world, attempt)));
  });
}
