// The control door of the local Paysera, for tests: what payers do and what goes wrong.
export type PayseraControl = {
  get(path: string): Promise<Record<string, unknown>>;
  post(path: string, body?: unknown): Promise<Record<string, unknown>>;
  delete(path: string): Promise<Record<string, unknown>>;
};

export function openControl(control: string, token: string): PayseraControl {
  const call = async (method: string, path: string, body?: unknown) => {
    const send = () =>
      fetch(new URL(path, control), {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
      });
    // A connection kept open may be closed over there in the moment it is used again: then nothing was done.
    const response = await send().catch((error: Error & { cause?: { code?: string } }) => {
      if (error.cause?.code !== 'UND_ERR_SOCKET') throw error;
      return send();
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  return { get: (path) => call('GET', path), post: (path, body) => call('POST', path, body), delete: (path) => call('DELETE', path) };
}
