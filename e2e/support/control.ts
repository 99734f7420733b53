// The test door of the local Paysera: bends callbacks, and tells what each transaction went through.
import type { Paysera } from './start-paysera.ts';

export async function control<Answer = unknown>({ control: door, controlToken }: Paysera, call: string, body?: unknown): Promise<Answer> {
  const [method = 'GET', path = ''] = call.split(' ');
  const response = await fetch(`${door}${path}`, {
    method,
    headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${call} at the control door: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** The key of the transaction whose page this is. */
export function transactionKey(pageUrl: string): string {
  const [, key] = /\/wallet\/confirm\/([A-Za-z0-9]+)/.exec(pageUrl) ?? [];
  if (!key) throw new Error(`${pageUrl} is not the page of a transaction`);
  return key;
}

type Told = { transaction: { status: string; redirect_uri: string } };

/** What Paysera itself says of a transaction: its status, and where it sends the browser. */
export async function askAbout(paysera: Paysera, key: string): Promise<{ status: string; redirectUri: string }> {
  const { transaction } = await control<Told>(paysera, `GET /transactions/${key}`);
  return { status: transaction.status, redirectUri: transaction.redirect_uri };
}
