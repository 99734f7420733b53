// A payer with a browser without JavaScript: fills and sends the forms of Paysera's page, keeps cookies, follows nothing.
export type PayerBrowser = {
  logIn(url: string, email: string, pin: string): Promise<void>;
  pay(url: string, wallet: number, pin: string): Promise<Response>;
  reject(url: string): Promise<Response>;
  /** Answers the consent page, and says where it sends the browser. */
  consent(url: string, decision: 'allow' | 'deny', optionalScopes?: string[]): Promise<URL>;
};

export function openBrowser(): PayerBrowser {
  const cookies = new Map<string, string>();
  const go = async (url: string, form?: Record<string, string>) => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = (cookie.split(';')[0] ?? '').split('=') as [string, string];
      cookies.set(name, value);
    }
    return response;
  };
  return {
    async logIn(url, email, pin) {
      await go(url);
      await go(url, { email, pin });
    },
    pay: (url, wallet, pin) => go(url, { wallet: String(wallet), pin, decision: 'pay' }),
    reject: (url) => go(url, { decision: 'reject' }),
    async consent(url, decision, optionalScopes = []) {
      const ticked = Object.fromEntries(optionalScopes.map((scope) => [`scope:${scope}`, 'yes']));
      return new URL((await go(url, { decision, ...ticked })).headers.get('location') ?? 'about:blank');
    },
  };
}
