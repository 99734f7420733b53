// Sends what a payment left in the outbox. The row is unique for an order and kind, so there is one receipt however often the job runs.
import { failpoint } from '../checkout/failpoint.ts';
import { runOne } from '../db/statement.ts';
import { orderToken } from '../orders/order-link.ts';
import type { Services } from '../services.ts';
import { deliverMail } from './deliver-mail.ts';
import { receiptMail } from './receipt.ts';

export async function sendOutbox(s: Services, id: string): Promise<void> {
  const row = await runOne<Row>(s.pool, read, [id]);
  if (!row || row.sent_at) return;
  const mail = receiptMail({
    shopName: s.env.shopName,
    shopUrl: s.env.shopUrl,
    timeZone: s.env.shopTimeZone,
    orderNumber: row.number,
    orderUrl: `${s.env.shopUrl}/orders/${orderToken(s.keys, row.order_id)}`,
    paidAt: row.paid_at,
    givenBack: row.status === 'refunded',
    total: { minor: BigInt(row.total_minor), currency: row.currency },
    lines: row.lines.map((line) => ({ ...line, lineTotal: { minor: BigInt(line.total), currency: row.currency } })),
  });
  await failpoint('before-send', row.order_id);
  await deliverMail(s, { id, orderId: row.order_id, to: row.email, mail });
  await failpoint('after-send', row.order_id);
}

type Row = {
  sent_at: Date | null;
  order_id: string;
  status: string;
  number: number;
  email: string;
  paid_at: Date;
  total_minor: string;
  currency: string;
  lines: { title: string; option: string | null; quantity: number; total: string }[];
};

const read = {
  name: 'outbox-read',
  text: `SELECT x.sent_at, o.id AS order_id, o.status, o.number, o.email, o.paid_at, o.total_minor::text AS total_minor, o.currency,
      (SELECT json_agg(json_build_object('title', title, 'option', option, 'quantity', quantity, 'total', line_total_minor::text) ORDER BY position)
        FROM order_line WHERE order_id = o.id) AS lines
    FROM outbox x JOIN shop_order o ON o.id = x.order_id WHERE x.id = $1 AND x.kind = 'receipt'`,
};
