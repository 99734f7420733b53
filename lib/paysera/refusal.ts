// The error body of section 10, read leniently: a refusal must reach the caller even when Paysera words it in a new way.
import type { Refusal } from './errors.ts';
import type { Answer } from './transport.ts';

const longestText = 2000;

/** Null when the body is no error object. */
export function readRefusal({ status, headers, body }: Answer, secrets: readonly string[]): Refusal | null {
  const value = parsed(withoutSecrets(body, secrets));
  if (typeof value !== 'object' || value === null) return null;
  const { error, error_description, error_uri, error_properties, error_data, errors } = value as Record<string, unknown>;
  if (typeof error !== 'string' || error === '') return null;
  return {
    status,
    code: error.slice(0, 200),
    description: textOrNull(error_description),
    uri: textOrNull(error_uri),
    properties: propertiesOf(error_properties) ?? propertiesOfList(errors),
    data: error_data ?? null,
    retryAfterMs: status === 429 ? retryAfter(headers['retry-after']) : null,
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Servers like to repeat what they refuse; what was secret on the way out stays secret on the way back. */
function withoutSecrets(body: string, secrets: readonly string[]): string {
  let clean = body;
  for (const secret of secrets) {
    if (secret === '') continue;
    clean = clean.replaceAll(secret, '[secret]').replaceAll(JSON.stringify(secret).slice(1, -1), '[secret]');
  }
  return clean;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, longestText) : null;
}

function propertiesOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}

/** The other form mobile clients read: `errors: [{code, field, message}]`. */
function propertiesOfList(value: unknown): Record<string, unknown> | null {
  if (!Array.isArray(value)) return null;
  return Object.fromEntries(value.map((item, index) => [String(item?.field ?? index), item?.message ?? item?.code ?? null]));
}

/** Seconds or an HTTP date. */
function retryAfter(header: string | string[] | undefined): number | null {
  if (typeof header !== 'string') return null;
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
