// `npm run paysera:csr -- --name shop.example --out paysera`: a private key that only its owner may read, and the request to send to Paysera.
import { generateKeyPair } from 'node:crypto';
import { closeSync, constants, existsSync, openSync, writeSync } from 'node:fs';
import { parseArgs, promisify } from 'node:util';
import { certificateRequest } from './certificate-request.ts';

const usage = 'npm run paysera:csr -- --name <your domain or company> [--out <file name without ending>] [--passphrase-env <variable>]';

export type KeyAndRequest = { privateKey: string; request: string };

/** PEM both; with a passphrase the key is encrypted (AES-256). */
export async function createKeyAndRequest(name: string, passphrase?: string): Promise<KeyAndRequest> {
  if (!/^[\p{L}\p{N} .&-]{1,64}$/u.test(name))
    throw new RangeError('The name has 1 to 64 letters, digits, spaces, dots, hyphens and ampersands.');
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 3072 });
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return {
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption }).toString(),
    request: certificateRequest(name, pair.publicKey, pair.privateKey),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      name: { type: 'string' },
      out: { type: 'string', default: 'paysera' },
      'passphrase-env': { type: 'string' },
    },
  });
  if (!values.name) throw new Error(usage);
  const variable = values['passphrase-env'];
  const passphrase = variable === undefined ? undefined : process.env[variable];
  if (variable !== undefined && !passphrase) throw new Error(`The variable ${variable} is empty.`);
  const files = { key: `${values.out}.key`, request: `${values.out}.csr` };
  for (const file of Object.values(files)) if (existsSync(file)) throw new Error(`${file} is there already, and is not overwritten.`);

  const { privateKey, request } = await createKeyAndRequest(values.name, passphrase);
  write(files.key, privateKey, 0o600);
  write(files.request, request, 0o644);
  if (values.json) return console.log(JSON.stringify(files));
  console.log(`${files.key}: the private key. Keep it; nobody else needs it, Paysera neither.`);
  console.log(`${files.request}: send this to Paysera, who answers with a certificate for it.`);
}

/** Never over a file that is there, and never readable by others even for a moment. */
function write(file: string, text: string, mode: number): void {
  const handle = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
  writeSync(handle, text);
  closeSync(handle);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
