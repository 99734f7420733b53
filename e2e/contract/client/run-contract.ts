// Runs one contract with a client of its own, faultless or wrong in one place, and says what the client sent.
import { createPayseraClient } from '#lib/paysera/client.ts';
import { createTransport } from '#lib/paysera/transport.ts';
import { type Alteration, type SentRequest, watch } from './altered-transport.ts';
import { application, kopa, type Stage } from './bench.ts';
import type { Contract } from './contract.ts';

export type Run = { kind: 'kept'; sent: SentRequest[] } | { kind: 'broken'; error: unknown; sent: SentRequest[] };

export async function runContract(stage: Stage, contract: Contract, alteration: Alteration | null = null): Promise<Run> {
  const options = stage.options();
  const { apiUrl } = options.environment as { apiUrl: string };
  const https = createTransport({ origin: apiUrl, ca: options.ca, connectTimeoutMs: 20_000, maxConnections: 8 });
  const watched = watch(https, stage.keys, { call: contract.call, alteration, address: new URL(apiUrl) });
  const client = createPayseraClient(
    stage.options({
      credentials: contract.as === 'application' ? application : kopa,
      transport: watched,
      observe: (event) => event.phase === 'request' && watched.about(event.call),
    }),
  );
  try {
    await contract.run(stage.bench(client));
    return { kind: 'kept', sent: watched.sent };
  } catch (error) {
    return { kind: 'broken', error, sent: watched.sent };
  } finally {
    await client.close();
  }
}
