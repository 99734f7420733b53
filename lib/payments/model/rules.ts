// What the design promises, one switch for each promise, so that the test can break them one at a time and see the model notice.

export const soundRules = {
  /** A unique index: an order has one attempt that could still bring money. */
  oneLiveAttempt: true,
  /** A unique index: an order has one attempt claimed for capture, or captured. */
  oneCapture: true,
  /** Paysera moves money only when the shop confirms. */
  confirmedByShopOnly: true,
  /** The browser is sent to a transaction only after its key is stored. */
  storedBeforeShown: true,
  /** A key is stored only while its attempt still waits for it. */
  storedOnlyWhileCreating: true,
  /** A call without an answer leaves the attempt as it is. */
  doubtIsNotFailure: true,
  /** Attempt, order, goods and receipt change in one statement. */
  settledInOneStatement: true,
  /** That statement changes nothing unless the attempt is still waiting for it. */
  settledOnce: true,
  /** Claims are conditional on the status they start from. */
  claimedFromCreatedOnly: true,
  /** Money is confirmed only under a claim. */
  confirmedUnderClaim: true,
  /** An order ends only when Paysera has said of every attempt that it is over. */
  closedByReadingOnly: true,
  /** Something that is not yet accepted is revoked before it counts as over. */
  revokedBeforeOver: true,
  /** The news in a callback is not believed. */
  callbackOnlyWakes: true,
  /** Somebody asks again, even when no callback comes. */
  asksByItself: true,
  /** An attempt whose creation was given up frees the order for another. */
  creationIsGivenUp: true,
  /** What can still be undone is not claimed. */
  heldUntilPassed: true,
  /** An undo is conditional on the status it starts from. */
  undoneFromCreatedOnly: true,
  /** An answer that contradicts what we know is asked again before anything is made of it. */
  doubtedFirst: true,
  /** What Paysera has forgotten is let go only where no confirmation can have reached it. */
  claimedIsKept: true,
  /** What is open at Paysera of an attempt that is over is taken back. */
  deadIsTakenBack: true,
  /** What a person looks at is read again. */
  reviewIsReadAgain: true,
  /** And leaves that state by itself only when no money moved. */
  reviewOnlyDies: true,
  /** A person books it only where Paysera's reading, or its statement, shows the money. */
  bookedByEvidence: true,
  /** A person gives it up only where neither does, and after Paysera let go of what it still held. */
  givenUpByEvidence: true,
  /** And the order ends with it. */
  givingUpEndsOrder: true,
  /** Money that comes for what was given up is found. */
  lateMoneyIsFound: true,
} as const;

export type Rules = { readonly [Rule in keyof typeof soundRules]: boolean };
export type Rule = keyof Rules;
