// What we ask Paysera for: one payment, held for a day and confirmed by us alone, with the order and attempt written on it.
import type { Grant } from '../allowances/grant.ts';
import { weekSeconds } from '../allowances/limits.ts';
import { formatMoney } from '../money/format-money.ts';
import type { Money } from '../money/money.ts';
import { orderToken } from '../orders/order-link.ts';
import type { AllowanceRequest } from '../paysera/allowance.ts';
import type { ItemRequest } from '../paysera/payment.ts';
import type { TransactionRequest } from '../paysera/transaction.ts';
import type { Services } from '../services.ts';

export type ToBePaid = {
  attemptId: string;
  orderId: string;
  orderNumber: number;
  amount: Money;
  lines: OrderedLine[];
  /** An active permission of the payer may accept it. */
  useAllowance: boolean;
  /** A permission to be given with it, by the same PIN; declining it still pays. */
  grant: Grant | null;
};
export type OrderedLine = { title: string; option: string | null; picture: string | null; unit_price: string; quantity: number };

export function transactionRequest(s: Services, asked: ToBePaid): TransactionRequest {
  const { attemptId, orderId, orderNumber, amount, lines, useAllowance, grant } = asked;
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
    useAllowance,
    ...(grant ? { allowance: { data: allowanceRequest(s, grant), optional: true } } : {}),
    redirectUri: `${shopUrl}/orders/${orderToken(s.keys, orderId)}/return`,
    callbackUri: `${shopUrl}/api/paysera/callback/${paysera.environment}`,
  };
}

/** The ceiling for one purchase is not in it: Paysera knows only totals, and that promise is ours to keep. */
function allowanceRequest(s: Services, { weekly, until }: Grant): AllowanceRequest {
  return {
    description: `${s.env.shopName}: up to ${formatMoney(weekly)} a week without a PIN`,
    limits: [{ maxPrice: weekly, seconds: weekSeconds }],
    valid: { until },
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
