// What we ask Paysera for: one payment, held for a day and confirmed by us alone, with the order and attempt written on it.
import type { Money } from '../money/money.ts';
import { orderToken } from '../orders/order-link.ts';
import type { ItemRequest } from '../paysera/payment.ts';
import type { TransactionRequest } from '../paysera/transaction.ts';
import type { Services } from '../services.ts';

export type ToBePaid = { attemptId: string; orderId: string; orderNumber: number; amount: Money; lines: OrderedLine[] };
export type OrderedLine = { title: string; option: string | null; picture: string | null; unit_price: string; quantity: number };

export function transactionRequest(s: Services, { attemptId, orderId, orderNumber, amount, lines }: ToBePaid): TransactionRequest {
  const { shopUrl, paysera } = s.env;
  const items = itemsOf(s, lines, amount.currency);
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

function itemsOf(s: Services, lines: OrderedLine[], currency: string): ItemRequest[] {
  return lines.map((line) => ({
    title: line.option ? `${line.title}, ${line.option}` : line.title,
    price: { minor: BigInt(line.unit_price), currency },
    quantity: line.quantity,
    ...(line.picture ? { imageUri: `${s.env.shopUrl}/pictures/${encodeURIComponent(line.picture)}-640.webp` } : {}),
  }));
}
