import { readFileSync } from 'node:fs';
import { createPayseraClient } from '../client.ts';

/** The key comes from `npm run paysera:csr`, the certificate from Paysera. */
export const paysera = createPayseraClient({
  environment: 'production',
  credentials: {
    kind: 'certificate',
    clientId: 'wkVd93h2uS',
    certificate: readFileSync('paysera.crt', 'utf8'),
    privateKey: readFileSync('paysera.key', 'utf8'),
  },
  observe: (event) => {
    if (event.phase === 'response') console.log(event.call, event.status, event.outcome, `${event.durationMs.toFixed(0)} ms`);
  },
});
