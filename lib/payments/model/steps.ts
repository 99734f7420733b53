// Every single thing that can happen next in a world. Anything may happen between two steps of a worker: nothing here is locked.
import { type AttemptStatus, canAttemptMove, captureStatuses, liveStatuses, readStatuses } from '../attempt-status.ts';
import { contradicts, endDoubt, isLasting, visitLies } from './lies.ts';
import { visitPerson } from './person.ts';
import type { Rules } from './rules.ts';
import {
  cells,
  isClaimed,
  isHeld,
  isShown,
  orderStates,
  type Shape,
  statuses,
  statusOf,
  type TransactionState,
  tabPlaces,
  transactionOf,
  transactionStates,
  type World,
  workerPlaces,
} from './world.ts';

/** `progress` are the steps that happen by themselves sooner or later; shoppers, crashes and bad luck may never come. */
export type Kind = 'progress' | 'luck';
export type Visit = (kind: Kind, label: string, illegal?: string) => void;

const place = (name: (typeof workerPlaces)[number]) => workerPlaces.indexOf(name);
const tabPlace = (name: (typeof tabPlaces)[number]) => tabPlaces.indexOf(name);
const transaction = (name: TransactionState) => transactionStates.indexOf(name);
const order = (name: (typeof orderStates)[number]) => orderStates.indexOf(name);
const live = new Set<string | undefined>(liveStatuses);
const read = new Set<string | undefined>(readStatuses);
const capture = new Set<string | undefined>(captureStatuses);
const [pending, paid, closed] = [order('pending'), order('paid'), order('closed')];

/** Calls `visit` with `world` changed into each of its successors in turn, puts it back each time, and notes the moves of attempts. */
export function visitSuccessors(
  world: World,
  { attempts, workers, tabs, undo, lies }: Shape,
  rules: Rules,
  moves: Set<string>,
  visit: Visit,
): void {
  const before = world.slice();
  let illegal: string | undefined;

  const step = (kind: Kind, label: string, change: () => void) => {
    illegal = undefined;
    change();
    visit(kind, label, illegal);
    world.set(before);
  };
  const move = (attempt: number, to: AttemptStatus) => {
    const from = statusOf(world, attempt);
    if (from !== to) moves.add(`${from} to ${to}`);
    if (from && from !== to && !canAttemptMove(from, to)) illegal = `S7: ${from} to ${to}`;
    if (to === 'review' && lies === 'short') illegal = 'L2: a person is called for a slip of Paysera';
    world[attempt] = statuses.indexOf(to) + 1;
  };
  const count = (cell: number) => {
    world[cell] = Math.min(2, (world[cell] as number) + 1);
  };
  const othersCapture = (attempt: number) => attempts.some((other) => other !== attempt && capture.has(statusOf(world, other)));

  const settle = (attempt: number, byPerson = false) => {
    const needsPerson = statusOf(world, attempt) === 'review' && !byPerson;
    move(attempt, 'confirmed');
    if (needsPerson) illegal = 'S11: a program books what a person has to look at';
    world[cells.order] = paid;
    count(cells.sold);
  };
  const rest = (worker: number) => world.fill(0, worker, worker + 3);

  const isClosing = () => world[cells.closing] === 1 || world[cells.order] !== pending;

  const believe = (attempt: number, status: AttemptStatus, seen: TransactionState) => {
    if (seen === 'lost' && isClosing() && (!isClaimed(world, attempt) || !rules.claimedIsKept)) {
      // That it was there all the time is the worst of what can be true.
      const now = transactionOf(world, attempt);
      if (now === 'new' || now === 'reserved') world[attempt + 1] = transaction('found');
      return move(attempt, 'dead');
    }
    if (status !== 'review') move(attempt, 'review');
  };

  const act = (worker: number, attempt: number, status: AttemptStatus, seen: TransactionState) => {
    const go = (to: (typeof workerPlaces)[number]) => {
      world[worker] = place(to);
      world[worker + 2] = 0;
    };
    rest(worker);
    const claim = (to: 'confirming' | 'releasing') => {
      move(attempt, to);
      if (lies && to === 'confirming') world[attempt + 5] = 1;
      world[worker + 1] = attempts.indexOf(attempt);
      go(to === 'confirming' ? 'about-to-confirm' : 'about-to-revoke');
    };
    const again = (to: 'about-to-confirm' | 'about-to-revoke') => {
      world[worker + 1] = attempts.indexOf(attempt);
      go(to);
    };
    const closing = isClosing();
    if (contradicts(status, seen)) {
      if (!lies || !rules.doubtedFirst || isLasting(world, attempt, seen)) believe(attempt, status, seen);
      return;
    }
    endDoubt(world, attempt);
    if (status === 'created' || (!rules.claimedFromCreatedOnly && status === 'releasing' && seen === 'reserved')) {
      if (seen === 'over') return move(attempt, 'dead');
      if (closing && seen === 'new' && !rules.revokedBeforeOver) return move(attempt, 'dead');
      if (closing && status === 'created') return claim('releasing');
      if (seen !== 'reserved') return;
      if (rules.heldUntilPassed && isHeld(world, attempt)) return;
      if (rules.oneCapture && othersCapture(attempt)) return claim('releasing');
      if (!rules.confirmedUnderClaim) return again('about-to-confirm');
      return claim('confirming');
    }
    if (status === 'confirming') {
      if (seen === 'confirmed') return settle(attempt);
      if (seen === 'over') return move(attempt, 'dead');
      if (seen === 'reserved') return again('about-to-confirm');
    }
    if (status === 'releasing') {
      if (seen === 'over') return move(attempt, 'dead');
      return again('about-to-revoke');
    }
    if (status === 'review') {
      if (seen === 'over') return move(attempt, 'dead');
      if (seen === 'confirmed' && !rules.reviewOnlyDies) return settle(attempt);
    }
    if (!rules.settledOnce && seen === 'confirmed' && status === 'confirmed') settle(attempt);
  };

  const workerSteps = (worker: number, name: string) => {
    const at = workerPlaces[world[worker] as number];
    if (at === 'idle') {
      for (const attempt of attempts) {
        const status = statusOf(world, attempt);
        if (!read.has(status) || (status === 'review' && !rules.reviewIsReadAgain)) continue;
        const now = transactionOf(world, attempt);
        const truth = now === 'gone' ? 'lost' : now;
        const hears = (kind: Kind, seen: TransactionState, how: string) =>
          step(kind, `${name} ${how} ${seen}`, () => {
            world[worker] = place('has-read');
            world[worker + 1] = attempts.indexOf(attempt);
            world[worker + 2] = transaction(seen);
          });
        hears(rules.asksByItself ? 'progress' : 'luck', truth, 'reads'); // a callback may be lost
        for (const lie of lies ? (['odd', 'lost'] as const) : []) if (lie !== truth) hears('luck', lie, 'is told');
      }
      return;
    }
    const attempt = attempts[world[worker + 1] as number] as number;
    const status = statusOf(world, attempt) as AttemptStatus;
    const now = transactionOf(world, attempt);
    if (at === 'has-read') {
      const seen = transactionStates[world[worker + 2] as number] as TransactionState;
      const splits = !rules.settledInOneStatement && status === 'confirming' && seen === 'confirmed';
      if (splits) {
        step('luck', `${name} writes the attempt and dies before the order`, () => {
          move(attempt, 'confirmed');
          rest(worker);
        });
      }
      step('progress', `${name} acts on ${seen}`, () => act(worker, attempt, status, seen));
    }
    if (at === 'about-to-confirm') {
      step('progress', `${name} confirms`, () => {
        if (now === 'reserved' || now === 'found') world[attempt + 1] = transaction('confirmed');
        rest(worker);
      });
      if (!rules.doubtIsNotFailure) {
        step('luck', `${name} confirms, hears nothing and calls it failed`, () => {
          if (now === 'reserved') world[attempt + 1] = transaction('confirmed');
          if (status === 'confirming') move(attempt, 'dead');
          rest(worker);
        });
      }
    }
    if (at === 'about-to-revoke') {
      step('progress', `${name} revokes`, () => {
        if (now === 'reserved' || now === 'new' || now === 'found') world[attempt + 1] = transaction('over');
        rest(worker);
      });
    }
    step('luck', `${name} dies`, () => rest(worker));
  };

  const tabSteps = (tab: number, name: string) => {
    const at = tabPlaces[world[tab] as number];
    const closing = world[cells.closing] === 1;
    if (at === 'idle') {
      if (world[cells.order] !== pending || closing) return;
      const free = attempts.find((attempt) => !statusOf(world, attempt));
      const blocked = rules.oneLiveAttempt
        ? attempts.some((attempt) => live.has(statusOf(world, attempt)) || statusOf(world, attempt) === 'confirmed')
        : false;
      if (free !== undefined && !blocked) {
        step('luck', `${name} presses Pay`, () => {
          world[free] = statuses.indexOf('creating') + 1;
          world[tab] = tabPlace('about-to-create');
          world[tab + 1] = attempts.indexOf(free);
        });
      }
      for (const attempt of attempts) {
        if (statusOf(world, attempt) !== 'created' || isShown(world, attempt)) continue;
        step('luck', `${name} presses Pay again`, () => {
          world[attempt + 2] = 1;
        });
      }
      return;
    }
    const attempt = attempts[world[tab + 1] as number] as number;
    const end = () => world.fill(0, tab, tab + 2);
    if (at === 'about-to-create') {
      step('progress', `Paysera makes a transaction for ${name}`, () => {
        world[attempt + 1] = transaction('new');
        world[tab] = tabPlace('about-to-store');
      });
    }
    if (at === 'about-to-store') {
      if (!rules.storedBeforeShown) {
        step('luck', `${name} is sent to Paysera before the key is stored`, () => {
          world[attempt + 2] = 1;
        });
      }
      step('progress', `${name} stores the key`, () => {
        if (statusOf(world, attempt) === 'creating') {
          move(attempt, 'created');
          world[tab] = tabPlace('about-to-show');
        } else if (!rules.storedOnlyWhileCreating) {
          world[tab] = tabPlace('about-to-show');
        } else end();
      });
    }
    if (at === 'about-to-show') {
      step('progress', `${name} is sent to Paysera`, () => {
        world[attempt + 2] = 1;
        end();
      });
    }
    step('luck', `the process behind ${name} dies`, end);
  };

  workers.forEach((worker, index) => {
    workerSteps(worker, `worker ${'ABC'[index]}`);
  });
  tabs.forEach((tab, index) => {
    tabSteps(tab, `tab ${index + 1}`);
  });

  for (const attempt of attempts) {
    const status = statusOf(world, attempt);
    const now = transactionOf(world, attempt);
    const shown = isShown(world, attempt);
    if (!status) continue;
    if (shown && now === 'new') {
      step('luck', 'the shopper accepts', () => {
        world[attempt + 1] = transaction(rules.confirmedByShopOnly ? 'reserved' : 'confirmed');
      });
      step('luck', 'the shopper rejects', () => {
        world[attempt + 1] = transaction('over');
      });
    }
    if (undo && status === 'created' && now === 'new' && !isHeld(world, attempt) && world[cells.closing] === 0) {
      step('luck', 'the shopper pays without a PIN', () => {
        world[attempt + 3] = 1;
      });
    }
    if (isHeld(world, attempt)) {
      if (now === 'new') {
        step('luck', 'the reserve arrives at Paysera', () => {
          world[attempt + 1] = transaction('reserved');
        });
      }
      step('progress', 'the seconds for an undo are over', () => {
        world[attempt + 3] = 0;
      });
    }
    const canUndo = rules.undoneFromCreatedOnly ? status === 'created' && isHeld(world, attempt) : undo && status === 'confirming';
    if (canUndo) {
      step('luck', 'the shopper undoes it', () => {
        move(attempt, 'releasing');
        world[cells.closing] = 1;
        world[cells.undone] = 1;
      });
    }
    if (now === 'reserved') {
      step('luck', 'the reservation ends', () => {
        world[attempt + 1] = transaction('over');
      });
      if (lies !== 'short') {
        step('luck', 'Paysera says something odd from now on', () => {
          world[attempt + 1] = transaction('odd');
        });
      }
    }
    if (status === 'creating' && rules.creationIsGivenUp) {
      step('progress', 'the creation is given up', () => move(attempt, 'abandoned'));
    }
    if (status === 'review' && !lies && now === 'odd') {
      step('progress', 'a person settles it with Paysera', () => {
        world[attempt + 1] = transaction('over');
      });
    }
    if (lies) {
      visitLies(world, attempt, lies, rules, step);
      visitPerson(world, attempt, rules, step, {
        book: () => settle(attempt, true),
        bury: (moneyIsHere) => {
          move(attempt, 'dead');
          if (moneyIsHere) illegal = 'S11: a person gives up money that is here';
        },
      });
    }
    if (!rules.callbackOnlyWakes && now === 'new' && (status === 'created' || status === 'confirming')) {
      step('luck', 'a callback that says confirmed is believed', () => settle(attempt));
    }
  }

  if (world[cells.order] === pending) {
    if (world[cells.closing] === 0) {
      step('progress', 'time is up for the order', () => {
        world[cells.closing] = 1;
      });
    } else if (
      !rules.closedByReadingOnly ||
      !attempts.some((attempt) => live.has(statusOf(world, attempt)) || statusOf(world, attempt) === 'confirmed')
    ) {
      step('progress', 'the order ends and the goods go back', () => {
        world[cells.order] = closed;
        count(cells.freed);
      });
    }
  }
}
