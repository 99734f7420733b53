// Bugs on purpose: each is one change in one place of real code. Every one of them must be caught, or the tests are not worth much.

export type PlantedBug = {
  name: string;
  file: string;
  find: string;
  replace: string;
  /** The file of tests that finds it, as a rule: looked into first. */
  test?: string;
  /** Why no storm can meet it, where that is so: then only tests look for it. */
  beyondStorms?: string;
};

const refresh = 'lib/checkout/refresh-attempt.ts';
const pay = 'lib/checkout/pay-for-order.ts';
const takeUp = 'lib/checkout/take-up-attempt.ts';
const place = 'lib/checkout/place-order.ts';
const settle = 'lib/payments/settle-payment.ts';
const transition = 'lib/payments/transition-attempt.ts';
const decide = 'lib/payments/decide.ts';
const doubt = 'lib/payments/doubt.ts';
const reading = 'lib/checkout/read-transaction.ts';
const takeUse = 'lib/allowances/take-use.ts';
const click = 'lib/allowances/pay-by-allowance.ts';
const undo = 'lib/allowances/undo-payment.ts';
const follow = 'lib/allowances/follow-grant.ts';

// The tests that find them, as a rule.
const purchase = 'lib/checkout/purchase.db.test.ts';
const races = 'lib/checkout/races.db.test.ts';
const doubtTests = 'lib/checkout/doubt.db.test.ts';
const sleepers = 'lib/checkout/sleepers.db.test.ts';
const wake = 'lib/callbacks/wake.db.test.ts';
const worker = 'lib/jobs/run-worker.db.test.ts';
const quickPay = 'lib/allowances/quick-pay.db.test.ts';
const quickPayRaces = 'lib/allowances/quick-pay-races.db.test.ts';
const replaced = 'lib/allowances/replaced-races.db.test.ts';
const decisions = 'lib/payments/decide.test.ts';
const views = 'lib/payments/payment-view.test.ts';
const limits = 'lib/allowances/limits.test.ts';
const logs = 'lib/checkout/secrets-in-logs.db.test.ts';

const nothingSeen = '{ providerStatus: null, walletId: null, reserveUntil: null }';
const ids = '{ attemptId: attempt.id, orderId: attempt.orderId }';

export const plantedBugs: PlantedBug[] = [
  {
    name: 'timeout-is-failure',
    test: purchase,
    file: refresh,
    find: 's.paysera.transactions.confirm(attempt.transactionKey as string));\n',
    replace: `s.paysera.transactions.confirm(attempt.transactionKey as string));
  if (answer.kind === 'failed') await bury(s, ${ids}, ${nothingSeen}, { expected: 'confirming', reason: 'failed' }, diary);\n`,
  },
  {
    name: 'no-poller',
    test: wake,
    file: 'lib/jobs/sweep.ts',
    find: 'const due = await takeDue(s, options.reads ?? readsAtOnce);',
    replace: 'const due: { id: string; lease: Date }[] = [];',
  },
  {
    name: 'callback-is-believed',
    test: wake,
    file: 'lib/callbacks/handle-callback.ts',
    find: '  await runOne(s.pool, note,',
    replace: `  if (attempt && !outcome.startsWith('x')) {
    const { rows } = await s.pool.query("UPDATE attempt SET status = 'confirming' WHERE id = $1 AND status = 'created' RETURNING order_id", [attempt]);
    const { settlePayment } = await import('../payments/settle-payment.ts');
    const { openDiary } = await import('../audit/diary.ts');
    if (rows[0]) await settlePayment(s, { attemptId: attempt, orderId: rows[0].order_id }, ${nothingSeen}, openDiary(s, { source: 'callback' }));
  }
  await runOne(s.pool, note,`,
  },
  {
    name: 'callback-before-reading',
    beyondStorms: 'what no callback woke is read by the poller, only later',
    test: wake,
    file: 'lib/callbacks/handle-callback.ts',
    find: '? await wake(s, attempt) : ',
    replace: "? 'ignored' : ",
  },
  {
    name: 'auto-confirm',
    test: purchase,
    file: 'lib/checkout/transaction-request.ts',
    find: 'autoConfirm: false',
    replace: 'autoConfirm: true',
  },
  { name: 'late-key-shown', test: races, file: pay, find: 'if (!stored) {', replace: 'if (!stored && transaction.key === null) {' },
  {
    name: 'two-clicks-create-twice',
    beyondStorms: 'the second transaction is never shown to anybody',
    test: purchase,
    file: takeUp,
    find: "a.status = 'creating' AND a.creation_claim IS NULL RETURNING",
    replace: "a.status = 'creating' RETURNING",
  },
  {
    name: 'creation-never-given-up',
    beyondStorms: 'the worker gives it up all the same, a moment later',
    test: races,
    file: takeUp,
    find: "a.status = 'creating' AND a.creation_started_at < $7",
    replace: "a.status = 'creating' AND a.creation_started_at < $7 AND false",
  },
  {
    name: 'receipt-forgotten',
    test: purchase,
    file: settle,
    find: "SELECT $5, id, 'receipt', $4 FROM paid",
    replace: "SELECT $5, id, 'receipt', $4 FROM paid WHERE false",
  },
  {
    name: 'receipt-job-forgotten',
    test: purchase,
    file: settle,
    find: ') FROM receipt',
    replace: ') FROM receipt WHERE false',
  },
  {
    name: 'ledger-one-sided',
    test: purchase,
    file: settle,
    find: "(VALUES ('wallet', 1), ('sales', -1))",
    replace: "(VALUES ('wallet', 1))",
  },
  { name: 'goods-sold-but-kept', test: purchase, file: settle, find: 'v.stock_sold + shelves.quantity', replace: 'v.stock_sold' },
  {
    name: 'cart-kept-after-payment',
    test: purchase,
    file: settle,
    find: 'WHERE cart.id = paid.cart_id AND (cart.version',
    replace: 'WHERE false AND cart.id = paid.cart_id AND (cart.version',
  },
  {
    name: 'claimed-although-cancelled',
    test: sleepers,
    file: transition,
    find: "lockOrder(`AND status = 'pending' AND close_as IS NULL`)",
    replace: 'lockOrder()',
  },
  {
    name: 'goods-not-given-back',
    test: doubtTests,
    file: transition,
    find: 'v.stock_on_hand + shelves.quantity',
    replace: 'v.stock_on_hand',
  },
  {
    name: 'unreachable-is-dead',
    test: purchase,
    file: refresh,
    find: '  const nextReadAt = nextReading(s, attempt);\n',
    replace: `  await bury(s, ${ids}, nothingSeen, { expected: attempt.status, reason: 'failed' }, diary);
  const nextReadAt = nextReading(s, attempt);\n`,
  },
  {
    name: 'revoke-forgotten',
    test: purchase,
    file: refresh,
    find: "'revoke', () => s.paysera.transactions.revoke(attempt.transactionKey as string)",
    replace: "'revoke', async () => {}",
  },
  {
    name: 'expired-without-release',
    test: decisions,
    file: decide,
    find: "? { kind: 'let-go', reason: 'expired' }",
    replace: "? { kind: 'bury', reason: 'expired' }",
  },
  {
    name: 'cancelled-but-claimed',
    test: decisions,
    file: decide,
    find: "if (known.closing) return { kind: 'let-go', reason: known.closing };",
    replace: '',
  },
  {
    name: 'mismatch-ignored',
    test: purchase,
    file: doubt,
    find: "if (mismatch && !(isUnwanted(known) && meaning !== 'over')) return 'mismatch';",
    replace: '',
  },
  {
    name: 'one-wrong-answer-suffices',
    test: doubtTests,
    file: doubt,
    find: 'if (doubt.count + 1 < enoughAnswers) return false;',
    replace: 'return true;',
  },
  {
    name: 'forgotten-money-is-dead',
    beyondStorms: 'Paysera forgets a payment for one answer only',
    test: decisions,
    file: decide,
    find: 'if (!known.claimed && isOver)',
    replace: 'if (isOver)',
  },
  {
    name: 'confirmed-near-the-end',
    beyondStorms: 'what is confirmed too late is refused, and read',
    test: races,
    file: decide,
    find: 'reading.reserveLeftMs < tooLateMs',
    replace: 'reading.reserveLeftMs < -tooLateMs',
  },
  {
    name: 'unasked-money-booked',
    beyondStorms: 'Paysera moves no money that nobody asked for',
    test: decisions,
    file: decide,
    find: '  if (contradiction)\n',
    replace: "  if (contradiction === 'confirmed-unasked' && known.status === 'created') return { kind: 'claim' };\n  if (contradiction)\n",
  },
  {
    name: 'amount-not-compared',
    test: purchase,
    file: reading,
    find: '!equalMoney(payment.price, asked.amount)',
    replace: 'payment.price.currency !== asked.amount.currency',
  },
  {
    name: 'parameters-not-compared',
    test: purchase,
    file: reading,
    find: 'parameters.attempt !== asked.attemptId || parameters.order !== asked.orderId',
    replace: 'false',
  },
  { name: 'shown-total-not-compared', test: purchase, file: place, find: 'AND sums.total = $3 ', replace: 'AND $3::bigint IS NOT NULL ' },
  { name: 'oversold', test: purchase, file: place, find: 'bool_and(active AND stock_on_hand >= quantity)', replace: 'bool_and(active)' },
  {
    name: 'older-order-kept',
    beyondStorms: 'nobody changes a cart after placing its order',
    test: races,
    file: place,
    find: 'FROM older, placed WHERE o.id = older.id',
    replace: 'FROM older, placed WHERE o.id = older.id AND false',
  },
  {
    name: 'asked-only-once',
    test: purchase,
    file: 'lib/checkout/next-reading.ts',
    find: "if (attempt.status === 'review') return new Date(",
    replace: "if (attempt.status !== 'review') return null as unknown as Date;\n  return new Date(",
  },
  {
    name: 'lease-for-an-hour',
    test: sleepers,
    file: 'lib/jobs/sweep.ts',
    find: 'now.getTime() + 2 * s.timing.callMs',
    replace: 'now.getTime() + 3_600_000',
  },
  {
    name: 'lost-jobs-stay-locked',
    test: worker,
    file: 'lib/jobs/unlock-lost-jobs.ts',
    find: 'FROM lost WHERE ids IS NOT NULL',
    replace: 'FROM lost WHERE false',
  },
  {
    name: 'approved-is-shown-as-paid',
    test: views,
    file: 'lib/payments/payment-view.ts',
    find: "return { tier: 'finishing', reason: null, ...moving };\n    default",
    replace: "return { tier: 'paid', reason: null, ...moving };\n    default",
  },
  {
    name: 'too-little-money-is-dead',
    test: purchase,
    file: 'lib/payments/provider-status.ts',
    find: "waiting_funds: 'approved'",
    replace: "waiting_funds: 'over'",
  },
  {
    name: 'key-in-the-log',
    test: logs,
    file: refresh,
    find: "attempt: attempt.id, source }, 'Order paid'",
    replace: "attempt: attempt.id, source: attempt.transactionKey }, 'Order paid'",
  },
  {
    name: 'reserved-without-a-use',
    test: quickPay,
    file: takeUse,
    find: 'return row && BigInt(row.left);',
    replace: 'return row ? BigInt(row.left) : 10_000n;',
  },
  {
    name: 'use-never-given-back',
    test: quickPay,
    file: takeUse,
    find: "WHERE u.attempt_id = moved.id AND u.state = 'held'",
    replace: 'WHERE false',
  },
  {
    name: 'given-back-in-doubt',
    test: quickPay,
    file: click,
    find: "return how === 'not-sent' || (how === 'refused' && why !== 'invalid_state');",
    replace: "return how !== 'refused' || why !== 'invalid_state';",
  },
  {
    name: 'moved-on-is-a-no',
    beyondStorms: 'no call arrives twice',
    test: quickPay,
    file: click,
    find: " || (how === 'refused' && why !== 'invalid_state')",
    replace: " || (how === 'refused' && why !== '')",
  },
  {
    name: 'seconds-cut-short',
    test: quickPay,
    file: 'lib/allowances/make-sure.ts',
    find: 's.clock.now().getTime() + undoSeconds * 1000',
    replace: 's.clock.now().getTime() + undoSeconds',
  },
  {
    name: 'seconds-begin-with-the-press',
    test: quickPayRaces,
    file: takeUse,
    find: "CASE WHEN provider_status = 'reserved' THEN hold_until",
    replace: 'CASE WHEN hold_until IS NOT NULL THEN hold_until',
  },
  {
    name: 'counted-under-any',
    test: replaced,
    file: 'lib/allowances/under-which.ts',
    find: "return answer.value?.id === Number(taken.provider_id) ? 'ours' : 'another';",
    replace: "return answer.value ? 'ours' : 'another';",
  },
  {
    name: 'unheard-is-sure',
    test: replaced,
    file: 'lib/allowances/make-sure.ts',
    find: "const sure = which === 'ours';",
    replace: 'const sure = true;',
  },
  {
    name: 'sure-is-let-go',
    test: replaced,
    file: transition,
    find: 'AND (unsure OR NOT $13::boolean)',
    replace: 'AND (unsure OR $13::boolean IS NOT NULL)',
  },
  {
    name: 'undone-after-its-time',
    test: quickPay,
    file: transition,
    find: '(NOT $12::boolean OR hold_until > $6)',
    replace: '(NOT $12::boolean OR hold_until IS NOT NULL)',
  },
  { name: 'undone-but-not-cancelled', test: quickPay, file: undo, find: "closeAs: 'cancelled'", replace: 'closeAs: null' },
  {
    name: 'ceiling-ignored',
    beyondStorms: 'the database asks for the ceiling again when a use is taken',
    test: limits,
    file: 'lib/allowances/limits.ts',
    find: 'if (total.minor > permission.ceiling.minor)',
    replace: 'if (permission.ceiling.minor < 0n)',
  },
  {
    name: 'anybody-clicks',
    test: quickPay,
    file: click,
    find: '(order.orderShopper !== null && order.orderShopper !== click.shopperId)',
    replace: 'order.orderShopper === undefined',
  },
  {
    name: 'signed-in-last-week',
    test: quickPay,
    file: 'lib/allowances/judge-one-click.ts',
    find: 'const signedInForMs = 24 * 3600 * 1000;',
    replace: 'const signedInForMs = 7 * 24 * 3600 * 1000;',
  },
  {
    name: 'any-wallet-is-theirs',
    test: quickPay,
    file: follow,
    find: "if (!row.connected) return 'not-theirs';",
    replace: '',
  },
  {
    name: 'end-not-told',
    test: quickPay,
    file: 'lib/allowances/allowance-store.ts',
    find: 'tell_at = CASE WHEN $5::boolean AND',
    replace: 'tell_at = CASE WHEN false AND $5::boolean AND',
  },
  {
    name: 'told-only-once',
    test: quickPay,
    file: 'lib/allowances/tell-paysera.ts',
    find: "const known = answer.kind === 'answered' ||",
    replace: 'const known = answer.kind !== null ||',
  },
  {
    name: 'end-at-paysera-not-noted',
    test: quickPay,
    file: 'lib/allowances/check-allowance.ts',
    find: "if (answer.value === null) return end('at-paysera', 'No longer active at Paysera', true);",
    replace: "if (answer.value === null) return { kind: 'ended' };",
  },
  {
    name: 'grants-not-followed',
    test: quickPay,
    file: 'lib/allowances/sweep-allowances.ts',
    find: 'lease(s, leaseAsked, mostFollowed)',
    replace: 'lease(s, leaseAsked, 0)',
  },
];
