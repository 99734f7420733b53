// Wallets, balances and statements as they come (section 6.3).
import { isCurrencyCode, type Money } from '#lib/money/money.ts';
import { type JsonObject, type Open, Reader, Unreadable } from './decode.ts';

export type Wallet = {
  id: number;
  /** The owner's user id. */
  owner: number;
  account: Account | null;
  raw: JsonObject;
};

/** Most fields only with the scope `wallet_list`. */
export type Account = {
  number: string;
  ownerDisplayName: string | null;
  ownerTitle: string | null;
  ownerType: Open<'natural' | 'legal'> | null;
  description: string | null;
  userId: number | null;
  type: Open<'local' | 'technical' | 'card'> | null;
  status: Open<'active'> | null;
  ibans: string[];
  mainIban: string | null;
  flags: { public: boolean | null; savings: boolean | null } | null;
  raw: JsonObject;
};

export type Balance = {
  atDisposal: Money;
  reserved: Money;
  /** With `convertTo` only. */
  converted: { atDisposal: Money; reserved: Money } | null;
};

export type Direction = Open<'in' | 'out'>;

export type OtherParty = {
  name: string | null;
  code: string | null;
  bic: string | null;
  accountNumber: string | null;
  ibans: string[];
  walletId: number | null;
  userId: number | null;
  ownerId: number | null;
  phone: string | null;
  email: string | null;
  raw: JsonObject;
};

type Movement = {
  amount: Money;
  date: Date | null;
  direction: Direction;
  details: string | null;
  type: Open<'transfer' | 'commission' | 'currency' | 'tax' | 'return' | 'automatic_payment' | 'cash' | 'card_transaction'> | null;
  transferId: number | null;
  otherParty: OtherParty | null;
  raw: JsonObject;
};

export type Statement = Movement & { id: number; referenceNumber: string | null; accountNumber: string | null; ibans: string[] };
export type ReservationStatement = Movement & { transactionKey: string | null; validUntil: Date | null };
export type PendingPayment = ReservationStatement & {
  id: number;
  cancelable: boolean | null;
  password: JsonObject | string | boolean | null;
};

export function decodeWallet(reader: Reader): Wallet {
  return {
    id: reader.integer('id'),
    owner: reader.integer('owner'),
    account: reader.optionalObject('account', decodeAccount),
    raw: reader.raw,
  };
}

export function decodeAccount(reader: Reader): Account {
  return {
    number: reader.text('number'),
    ownerDisplayName: reader.optionalText('owner_display_name'),
    ownerTitle: reader.optionalText('owner_title'),
    ownerType: reader.optionalText('owner_type'),
    description: reader.optionalText('description'),
    userId: reader.optionalInteger('user_id'),
    type: reader.optionalText('type'),
    status: reader.optionalText('status'),
    ibans: reader.optionalTexts('ibans'),
    mainIban: reader.optionalText('main_iban'),
    flags: reader.optionalObject('flags', (flags) => ({ public: flags.optionalFlag('public'), savings: flags.optionalFlag('savings') })),
    raw: reader.raw,
  };
}

/** By currency; an empty wallet is an empty map. PHP writes an empty object as `[]`. */
export function decodeBalances(value: unknown, convertTo?: string): Map<string, Balance> {
  if (Array.isArray(value) && value.length === 0) return new Map();
  const reader = new Reader(value);
  const balances = new Map<string, Balance>();
  for (const currency of Object.keys(reader.raw)) {
    if (!isCurrencyCode(currency)) continue;
    balances.set(
      currency,
      reader.object(currency, (entry) => ({
        atDisposal: entry.money('at_disposal', currency),
        reserved: entry.money('reserved', currency),
        converted: convertTo === undefined ? null : entry.optionalObject('converted', (inner) => convertedOf(inner, convertTo)),
      })),
    );
  }
  return balances;
}

function convertedOf(reader: Reader, currency: string): { atDisposal: Money; reserved: Money } {
  return { atDisposal: reader.money('at_disposal', currency), reserved: reader.money('reserved', currency) };
}

/** Object keyed by contact; PHP writes an empty one as `[]`. */
export function decodeWalletsByContact(value: unknown): Map<string, Wallet> {
  if (Array.isArray(value)) {
    if (value.length > 0) throw new Unreadable('$', 'is not an object');
    return new Map();
  }
  const reader = new Reader(value);
  return new Map(Object.keys(reader.raw).map((contact) => [contact, reader.object(contact, decodeWallet)]));
}

export function decodeStatement(reader: Reader): Statement {
  return {
    ...decodeMovement(reader),
    id: reader.integer('id'),
    referenceNumber: reader.optionalText('reference_number'),
    accountNumber: reader.optionalText('account_number'),
    ibans: reader.optionalTexts('ibans'),
  };
}

export function decodeReservationStatement(reader: Reader): ReservationStatement {
  return {
    ...decodeMovement(reader),
    transactionKey: reader.optionalText('transaction_key'),
    validUntil: reader.optionalInstant('valid_until'),
  };
}

export function decodePendingPayment(reader: Reader): PendingPayment {
  return {
    ...decodeReservationStatement(reader),
    id: reader.integer('id'),
    cancelable: reader.optionalFlag('cancelable'),
    password: (reader.raw.password ?? null) as PendingPayment['password'],
  };
}

function decodeMovement(reader: Reader): Movement {
  return {
    amount: reader.money('amount', reader.text('currency')),
    date: reader.optionalInstant('date'),
    direction: reader.text('direction'),
    details: reader.optionalText('details'),
    type: reader.optionalText('type'),
    transferId: reader.optionalInteger('transfer_id'),
    otherParty: reader.optionalObject('other_party', decodeOtherParty),
    raw: reader.raw,
  };
}

function decodeOtherParty(reader: Reader): OtherParty {
  return {
    name: reader.optionalText('display_name') ?? reader.optionalText('name'),
    code: reader.optionalText('code'),
    bic: reader.optionalText('bic'),
    accountNumber: reader.optionalText('account_number'),
    ibans: reader.optionalTexts('ibans'),
    walletId: reader.optionalInteger('wallet_id'),
    userId: reader.optionalInteger('user_id'),
    ownerId: reader.optionalInteger('owner_id'),
    phone: reader.optionalText('phone'),
    email: reader.optionalText('email'),
    raw: reader.raw,
  };
}
