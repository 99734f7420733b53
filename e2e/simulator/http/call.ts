/** One request on its way through the simulator: what arrived, who sent it, and what was answered. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../auth/caller.ts';
import { readForm } from './form.ts';
import { Refusal } from './refusal.ts';

export type Scheme = 'http' | 'https';

export type Call = {
  scheme: Scheme;
  method: string;
  /** Byte for byte as on the request line. */
  uri: string;
  path: string;
  query: Map<string, string>;
  body: Buffer;
  request: IncomingMessage;
  response: ServerResponse;
  /** Values of the placeholders of the matched route. */
  params: Record<string, string>;
  caller: Caller;
};

const nobody: Caller = { kind: 'nobody' };

export function openCall(scheme: Scheme, request: IncomingMessage, response: ServerResponse, body: Buffer): Call {
  const uri = request.url ?? '/';
  const mark = uri.indexOf('?');
  return {
    scheme,
    method: (request.method ?? 'GET').toUpperCase(),
    uri,
    path: mark < 0 ? uri : uri.slice(0, mark),
    query: mark < 0 ? new Map() : readForm(uri.slice(mark + 1)),
    body,
    request,
    response,
    params: {},
    caller: nobody,
  };
}

/** Empty body, `[]`, `{}` and `null` all mean "nothing said". */
export function jsonObject(call: Call): Record<string, unknown> {
  if (call.body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(call.body.toString('utf8'));
  } catch {
    throw new Refusal('invalid_request', 'The body is not JSON');
  }
  if (value === null || (Array.isArray(value) && value.length === 0)) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new Refusal('invalid_request', 'The body must be a JSON object');
  return value as Record<string, unknown>;
}

/** OAuth endpoints take forms from every client and JSON from one of them. */
export function formOrJson(call: Call): Map<string, string> {
  const type = call.request.headers['content-type'] ?? '';
  if (!type.startsWith('application/json')) return readForm(call.body.toString('utf8'));
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(jsonObject(call))) {
    if (typeof value === 'string') fields.set(name, value);
  }
  return fields;
}
