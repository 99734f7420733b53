// The truth panel of an order: what we asked for, what Paysera says at this moment, and what we recorded, side by side.
import { openDiary } from '../audit/diary.ts';
import { askPaysera } from '../checkout/ask-paysera.ts';
import { mismatchOf } from '../checkout/read-transaction.ts';
import { runOne } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import type { AttemptStatus } from '../payments/attempt-status.ts';
import type { Services } from '../services.ts';

export type Truth = {
  asked: { amount: Money; orderId: string; attemptId: string; projectId: string; walletId: string };
  paysera:
    | {
        kind: 'said';
        status: string;
        amount: Money | null;
        projectId: string | null;
        payerWalletId: number | null;
        confirmedAt: Date | null;
      }
    | { kind: 'not-asked'; why: string };
  recorded: { attemptStatus: AttemptStatus; orderStatus: string; providerStatus: string | null; amount: Money; paidAt: Date | null };
  /** Null when all three agree. */
  differs: string | null;
};

/** Null when the order has no attempt. Asks Paysera, and changes nothing. */
export async function readTruth(s: Services, orderId: string): Promise<Truth | null> {
  const row = await runOne<Row>(s.pool, read, [orderId, s.env.paysera.environment]);
  if (!row) return null;
  const amount = { minor: BigInt(row.amount_minor), currency: row.currency };
  const { projectId, walletId } = s.env.paysera;
  const truth: Truth = {
    asked: { amount, orderId, attemptId: row.id, projectId: projectId.toString(), walletId: walletId.toString() },
    paysera: { kind: 'not-asked', why: 'Nothing was created at Paysera' },
    recorded: {
      attemptStatus: row.status,
      orderStatus: row.order_status,
      providerStatus: row.provider_status,
      amount,
      paidAt: row.paid_at,
    },
    differs: null,
  };
  const transactionKey = row.transaction_key;
  if (!transactionKey) return truth;
  const answer = await askPaysera(s, openDiary(s, { orderId, source: 'staff' }), 'read', () => s.paysera.transactions.get(transactionKey));
  if (answer.kind === 'failed' && answer.why === 'not_found')
    return { ...truth, paysera: { kind: 'not-asked', why: 'Paysera does not know this transaction' }, differs: 'forgotten' };
  if (answer.kind === 'failed')
    return { ...truth, paysera: { kind: 'not-asked', why: `Paysera gave no answer (${answer.code}, ${answer.why})` } };
  const transaction = answer.value;
  return {
    ...truth,
    paysera: {
      kind: 'said',
      status: transaction.status,
      amount: transaction.payments[0]?.price ?? null,
      projectId: transaction.projectId?.toString() ?? null,
      payerWalletId: transaction.walletId,
      confirmedAt: transaction.confirmedAt,
    },
    differs: mismatchOf(s, { attemptId: row.id, orderId, amount, transactionKey }, transaction) ?? statusDiffers(row, transaction.status),
  };
}

function statusDiffers(row: Row, status: string): string | null {
  const isPaid = row.order_status === 'paid' || row.order_status === 'refunded';
  if ((status === 'confirmed') !== (row.status === 'confirmed') || (isPaid && status !== 'confirmed')) return 'status';
  return row.provider_status !== status ? 'behind' : null;
}

type Row = {
  id: string;
  status: AttemptStatus;
  order_status: string;
  provider_status: string | null;
  amount_minor: string;
  currency: string;
  transaction_key: string | null;
  paid_at: Date | null;
};

const read = {
  name: 'truth-read',
  text: `SELECT a.id, a.status, o.status AS order_status, a.provider_status, a.amount_minor::text AS amount_minor, a.currency, a.transaction_key, o.paid_at
    FROM attempt a JOIN shop_order o ON o.id = a.order_id WHERE a.order_id = $1 AND a.environment = $2
    ORDER BY (a.status = 'confirmed') DESC, a.number DESC LIMIT 1`,
};
