/** Starts the local Paysera as its own process and speaks to it as strangers do: by raw HTTP and through its control door. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type RawAnswer, sendRaw } from './raw-http.ts';

const main = path.resolve(import.meta.dirname, '../../simulator/main.ts');

export type Simulator = {
  http: string;
  https: string;
  ca: string;
  process: ChildProcess;
  controlAddress: string;
  control: (method: string, path: string, body?: unknown) => Promise<RawAnswer>;
  stop: () => Promise<void>;
};

export async function startSimulator(args: string[] = [], nodeArgs: string[] = []): Promise<Simulator> {
  const child = spawn(process.execPath, [...nodeArgs, main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    once(child, 'exit').then(() => Promise.reject(new Error(`the simulator ended: ${errors.join('')}`))),
  ]);
  const ready = JSON.parse(line) as { ready: boolean; http: string; https: string; ca: string; control: string; controlToken: string };
  return {
    http: ready.http,
    https: ready.https,
    ca: readFileSync(ready.ca, 'utf8'),
    process: child,
    controlAddress: ready.control,
    control: (method, where, body) =>
      sendRaw({
        base: ready.control,
        method,
        uri: where,
        headers: { Authorization: `Bearer ${ready.controlToken}` },
        body: body === undefined ? '' : JSON.stringify(body),
      }),
    stop: async () => {
      lines.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
      if (errors.length > 0) throw new Error(`the simulator complained: ${errors.join('')}`);
    },
  };
}
