import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as sendRequest } from 'node:http';
import { createInterface } from 'node:readline';
import { freePort } from '#lib/runtime/free-port.ts';
import { shopTask } from '#lib/runtime/shop-tasks.ts';
import { expect, test } from '../support/journey.ts';

test('a server that is told to stop takes nobody new, answers whom it has, and only then ends', async ({ world }) => {
  const port = await freePort(0);
  const { args, env, ready } = shopTask({ ...world.settings, PORT: String(port), HOST: '127.0.0.1' });
  const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const ended = once(server, 'exit');
    await new Promise<void>((resolve) => {
      createInterface({ input: server.stdout }).on('line', (line) => ready(line) && resolve());
    });
    const callback = begin(port, '/api/paysera/callback/local');
    const page = begin(port, '/api/paysera/callback/local?by=next');
    await Promise.all([callback.begun, page.begun]);
    server.kill('SIGTERM');
    await expect.poll(() => canConnect(port)).toBe(false);
    expect([await callback.finish(), await page.finish()]).toEqual([400, 400]);
    expect(await ended).toEqual([143, null]);
  } finally {
    server.kill('SIGKILL');
  }
});

/** A form of which the server has seen the beginning. */
function begin(port: number, path: string) {
  const sending = sendRequest({ host: '127.0.0.1', port, path, method: 'POST', agent: false, headers: { expect: '100-continue' } });
  sending.write('event=');
  const answered = once(sending, 'response');
  return {
    begun: once(sending, 'continue'),
    async finish(): Promise<number | undefined> {
      sending.end('1');
      const [answer] = await answered;
      answer.resume();
      return answer.statusCode;
    },
  };
}

async function canConnect(port: number): Promise<boolean> {
  const trying = sendRequest({ host: '127.0.0.1', port, path: '/api/health', agent: false }).end();
  return once(trying, 'response').then(
    ([answer]) => Boolean(answer.resume()),
    () => false,
  );
}
