import type { PayseraClient } from '../client.ts';
import { InDoubt, PayseraError, Refused } from '../errors.ts';

export async function confirm(paysera: PayseraClient, key: string): Promise<'confirmed' | 'ask-later' | 'not-possible'> {
  try {
    await paysera.transactions.confirm(key);
    return 'confirmed';
  } catch (error) {
    // Sent, and nobody knows: never send again blindly, ask first.
    if (error instanceof InDoubt) return (await paysera.transactions.get(key)).status === 'confirmed' ? 'confirmed' : 'ask-later';
    // Paysera said no, and why; `error.description` and `error.properties` say more.
    if (error instanceof Refused && error.code === 'invalid_state') return 'not-possible';
    if (error instanceof PayseraError) return 'ask-later';
    throw error;
  }
}
