// Runs next-auth as a function from request to answer, so that the route and the server action that starts sign-in share one door
// and neither has to pretend to be the other.
import NextAuth, { type NextAuthOptions } from 'next-auth';

export type AuthRequest = {
  method: 'GET' | 'POST';
  path: string[];
  query?: Record<string, string>;
  body?: Record<string, string>;
  cookies: Record<string, string>;
};
export type AuthAnswer = { status: number; location: string | null; setCookie: string[]; body: unknown };

// next-auth is CommonJS: bundled, its default export arrives unwrapped; under plain node it does not.
const handler = ((NextAuth as unknown as { default?: typeof NextAuth }).default ?? NextAuth) as unknown as (
  request: object,
  response: AnswerRecorder,
  options: NextAuthOptions,
) => Promise<void>;

export async function runNextAuth(options: NextAuthOptions, shopUrl: string, request: AuthRequest): Promise<AuthAnswer> {
  // next-auth learns its own address from this variable only; the settings have one name for it already.
  process.env.NEXTAUTH_URL = shopUrl;
  const recorder = new AnswerRecorder();
  await handler(
    {
      method: request.method,
      query: { ...request.query, nextauth: request.path },
      body: request.body,
      cookies: request.cookies,
      headers: { host: new URL(shopUrl).host },
    },
    recorder,
    options,
  );
  return recorder.answer();
}

/** The part of a Node response that next-auth writes to. */
class AnswerRecorder {
  #status = 200;
  #headers = new Map<string, string | string[]>();
  #body: unknown = null;

  status(code: number): this {
    this.#status = code;
    return this;
  }
  getHeader(name: string): string | string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }
  setHeader(name: string, value: string | string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }
  json(body: unknown): void {
    this.#body = body;
  }
  send(body: unknown): void {
    this.#body = body;
  }
  end(): void {}

  answer(): AuthAnswer {
    const location = this.#headers.get('location');
    const setCookie = this.#headers.get('set-cookie') ?? [];
    return {
      status: this.#status,
      location: typeof location === 'string' ? location : null,
      setCookie: Array.isArray(setCookie) ? setCookie : [setCookie],
      body: this.#body,
    };
  }
}
