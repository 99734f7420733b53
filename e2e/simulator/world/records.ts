/** The nouns the simulator keeps, as plain records that can be written to a file as they are. Times are UNIX seconds, money is integer cents. */

export type Address = { country: string; city: string; street: string; post_index?: string };
export type IdentificationLevel = 'unidentified' | 'semi_identified' | 'identified' | 'fully_identified';

export type User = {
  id: number;
  type: 'natural' | 'legal';
  displayName: string;
  email?: string;
  phone?: string;
  pin?: string;
  password?: string;
  name?: string;
  surname?: string;
  code?: string;
  nationality?: string;
  companyCode?: string;
  dob?: string;
  gender?: 'male' | 'female';
  address?: Address;
  level: IdentificationLevel;
  locale?: string;
  pep?: { name: string; relation: string; positions: string[] }[];
};

export type Account = {
  number: string;
  ownerId: number;
  ibans: string[];
  type: 'local' | 'technical' | 'card';
  status: 'active' | 'inactive';
  description?: string;
  /** Persons with rights to the account; a company's account has no other users. */
  operators: number[];
  /** Largest amount that may leave in one transaction, per currency. */
  limits?: Record<string, number>;
  restricted?: boolean;
};

export type Wallet = { id: number; userId: number; accountNumber: string; barcode?: string; licencePlates?: string[]; cards?: string[] };

export type Project = { id: number; title: string; description?: string; ownerId: number; walletId: number; callbackUri?: string };

export type Host = { host: string; port?: number; path?: string; protocol?: string; any_port?: boolean; any_subdomain?: boolean };

export type Client = {
  id: number;
  /** The MAC id, and the `client_id` of OAuth. */
  macId: string;
  macKey: string;
  type: 'private_client' | 'application' | 'app_client';
  title: string;
  permissions: string[];
  hosts: Host[];
  projectId: number;
  projectIds: number[];
  permissionsToWallets: { wallet: number; scopes: string[] }[];
  /** SHA-256 of the DER certificate, lower-case hex without colons. */
  certificateFingerprints: string[];
  restricted?: boolean;
  info?: Record<string, unknown>;
  serviceAgreementId?: number;
};

export type Token = {
  accessToken: string;
  macKey: string;
  clientId: number;
  userId: number;
  scopes: string[];
  expiresAt: number;
  active: boolean;
  refreshToken: string;
  refreshExpiresAt: number;
  refreshStatus: 'usable' | 'used' | 'revoked';
};

export type Grant = {
  code: string;
  clientId: number;
  userId: number;
  scopes: string[];
  redirectUri: string;
  expiresAt: number;
  used: boolean;
};

/** A user's standing consent for one client: the `_offline` scopes granted. */
export type StandingConsent = { id: string; clientId: number; userId: number; scopes: string[] };

export type TransactionStatus =
  | 'new'
  | 'waiting'
  | 'waiting_funds'
  | 'waiting_registration'
  | 'waiting_password'
  | 'reserved'
  | 'confirmed'
  | 'rejected'
  | 'revoked'
  | 'failed'
  | 'deleted';

export type PaymentStatus = TransactionStatus | 'done' | 'canceled';

export type Span = { for: number } | { until: number };

export type Item = {
  title: string;
  description?: string;
  price: number;
  currency: string;
  quantity: number;
  totalPrice?: number;
  imageUri?: string;
  parameters?: unknown;
};

export type Payment = {
  id: number;
  transactionKey: string;
  clientId: number;
  projectId: number;
  createdAt: number;
  status: PaymentStatus;
  price: number;
  currency: string;
  description?: string;
  items?: Item[];
  beneficiary?: { id?: number; email?: string; phone?: string; barcode?: string };
  freeze: Span;
  parameters?: unknown;
  wallet?: number;
  confirmedAt?: number;
  /** When the status turns to `done`; set at confirmation. */
  doneAt?: number;
  frozen?: boolean;
  commission?: { out?: number; in?: number };
  cashback?: number;
  priceRules?: { min?: number; max?: number; choices?: number[] };
  password?: {
    type: 'provided' | 'generated';
    value: string;
    optional: boolean;
    cancelable: boolean;
    status: 'disabled' | 'pending' | 'unlocked';
  };
  purpose?: string;
  fundsSource?: { type?: string; details?: string };
  /** What was held at acceptance, so that exactly that is released or moved. */
  held?: number;
};

export type Limit = { maxPrice: number; time: number };

export type Allowance = {
  id: number;
  transactionKey: string;
  clientId: number;
  projectId: number;
  createdAt: number;
  status: 'new' | 'active' | 'inactive' | 'deleted';
  currency: string;
  description?: string;
  maxPrice?: number;
  valid: Span;
  limits: Limit[];
  wallet?: number;
  confirmedAt?: number;
  validUntil?: number;
  uses: { at: number; cents: number; transactionKey: string }[];
};

export type InquiryItem = { identifier: string; type: 'person_code' | 'user_identity'; title: string };
export type Inquiry = {
  identifier: string;
  type: 'required' | 'optional';
  description?: string;
  items: InquiryItem[];
  status?: 'accepted' | 'declined';
};

export type Restrictions = {
  account_owner?: { type?: 'natural' | 'legal'; requirements?: string[]; level?: IdentificationLevel };
};

export type Step = { at: number; from: TransactionStatus | null; to: TransactionStatus; cause: string };

export type Transaction = {
  key: string;
  clientId: number;
  projectId: number;
  locationId?: number;
  createdAt: number;
  status: TransactionStatus;
  type?: string;
  wallet?: number;
  payerId?: number;
  acceptedAt?: number;
  confirmedAt?: number;
  reservedUntil?: number;
  reserve: Span;
  useAllowance: boolean;
  suggestAllowance: boolean;
  autoConfirm: boolean;
  validForPaymentCardDebit: boolean;
  redirectUri?: string;
  callbackUri?: string | false;
  user?: { email: string };
  restrictions?: Restrictions;
  inquiries: Inquiry[];
  answers?: { inquiry: string; item: string; type: string; value: unknown }[];
  payments: number[];
  allowance?: { id: number; optional: boolean };
  usedAllowance?: number;
  wrongPins: number;
  flashCode?: string;
  flashWallet?: number;
  steps: Step[];
};

export type Leg = { book: string; cents: number };

/** One balanced movement: the legs of an entry sum to zero. */
export type Entry = {
  id: number;
  at: number;
  kind: string;
  currency: string;
  legs: Leg[];
  details: string;
  transactionKey?: string;
  paymentId?: number;
};

export type Delivery = {
  id: number;
  transactionKey: string;
  type: string;
  uri: string;
  event: string;
  createdAt: number;
  attempts: { at: number; status: number | string }[];
  state: 'waiting' | 'delivered' | 'lost' | 'given-up';
  nextAt: number;
  /** A signature that is not ours, or of an older key: set by faults only. */
  forged?: boolean;
};

/** Made by the payer's app: whoever holds it may charge the wallet once. */
export type ReservationCode = { code: string; walletId: number; userId: number; expiresAt: number; used: boolean };

export type PinTries = { wrong: number; lockedUntil: number };

/** A login page prepared by a client for a user it knows. */
export type PreparedSession = { key: string; query: [string, string][]; expiresAt: number };

export type Location = {
  id: number;
  projectId: number;
  title: string;
  address: string;
  description?: string;
  lat?: number;
  lng?: number;
  radius: number;
  workingHours?: Record<string, { opening_time: string; closing_time: string }>;
  prices?: unknown[];
  status: 'active' | 'inactive';
  services?: Record<string, { available?: boolean; categories?: number[]; types?: string[] }>;
  public?: boolean;
  images?: unknown;
  spots?: unknown[];
  updatedAt: number;
};

export type Card = {
  id: number;
  userId: number;
  status: 'new' | 'related' | 'deleted';
  createdAt: number;
  relatedAt?: number;
  redirectBackUri?: string;
  locale?: string;
  accounts: { number: string; order: number }[];
};

export type MposCredentials = { id: number; username: string; password: string; projectId: number };

/** A code sent by SMS that adds extended scopes when a token is refreshed. */
export type SmsCode = { code: string; userId: number; expiresAt: number };

export type ContactCode = { code: string; value: string };
