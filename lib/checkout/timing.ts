// How long things may take. Storms scale these down together; everything else uses the values here.

export type Timing = {
  /** Goods are held for an unpaid order this long: enough to log in, find the PIN and top up a wallet. */
  orderTtlMs: number;
  /** Paysera holds the money this long for us to confirm; confirming takes seconds, a day survives an outage of ours. */
  reserveMs: number;
  /** Longest a call to Paysera may take, with its repetitions. */
  callMs: number;
  /** After this a create request without an answer is given up: longer than the call itself can take. */
  creationGraceMs: number;
  /** With less of the reservation left nothing new is claimed: three calls must fit. */
  tooLateMs: number;
  /** First wait before Paysera is asked again; it doubles up to the longest, and starts anew when something happens. */
  firstPollMs: number;
  longestPollMs: number;
  /** Answers that contradict what we know have to go on for this long before a person is called. */
  doubtMs: number;
  /** And an answer that a key we were given is unknown for this long: what was restored or is being moved comes back by then. */
  forgottenMs: number;
  /** How often Paysera is asked about what a person has to look at. */
  reviewPollMs: number;
  /** How often the worker looks for attempts that are due. */
  sweepMs: number;
  /** How often a worker says that it lives; after four silent beats its jobs are given to others. */
  heartbeatMs: number;
  /** After a run of failures Paysera is left alone this long: a pause a shopper barely notices. */
  breakerOpenMs: number;
  /** How often the worker looks for permissions to ask about, and for ends that Paysera was not told. */
  permissionsMs: number;
  /** An active permission nobody looks at is asked about this often: slow enough for thousands of them within Paysera's rate limit. */
  permissionRoundMs: number;
  /** What Paysera did not answer about a permission is asked or told again after this; it doubles each time up to an hour. */
  permissionAgainMs: number;
  /** A page that waits for Paysera's word on a permission waits this long at most. */
  shortCallMs: number;
};

const second = 1_000;
const minute = 60 * second;

export const usualTiming: Timing = {
  orderTtlMs: 60 * minute,
  reserveMs: 24 * 60 * minute,
  callMs: 5 * second,
  creationGraceMs: 10 * second,
  tooLateMs: 15 * second,
  firstPollMs: 2 * second,
  longestPollMs: 5 * minute,
  doubtMs: minute,
  forgottenMs: 15 * minute,
  reviewPollMs: 15 * minute,
  sweepMs: second,
  heartbeatMs: 5 * second,
  breakerOpenMs: 10 * second,
  permissionsMs: 15 * second,
  permissionRoundMs: 6 * 60 * minute,
  permissionAgainMs: 30 * second,
  shortCallMs: 2 * second,
};
