// One JSON line per event. Only named fields come through, so that a secret must be let out on purpose, never by accident.
import { createHash } from 'node:crypto';
import pino, { type Logger } from 'pino';

export type Log = Logger;

const longest = 500;

/** Fields whose values may be read by anyone who reads the log. */
const plainFields = new Set(
  'order attempt number event kind source status from to outcome reason code method route url job worker page environment ms count attempts failures port address product field sqlstate name signal version changed asked paysera recorded failpoint'.split(
    ' ',
  ),
);
/** Fields that name a secret: a short hash is enough to follow one through the log. */
const hashedFields = new Set(['transactionKey', 'session', 'cart']);

export function createLog(level: string, destination?: pino.DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: allowed },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((part) => (typeof part === 'string' ? oneLine(part) : part)) as Parameters<typeof method>);
        },
      },
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

function allowed(fields: Record<string, unknown>): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (name === 'err' || name === 'error') safe.error = describeError(value);
    else if (hashedFields.has(name)) safe[name] = `sha256:${createHash('sha256').update(String(value)).digest('hex').slice(0, 8)}`;
    else if (plainFields.has(name)) safe[name] = plainValue(value);
    else safe.withheld = `${safe.withheld ? `${safe.withheld}, ` : ''}${oneLine(name)}`;
  }
  return safe;
}

function plainValue(value: unknown): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  return oneLine(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Name, code and where it happened; never the fields of the error, which may quote what was sent. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return oneLine(String(error));
  const at = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 4)
    .map((line) => line.trim());
  return { name: error.name, code: (error as { code?: unknown }).code?.toString(), message: oneLine(error.message), at };
}

/** Control characters, line separators and direction marks are spelt out, so that no input can forge or hide a line. */
export function oneLine(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
  return cut.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
