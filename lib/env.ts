// The only reader of process.env: settings become types once, and a wrong one stops the start with a sentence that names it.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

export type Environment = 'production' | 'sandbox' | 'local';

export type Env = {
  databaseUrl: string;
  /** The shop as the browser sees it: scheme, host and port, no path. */
  shopUrl: string;
  shopSecret: string;
  shopSecretPrevious: string | null;
  shopName: string;
  shopTimeZone: string;
  /** Paysera user who owns the desk from the first sign-in on. */
  shopOwner: bigint | null;
  paysera: {
    environment: Environment;
    clientId: string;
    macKey: string;
    projectId: bigint;
    walletId: bigint;
    /** Shoppers are asked whether the shop may ask Paysera, yes or no, if a wallet has enough for an order. */
    checkFunds: boolean;
    /** What Paysera answers in an hour, all instances together; half of it at most goes to what pages only want to show. */
    callsPerHour: number;
    /** Set for `local` only: where the local Paysera answers, and whom its certificate must come from. */
    local: { apiUrl: string; pagesUrl: string; caFile: string; ca: string } | null;
  };
  /** How many orders one shopper, or one address without an account, may begin in an hour. */
  ordersPerHour: number;
  mail: { smtpUrl: string; from: string } | null;
  port: number;
  host: string;
  logLevel: string;
};

/** Its message is for the person who starts the shop: one sentence, naming the variable. */
export class SettingsError extends Error {}

const minimumSecretBytes = 32;
/** Published in Paysera's documentation: fine for the local Paysera, an open door anywhere else. */
const publishedMacKey = 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU';

const required = (hint: string) =>
  z
    .string({ error: `is missing: ${hint}` })
    .trim()
    .min(1, `is empty: ${hint}`);
const positiveInteger = (hint: string) =>
  required(hint)
    .regex(/^[1-9]\d{0,17}$/, 'must be a whole number, as Paysera gave it')
    .transform(BigInt);

const wholeNumber = (preset: string, { atLeast }: { atLeast: number }) =>
  z
    .string()
    .default(preset)
    .transform(Number)
    .pipe(
      z
        .number({ error: 'must be a whole number' })
        .int('must be a whole number')
        .min(atLeast, `must be at least ${atLeast}`)
        .max(100_000_000),
    );

const databaseUrl = required('the address of the database, postgresql://user:password@host:port/name').refine(
  (text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol),
  'must be an address like postgresql://user:password@host:port/name',
);

const shopUrl = required("the shop's own address as the browser sees it, https://shop.example").refine((text) => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.origin === text && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
}, "must be https://host without a path, or http:// on this machine's own address");

const secret = required('at least 32 random bytes as base64url, made by `openssl rand -base64 32`').refine(
  looksRandom,
  'must be at least 32 random bytes as base64url, not an example or a word',
);

const timeZone = z
  .string()
  .default('Europe/Vilnius')
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
      return false;
    }
  }, 'must be a time zone such as Europe/Vilnius');

const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((text) => text || undefined);

const settings = z.object({
  DATABASE_URL: databaseUrl,
  SHOP_URL: shopUrl,
  SHOP_SECRET: secret,
  SHOP_SECRET_PREVIOUS: optionalText.refine((text) => text === undefined || looksRandom(text), 'must be the secret used before, unchanged'),
  SHOP_NAME: z.string().trim().min(1).max(60).default('Kopa'),
  SHOP_TIME_ZONE: timeZone,
  SHOP_OWNER: optionalText.refine((text) => text === undefined || /^[1-9]\d{0,17}$/.test(text), 'must be the Paysera user id of the owner'),
  PAYSERA_ENVIRONMENT: required('production, sandbox or local').pipe(
    z.enum(['production', 'sandbox', 'local'], { error: 'must be production, sandbox or local' }),
  ),
  PAYSERA_CLIENT_ID: required('the client id that Paysera gave you'),
  PAYSERA_MAC_KEY: required('the MAC key that Paysera gave you'),
  PAYSERA_PROJECT_ID: positiveInteger('the id of your project at Paysera'),
  PAYSERA_WALLET_ID: positiveInteger('the id of the wallet that receives the money'),
  PAYSERA_CHECK_FUNDS: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  PAYSERA_CALLS_PER_HOUR: wholeNumber('1000', { atLeast: 100 }),
  ORDERS_PER_HOUR: wholeNumber('60', { atLeast: 1 }),
  PAYSERA_API_URL: optionalText,
  PAYSERA_PAGES_URL: optionalText,
  PAYSERA_CA_FILE: optionalText,
  SMTP_URL: optionalText,
  MAIL_FROM: optionalText,
  PORT: z
    .string()
    .default('3000')
    .transform(Number)
    .pipe(z.number({ error: 'must be a port number' }).int('must be a port number').min(0).max(65535)),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], { error: 'must be trace, debug, info, warn, error or silent' })
    .default('info'),
});

/** For what needs no other setting: the migrations. */
export function readDatabaseUrl(source: Record<string, string | undefined> = process.env): string {
  return parse(settings.pick({ DATABASE_URL: true }), source).DATABASE_URL;
}

export function readEnv(source: Record<string, string | undefined>): Env {
  const values = parse(settings, source);
  return {
    databaseUrl: values.DATABASE_URL,
    shopUrl: values.SHOP_URL,
    shopSecret: values.SHOP_SECRET,
    shopSecretPrevious: values.SHOP_SECRET_PREVIOUS ?? null,
    shopName: values.SHOP_NAME,
    shopTimeZone: values.SHOP_TIME_ZONE,
    shopOwner: values.SHOP_OWNER ? BigInt(values.SHOP_OWNER) : null,
    paysera: {
      environment: values.PAYSERA_ENVIRONMENT,
      clientId: values.PAYSERA_CLIENT_ID,
      macKey: values.PAYSERA_MAC_KEY,
      projectId: values.PAYSERA_PROJECT_ID,
      walletId: values.PAYSERA_WALLET_ID,
      checkFunds: values.PAYSERA_CHECK_FUNDS === 'on',
      callsPerHour: values.PAYSERA_CALLS_PER_HOUR,
      local: readLocalPaysera(values),
    },
    ordersPerHour: values.ORDERS_PER_HOUR,
    mail: values.SMTP_URL ? { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM ?? missing('MAIL_FROM', 'mail leaves by SMTP_URL') } : null,
    port: values.PORT,
    host: values.HOST,
    logLevel: values.LOG_LEVEL,
  };
}

type Values = z.output<typeof settings>;

function parse<Schema extends z.ZodType>(schema: Schema, source: Record<string, string | undefined>): z.output<Schema> {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new SettingsError(`${issue?.path.join('.')} ${issue?.message}.`);
}

/** The local Paysera needs its addresses; the real ones must not be mixed with them. */
function readLocalPaysera(values: Values): Env['paysera']['local'] {
  const { PAYSERA_ENVIRONMENT: environment } = values;
  if (environment !== 'local') {
    for (const name of ['PAYSERA_API_URL', 'PAYSERA_PAGES_URL', 'PAYSERA_CA_FILE'] as const) {
      if (values[name]) throw new SettingsError(`${name} belongs to the local Paysera, but PAYSERA_ENVIRONMENT is ${environment}.`);
    }
    if (values.PAYSERA_MAC_KEY === publishedMacKey)
      throw new SettingsError(`PAYSERA_MAC_KEY is the published example, which ${environment} must not use.`);
    if (environment === 'production' && !values.SHOP_URL.startsWith('https:'))
      throw new SettingsError('SHOP_URL must be https: with PAYSERA_ENVIRONMENT production.');
    return null;
  }
  const apiUrl = values.PAYSERA_API_URL ?? missing('PAYSERA_API_URL', 'PAYSERA_ENVIRONMENT is local');
  const pagesUrl = values.PAYSERA_PAGES_URL ?? missing('PAYSERA_PAGES_URL', 'PAYSERA_ENVIRONMENT is local');
  const caFile = values.PAYSERA_CA_FILE ?? missing('PAYSERA_CA_FILE', 'PAYSERA_ENVIRONMENT is local');
  for (const [name, text] of [
    ['PAYSERA_API_URL', apiUrl],
    ['PAYSERA_PAGES_URL', pagesUrl],
  ] as const) {
    if (!URL.canParse(text)) throw new SettingsError(`${name} must be an address such as https://127.0.0.1:8443.`);
    if (/(^|\.)paysera\.com$/.test(new URL(text).hostname))
      throw new SettingsError(`${name} is the real Paysera, but PAYSERA_ENVIRONMENT is local.`);
  }
  if (!apiUrl.startsWith('https:')) throw new SettingsError('PAYSERA_API_URL must be https: money is never spoken of in the clear.');
  const pages = new URL(pagesUrl);
  if (pages.protocol !== 'https:' && !isLoopback(pages.hostname))
    throw new SettingsError('PAYSERA_PAGES_URL must be https: or on this machine.');
  return { apiUrl, pagesUrl, caFile, ca: readCertificate(caFile) };
}

function readCertificate(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new SettingsError('PAYSERA_CA_FILE names a file that cannot be read.');
  }
  if (!text.includes('BEGIN CERTIFICATE')) throw new SettingsError('PAYSERA_CA_FILE is not a certificate in PEM form.');
  return text;
}

function missing(name: string, because: string): never {
  throw new SettingsError(`${name} is missing: it is needed when ${because}.`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Long enough, base64url, and not one character or one word over and over. */
function looksRandom(text: string): boolean {
  return (
    /^[A-Za-z0-9_-]+={0,2}$/.test(text.replaceAll('+', '-').replaceAll('/', '_')) &&
    Buffer.from(text, 'base64').length >= minimumSecretBytes &&
    new Set(text).size >= 12
  );
}

let memo: Env | undefined;

/** The settings of this process, read at the first call. */
export function env(): Env {
  memo ??= readEnv(process.env);
  return memo;
}
