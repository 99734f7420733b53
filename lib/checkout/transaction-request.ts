// What we ask Paysera for: one payment, held for a day and confirmed by us alone, with the order and attempt written on it.
import { run } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import { orderToken } from '../orders/order-link.ts';
import type { ItemRequest } from '../paysera/payment.ts';
import type { TransactionRequest } from '../paysera/transaction.ts';
import type { Services } from '../services.ts';

export type ToBePaid = { attemptId: string; orderId: string; orderNumber: number; amount: Money };

export async function transactionRequest(s: Services, { attemptId, orderId, orderNumber, amount }: ToBePaid): Promise<TransactionRequest> {
  const { shopUrl, paysera } = s.env;
  const items = await readItems(s, orderId, amount.currency);
  return {
    payments: [
      {
        description: `${s.env.shopName}, order ${orderNumber}`,
        items: items as [ItemRequest, ...ItemRequest[]],
        price: amount,
        beneficiary: { walletId: Number(paysera.walletId) },
        parameters: { order: orderId, attempt: attemptId },
      },
    ],
    reserve: { forSeconds: Math.ceil(s.timing.reserveMs / 1000) },
    // Said although they are what we think Paysera assumes: sources differ, and money must not depend on it.
    autoConfirm: false,
    useAllowance: false,
    redirectUri: `${shopUrl}/orders/${orderToken(s.keys, orderId)}/return`,
    callbackUri: `${shopUrl}/api/paysera/callback/${paysera.environment}`,
  };
}

type Line = { title: string; option: string | null; picture: string | null; unit_price: string; quantity: number };

async function readItems(s: Services, orderId: string, currency: string): Promise<ItemRequest[]> {
  const lines = await run<Line>(s.pool, readLines, [orderId]);
  return lines.map((line) => ({
    title: line.option ? `${line.title}, ${line.option}` : line.title,
    price: { minor: BigInt(line.unit_price), currency },
    quantity: line.quantity,
    ...(line.picture ? { imageUri: `${s.env.shopUrl}/pictures/${encodeURIComponent(line.picture)}-640.webp` } : {}),
  }));
}

const readLines = {
  name: 'lines-for-paysera',
  text: `SELECT title, option, picture ->> 'name' AS picture, unit_price_minor::text AS unit_price, quantity
    FROM order_line WHERE order_id = $1 ORDER BY position`,
};
