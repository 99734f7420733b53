// A transaction (section 6.6): what the payer accepts or rejects as a whole, made of payments and at most one allowance.
import { type Allowance, type AllowanceRequest, decodeAllowance, encodeAllowance } from './allowance.ts';
import type { Json, JsonObject, Open, Reader } from './decode.ts';
import { InvalidRequest } from './errors.ts';
import { decodePayment, decodeSpan, encodePayment, type Payment, type PaymentRequest } from './payment.ts';
import { absoluteUrl, exactlyOne, filled, positiveInteger, type Span, spanOnWire, type WireObject } from './request-checks.ts';

export const transactionStatuses = [
  'new',
  'waiting',
  'waiting_funds',
  'waiting_registration',
  'waiting_password',
  'reserved',
  'confirmed',
  'rejected',
  'revoked',
  'failed',
  'deleted',
] as const;
export type TransactionStatus = (typeof transactionStatuses)[number];

export function isTransactionStatus(word: string): word is TransactionStatus {
  return (transactionStatuses as readonly string[]).includes(word);
}

/** How a transaction was, or can be, accepted. */
export type AcceptanceType = 'automatic' | 'page' | 'flash' | 'pin' | 'reservation_code' | 'mobile_app';

export type IdentificationLevel = 'unidentified' | 'semi_identified' | 'identified' | 'fully_identified';

export type InquiryRequest = {
  identifier: string;
  type: 'required' | 'optional';
  description: string;
  items: readonly { identifier: string; type: 'person_code' | 'user_identity'; title: string }[];
};

/** `optional`: the payer may accept the payments and decline the allowance. */
export type AllowanceInTransaction = ({ data: AllowanceRequest; id?: undefined } | { id: number; data?: undefined }) & {
  optional?: boolean;
};

/** New payments, existing ones by id (which move here from their own transaction), or both; an allowance alone will do too. */
type Content =
  | { payments: readonly [number | PaymentRequest, ...(number | PaymentRequest)[]]; allowance?: AllowanceInTransaction }
  | { payments?: undefined; allowance: AllowanceInTransaction };

export type TransactionRequest = Content & {
  /** How long the money may be held; counts from acceptance. Paysera's default is 30 days (or 24 hours, sources differ): say it. */
  reserve?: Span;
  /** May an active allowance be used to accept; Paysera's default is true. */
  useAllowance?: boolean;
  /** Offer the payer to create an allowance on the page. */
  suggestAllowance?: boolean;
  /** Confirm right after reservation, without asking us. */
  autoConfirm?: boolean;
  /** Where the page sends the browser after success and after failure; nothing is added to it. */
  redirectUri?: string;
  /** Instead of the project's callback address; false for no callbacks at all. */
  callbackUri?: string | false;
  restrictions?: {
    accountOwner: { type?: 'natural' | 'legal' | null; requirements?: readonly 'identity'[]; level?: IdentificationLevel | null };
  };
  /** Pre-fills the payer on the page. */
  user?: { email: string };
  /** Asks the payer for identity data while accepting. */
  inquiries?: readonly InquiryRequest[];
};

export type Transaction = {
  key: string;
  createdAt: Date;
  confirmedAt: Date | null;
  status: Open<TransactionStatus>;
  /** Null until accepted. */
  type: Open<AcceptanceType> | null;
  /** The payer's wallet, once accepted. */
  walletId: number | null;
  correlationKey: string | null;
  payments: Payment[];
  allowance: { data: Allowance; optional: boolean | null } | null;
  reserve: { forSeconds: number } | { until: Date } | null;
  useAllowance: boolean | null;
  suggestAllowance: boolean | null;
  autoConfirm: boolean | null;
  redirectUri: string | null;
  callbackUri: string | false | null;
  user: JsonObject | null;
  restrictions: JsonObject | null;
  projectId: number | null;
  locationId: number | null;
  managerId: number | null;
  /** With `fields` only. */
  project: JsonObject | null;
  inquiries: { identifier: string | null; status: Open<'accepted' | 'declined'> | null; raw: JsonObject }[];
  validForPaymentCardDebit: boolean | null;
  /** The whole answer, with fields this client does not know. */
  raw: JsonObject;
};

export type InquiredInformation = {
  inquiryIdentifier: string | null;
  itemIdentifier: string | null;
  itemType: Open<'person_code' | 'user_identity'>;
  /** A person code is text, an identity an object. */
  value: Json;
};

export function encodeTransaction(request: TransactionRequest): WireObject {
  const { payments, allowance, reserve, redirectUri, callbackUri, restrictions, user, inquiries } = request;
  if ((payments === undefined || payments.length === 0) && allowance === undefined)
    throw new InvalidRequest('payments', 'is missing, and there is no allowance');
  if (callbackUri !== undefined && callbackUri !== false) absoluteUrl('callbackUri', callbackUri);
  if (user) filled('user.email', user.email);
  return {
    payments: payments?.map((payment, index) =>
      typeof payment === 'number' ? positiveInteger(`payments[${index}]`, payment) : encodePayment(payment, `payments[${index}]`),
    ),
    allowance: allowance && encodeAllowanceInTransaction(allowance),
    reserve: reserve && spanOnWire('reserve', reserve),
    use_allowance: request.useAllowance,
    suggest_allowance: request.suggestAllowance,
    auto_confirm: request.autoConfirm,
    redirect_uri: redirectUri === undefined ? undefined : absoluteUrl('redirectUri', redirectUri),
    callback_uri: callbackUri,
    restrictions: restrictions && { account_owner: restrictions.accountOwner },
    user: user && { email: user.email },
    inquiries: inquiries?.map((inquiry, index) => encodeInquiry(inquiry, `inquiries[${index}]`)),
  };
}

function encodeAllowanceInTransaction(allowance: AllowanceInTransaction): WireObject {
  const form = exactlyOne('allowance', allowance, ['data', 'id']);
  const content = form === 'id' ? { id: allowance.id } : { data: encodeAllowance(allowance.data as AllowanceRequest, 'allowance.data') };
  return { ...content, optional: allowance.optional };
}

function encodeInquiry({ identifier, type, description, items }: InquiryRequest, field: string): WireObject {
  filled(`${field}.identifier`, identifier);
  if (items.length === 0) throw new InvalidRequest(`${field}.items`, 'is empty');
  return { identifier, type, description, items };
}

export function decodeTransaction(reader: Reader): Transaction {
  return {
    key: reader.text('transaction_key'),
    createdAt: reader.instant('created_at'),
    confirmedAt: reader.optionalInstant('confirmed_at'),
    status: reader.text('status'),
    type: reader.optionalText('type'),
    walletId: reader.optionalInteger('wallet'),
    correlationKey: reader.optionalText('correlation_key'),
    payments: reader.optionalList('payments', decodePayment),
    allowance: reader.optionalObject('allowance', (inner) => ({
      data: inner.object('data', decodeAllowance),
      optional: inner.optionalFlag('optional'),
    })),
    reserve: reader.optionalObject('reserve', decodeSpan),
    useAllowance: reader.optionalFlag('use_allowance'),
    suggestAllowance: reader.optionalFlag('suggest_allowance'),
    autoConfirm: reader.optionalFlag('auto_confirm'),
    redirectUri: reader.optionalText('redirect_uri'),
    callbackUri: reader.raw.callback_uri === false ? false : reader.optionalText('callback_uri'),
    user: reader.optionalObject('user', rawOf),
    restrictions: reader.optionalObject('restrictions', rawOf),
    projectId: reader.optionalInteger('project_id'),
    locationId: reader.optionalInteger('location_id'),
    managerId: reader.optionalInteger('manager_id'),
    project: reader.optionalObject('project', rawOf),
    inquiries: reader.optionalList('inquiries', (inquiry) => ({
      identifier: inquiry.optionalText('identifier'),
      status: inquiry.optionalText('status'),
      raw: inquiry.raw,
    })),
    validForPaymentCardDebit: reader.optionalFlag('valid_for_payment_card_debit'),
    raw: reader.raw,
  };
}

export function decodeInquiredInformation(reader: Reader): InquiredInformation[] {
  return reader.list('items', (item) => ({
    inquiryIdentifier: item.optionalText('inquiry_identifier'),
    itemIdentifier: item.optionalText('item_identifier'),
    itemType: item.text('item_type'),
    value: item.raw.value ?? null,
  }));
}

function rawOf(reader: Reader): JsonObject {
  return reader.raw;
}
