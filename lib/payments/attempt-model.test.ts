// Every order of events that can happen to one order, tried out: crashes, two tabs, workers that know nothing of each other.
import assert from 'node:assert/strict';
import test from 'node:test';
import { attemptStatuses } from './attempt-status.ts';
import { type Exploration, explore } from './model/explore.ts';
import { type Rule, type Rules, soundRules } from './model/rules.ts';
import type { Size } from './model/world.ts';

const small: Size = { attempts: 2, workers: 2, tabs: 1 };
const lying: Size[] = [
  { attempts: 1, workers: 2, tabs: 1 },
  { attempts: 2, workers: 1, tabs: 1 },
];
const seenMoves = new Set<string>();
let statesSeen = 0;

function broken(...rules: Rule[]): Rules {
  return { ...soundRules, ...Object.fromEntries(rules.map((rule) => [rule, false])) };
}

function assertSound({ states, unsafe, stuck, moves }: Exploration) {
  assert.equal(unsafe, null, unsafe?.trace.join('\n'));
  assert.equal(stuck, null, stuck?.trace.join('\n'));
  statesSeen += states;
  for (const move of moves) seenMoves.add(move);
}

test('three attempts, three workers: money never moves twice, is never kept without an order, and every order comes to rest', () => {
  assertSound(explore(soundRules, { attempts: 3, workers: 3, tabs: 1 }));
});

test('three attempts, two tabs that press Pay at once: the same holds', () => {
  assertSound(explore(soundRules, { attempts: 3, workers: 2, tabs: 2 }));
});

test('paid without a PIN and undone at any moment: what is undone is never charged, what is not undone is', () => {
  assertSound(explore(soundRules, { attempts: 2, workers: 2, tabs: 1, undo: true }));
});

test('Paysera says what is not so, once or for a while, and forgets: money is neither lost nor doubled, and what was undone is never charged', () => {
  for (const size of lying) assertSound(explore(soundRules, { ...size, undo: true, lies: 'long' }));
  assertSound(explore(soundRules, { attempts: 2, workers: 2, tabs: 1, lies: 'long' }));
});

test('slips of Paysera, however many, that never last long enough to be believed call no person, and every order comes to rest', () => {
  for (const size of lying) assertSound(explore(soundRules, { ...size, undo: true, lies: 'short' }));
});

test('two attempts at once, were there no index against it: the one that is not captured is given back', () => {
  assertSound(explore(broken('oneLiveAttempt'), { attempts: 2, workers: 2, tabs: 2 }));
});

test('the index of captures is a second lock on the same door: without it the first one holds', () => {
  assertSound(explore(broken('oneCapture'), { attempts: 3, workers: 2, tabs: 1 }));
});

test('at least 200,000 worlds were visited, and every move of the table was made in them', () => {
  assert.ok(statesSeen >= 200_000, `${statesSeen}`);
  const moves = Object.entries(attemptStatuses).flatMap(([from, { next }]) => next.map((to) => `${from} to ${to}`));
  assert.deepEqual(
    moves.filter((move) => !seenMoves.has(move)),
    [],
  );
});

/** What the model says when a promise of the design is not kept: the name of the invariant. */
const noticed: [Rule[], string, Size['lies']?][] = [
  [['oneLiveAttempt', 'oneCapture'], 'S1'],
  [['confirmedByShopOnly'], 'L1'],
  [['storedBeforeShown'], 'S3'],
  [['storedOnlyWhileCreating'], 'S3'],
  [['doubtIsNotFailure'], 'S8'],
  [['settledInOneStatement'], 'L1'],
  [['settledOnce'], 'S5'],
  [['claimedFromCreatedOnly'], 'S7'],
  [['confirmedUnderClaim'], 'L1'],
  [['closedByReadingOnly'], 'S9'],
  [['revokedBeforeOver'], 'S8'],
  [['callbackOnlyWakes'], 'S7'],
  [['asksByItself'], 'L1'],
  [['creationIsGivenUp'], 'L1'],
  [['heldUntilPassed'], 'S10'],
  [['undoneFromCreatedOnly'], 'S7'],
  [['doubtedFirst'], 'L2', 'short'],
  [['claimedIsKept'], 'S8', 'long'],
  [['deadIsTakenBack'], 'L1', 'long'],
  [['reviewIsReadAgain'], 'L1'],
  [['reviewOnlyDies'], 'S11', 'long'],
  [['bookedByEvidence'], 'S2', 'long'],
  [['givenUpByEvidence'], 'S11', 'long'],
  [['givingUpEndsOrder'], 'S1', 'long'],
  [['lateMoneyIsFound'], 'L1', 'long'],
];

for (const [rules, invariant, lies] of noticed) {
  test(`without ${rules.join(' and ')} the model finds a way to break ${invariant}`, () => {
    const undo = invariant === 'S10' || rules.includes('undoneFromCreatedOnly');
    // Money that comes late needs a worker that sleeps before it confirms, and another one.
    const size = rules.includes('lateMoneyIsFound') ? { ...small, attempts: 1 } : { ...small, ...(lies ? { workers: 1 } : {}) };
    const { unsafe, stuck } = explore(broken(...rules), { ...size, undo, ...(lies ? { lies } : {}) });
    const finding = unsafe ?? stuck;
    assert.match(finding?.violation ?? 'nothing was found', new RegExp(`^${invariant}: `), finding?.trace.join('\n'));
  });
}
