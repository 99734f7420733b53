// The wallet's own statements against our ledger: what Paysera says came in, and what we booked, order by order.
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../db/statement.ts';
import type { Statement } from '../paysera/wallet.ts';
import type { Services } from '../services.ts';
import { type NewDifference, writeDifferences } from './difference-store.ts';
import { orderNumberIn } from './find-statement.ts';
import type { Compared } from './reconcile-window.ts';

const pageSize = 200; // the most section 6.3 allows
const pauseBetweenPagesMs = 6_000;
/** Paysera may book a payment a little before or after we do. */
const edgeMs = 60 * 60_000;

export async function reconcileStatements(s: Services, from: Date, to: Date): Promise<Compared> {
  const statements = await readStatements(s, new Date(from.getTime() - edgeMs), new Date(to.getTime() + edgeMs));
  const entries = await run<Entry>(s.pool, read, [
    s.env.paysera.environment,
    new Date(from.getTime() - 2 * edgeMs),
    new Date(to.getTime() + 2 * edgeMs),
  ]);
  const differences: NewDifference[] = [];
  const compared: string[] = [];
  const unmatched = new Set(statements.map(({ id }) => id));
  const byBooking = Map.groupBy(statements, bookingOf);

  for (const entry of entries) {
    const match = byBooking.get(booking(String(entry.number), entry.amount, entry.currency))?.shift();
    if (match) unmatched.delete(match.id);
    if (entry.at < from || entry.at >= to) continue;
    const subject = `ledger:${entry.id}`;
    compared.push(subject);
    if (!match) differences.push(missing(subject, entry));
  }
  for (const statement of statements) {
    if (!statement.date || statement.date < from || statement.date >= to) continue;
    const subject = `statement:${statement.id}`;
    compared.push(subject);
    if (unmatched.has(statement.id)) differences.push(unexplained(subject, statement));
  }
  return { compared: compared.length, differing: await writeDifferences(s, differences, compared) };
}

type Entry = { id: string; order_id: string; attempt_id: string; number: number; amount: string; currency: string; at: Date };

const read = {
  name: 'reconcile-read-ledger',
  text: `SELECT g.id::text AS id, g.order_id, g.attempt_id, o.number, g.amount_minor::text AS amount, g.currency, g.at
    FROM ledger_entry g JOIN shop_order o ON o.id = g.order_id WHERE g.environment = $1 AND g.account = 'wallet' AND g.kind = 'sale' AND g.at >= $2 AND g.at < $3`,
};

/** Money that came in; the description we gave the payment comes back as the details. */
async function readStatements(s: Services, from: Date, to: Date): Promise<Statement[]> {
  const found: Statement[] = [];
  const list = s.paysera.wallets.statements(Number(s.env.paysera.walletId), { from, to, direction: 'in', limit: pageSize });
  for await (const page of list.pages()) {
    found.push(...page.items);
    if (page.hasNext) await pause(pauseBetweenPagesMs);
  }
  return found;
}

/** What a statement and its booking have in common: the order's number, which stands at the end of the details, and the amount. */
function bookingOf(statement: Statement): string {
  const { amount } = statement;
  return booking(orderNumberIn(statement) ?? '', amount.minor.toString(), amount.currency);
}

function booking(orderNumber: string, amount: string, currency: string): string {
  return `${orderNumber} ${amount} ${currency}`;
}

function missing(subject: string, entry: Entry): NewDifference {
  return {
    kind: 'not-in-statements',
    subject,
    repair: 'person',
    orderId: entry.order_id,
    attemptId: entry.attempt_id,
    asked: {},
    paysera: { statement: 'none' },
    recorded: { amount: entry.amount, currency: entry.currency, at: entry.at.toISOString() },
  };
}

function unexplained(subject: string, statement: Statement): NewDifference {
  return {
    kind: 'not-in-ledger',
    subject,
    repair: 'person',
    orderId: null,
    attemptId: null,
    asked: {},
    paysera: {
      statement: statement.id,
      amount: statement.amount.minor.toString(),
      currency: statement.amount.currency,
      type: statement.type,
      details: statement.details?.slice(0, 200) ?? null,
      date: statement.date?.toISOString() ?? null,
    },
    recorded: {},
  };
}
