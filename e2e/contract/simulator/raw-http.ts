/** One HTTP exchange with nothing done for us: the path goes out byte for byte, redirects stay, bodies are text. */
import { Agent, type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';

export type RawRequest = {
  base: string;
  method: string;
  uri: string;
  headers?: Record<string, string>;
  body?: string;
  ca?: string;
  cert?: string;
  key?: string;
  /** Gives up on an answer after this long. */
  withinMs?: number;
};

export type RawAnswer = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read the JSON of a stranger and check it field by field
  json: any;
};

const agents = { http: new Agent({ keepAlive: true }), https: new SecureAgent({ keepAlive: true }) };

export function sendRaw({ base, method, uri, headers = {}, body = '', ca, cert, key, withinMs }: RawRequest): Promise<RawAnswer> {
  const url = new URL(base);
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const options = {
      host: url.hostname,
      port: url.port,
      method,
      path: uri,
      headers: { ...headers, ...(body === '' ? {} : { 'Content-Length': Buffer.byteLength(body) }) },
      ca,
      cert,
      key,
      ...(withinMs === undefined ? {} : { signal: AbortSignal.timeout(withinMs) }),
      agent: secure ? (cert ? new SecureAgent() : agents.https) : agents.http,
    };
    const request = (secure ? requestHttps : requestHttp)(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text) });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
