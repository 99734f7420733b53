// Accepting on behalf of the payer (section 6.7): four forms, each with its own secret, and a payer named in one of several ways.
import type { Money } from '#lib/money/money.ts';
import type { Json } from './decode.ts';
import type { FundsSource } from './payment.ts';
import { exactlyOne, filled, type OneOf, segment, type WireObject } from './request-checks.ts';
import { toCents } from './wire-money.ts';

/** Who pays: `walletId` goes into the path, a payer into the body. */
export type Payer = OneOf<{ card: { issuer: string; number: string }; email: string; id: number; phone: string }>;
type PayerOf = OneOf<{ walletId: number; payer: Payer }>;

export type Reservation = (
  | ({ by: 'allowance' } & PayerOf)
  /** Needs the client permission `accept_with_pin`. */
  | ({ by: 'pin'; pin: string } & PayerOf)
  /** After `flash`; needs the client permission `accept_with_flash`. */
  | ({ by: 'sms'; smsCode: string } & PayerOf)
  /** The code the payer's app shows; it names the wallet by itself. */
  | { by: 'code'; code: string; walletId?: undefined; payer?: undefined }
) & {
  /** Prices by payment id, for payments whose price the payer may choose. */
  paymentPrices?: PriceByPayment;
  fundsSources?: Readonly<Record<string, FundsSource>>;
  /** Answers to the transaction's inquiries. */
  inquiries?: Json;
  /** Revokes that transaction first. */
  revokeTransactionKey?: string;
  notification?: boolean;
};

/** Keyed by payment id. */
export type PriceByPayment = ReadonlyMap<number, Money> | Readonly<Record<string, Money>>;

export type ReserveRequest = { path: string; json: WireObject; secrets: string[] };

export function encodeReservation(key: string, reservation: Reservation): ReserveRequest {
  const path = `/rest/v1/transaction/${segment('key', key)}/reserve`;
  const secret = secretOf(reservation);
  const json = {
    ...secret,
    payer: reservation.payer && encodePayer(reservation.payer),
    payment_prices: reservation.paymentPrices && encodePrices(reservation.paymentPrices, 'paymentPrices'),
    funds_sources: reservation.fundsSources,
    inquiries: reservation.inquiries,
    revoke_transaction_key: reservation.revokeTransactionKey,
    notification: reservation.notification,
  };
  const inPath = reservation.by !== 'code' && exactlyOne('reservation', reservation, ['walletId', 'payer']) === 'walletId';
  return { path: inPath ? `${path}/${segment('walletId', reservation.walletId as number)}` : path, json, secrets: Object.values(secret) };
}

/** Where names differ between sources the published clients' is sent (section 12, row 13). */
function secretOf(reservation: Reservation): Record<string, string> {
  switch (reservation.by) {
    case 'allowance':
      return {};
    case 'pin':
      return { pin: filled('pin', reservation.pin) };
    case 'sms':
      return { sms_code: filled('smsCode', reservation.smsCode) };
    case 'code':
      exactlyOne('reservation', reservation, ['code', 'walletId', 'payer']);
      return { reservation_code: filled('code', reservation.code) };
  }
}

function encodePayer(payer: Payer): WireObject {
  const by = exactlyOne('payer', payer, ['card', 'email', 'id', 'phone']);
  return { [by]: payer[by] };
}

/** `{"2987": {"price": 1500, "currency": "EUR"}}`: cents, as the PHP client sends them. */
export function encodePrices(prices: PriceByPayment, field: string): WireObject {
  const entries: Iterable<readonly [number | string, Money]> = prices instanceof Map ? prices.entries() : Object.entries(prices);
  const wire: Record<string, WireObject> = {};
  for (const [id, price] of entries) wire[String(id)] = { price: toCents(price, `${field}[${id}]`), currency: price.currency };
  return wire;
}
