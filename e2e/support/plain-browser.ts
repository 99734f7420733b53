// A browser without JavaScript, and without a window: keeps cookies, reads the forms a page has and sends them as a browser would.
import { Agent, FormData, request } from 'undici';

export type Page = { address: string; status: number; location: string | null; text: string };
export type PlainForm = { text: string; fields: Record<string, string> };

/** Shared by many browsers: connections stay open, as behind a proxy. `ca` is for a shop whose certificate no public authority signed. */
export function openLines(options: { ca?: string; connections?: number } = {}): Agent {
  return new Agent({ connections: options.connections ?? 64, connect: options.ca ? { ca: options.ca } : {} });
}

export class PlainBrowser {
  readonly #shopUrl: string;
  readonly #lines: Agent;
  readonly #timeoutMs: number;
  readonly #cookies = new Map<string, string>();

  /** `timeoutMs`: a page that takes longer is given up, as by somebody who presses reload. */
  constructor(shopUrl: string, lines: Agent, options: { timeoutMs?: number; cookies?: Record<string, string> } = {}) {
    this.#shopUrl = shopUrl;
    this.#lines = lines;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    for (const [name, value] of Object.entries(options.cookies ?? {})) this.#cookies.set(name, value);
  }

  get(address: string): Promise<Page> {
    return this.#send(address, 'GET', null);
  }

  /** The first form of the page whose content says `marked`; `typed` is what the person fills in or chooses. */
  async submit(page: Page, marked: string, typed: Record<string, string> = {}): Promise<Page> {
    const form = formsOf(page.text).find(({ text }) => text.includes(marked));
    if (!form) throw new Error(`${page.address} (${page.status}) has no form with "${marked}"`);
    return this.post(page.address, { ...form.fields, ...typed });
  }

  post(address: string, fields: Record<string, string>): Promise<Page> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return this.#send(address, 'POST', body);
  }

  async #send(address: string, method: 'GET' | 'POST', body: FormData | null): Promise<Page> {
    const answer = await request(this.#shopUrl + address, {
      method,
      body,
      dispatcher: this.#lines,
      signal: AbortSignal.timeout(this.#timeoutMs),
      headers: {
        accept: 'text/html',
        'accept-language': 'en',
        ...(this.#cookies.size > 0 ? { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
        ...(method === 'POST' ? { origin: this.#shopUrl, 'sec-fetch-site': 'same-origin' } : {}),
      },
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [pair = ''] = line.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = answer.headers.location;
    return { address, status: answer.statusCode, location: typeof location === 'string' ? location : null, text: await answer.body.text() };
  }
}

/** Every form of a page with the values it would send untouched. */
export function formsOf(html: string): PlainForm[] {
  return [...html.matchAll(/<form\b[^>]*>([\s\S]*?)<\/form>/g)].map(([, text = '']) => ({ text, fields: fieldsOf(text) }));
}

function fieldsOf(form: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    const type = attribute(tag, 'type') ?? 'text';
    const isChosen = !/^(radio|checkbox)$/.test(type) || has(tag, 'checked');
    if (name !== null && isChosen && !has(tag, 'disabled') && type !== 'submit') fields[name] = attribute(tag, 'value') ?? '';
  }
  for (const [, opening = '', options = ''] of form.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)) {
    const name = attribute(opening, 'name');
    const all = [...options.matchAll(/(<option\b[^>]*>)([\s\S]*?)<\/option>/g)];
    const chosen = all.find(([, tag = '']) => has(tag, 'selected')) ?? all[0];
    if (name !== null && chosen) fields[name] = attribute(chosen[1] as string, 'value') ?? plain(chosen[2] as string);
  }
  return fields;
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value === undefined ? null : plain(value);
}

const has = (tag: string, name: string) => new RegExp(`\\s${name}(=""|\\s|/|>)`, 'i').test(tag);

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" };
const plain = (html: string) => html.replace(/&([a-z]+|#x?\d+);/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole);
