// Opens the connections. Our own rather than undici's, whose timer may be a second late, and so that bad keys fail at start, not at the first payment.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import tls from 'node:tls';
import type { buildConnector } from 'undici';
import { InvalidRequest } from './errors.ts';

export type TlsOptions = {
  /** PEM of the only authority to trust, instead of the system's. */
  ca?: string | undefined;
  certificate?: string | undefined;
  privateKey?: string | undefined;
  passphrase?: string | undefined;
  connectTimeoutMs: number;
};

export function createConnector(options: TlsOptions): buildConnector.connector {
  const secureContext = createContext(options);
  // Spares the next connection most of the handshake.
  let session: Buffer | undefined;

  return ({ hostname, port }, callback) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = tls.connect({
      host,
      port: Number(port || 443),
      ...(isIP(host) ? {} : { servername: host }),
      secureContext,
      ...(session ? { session } : {}),
      // Said aloud, since NODE_TLS_REJECT_UNAUTHORIZED=0 would change the default.
      rejectUnauthorized: true,
      ALPNProtocols: ['http/1.1'],
    });
    socket.setNoDelay(true).setKeepAlive(true, 60_000);
    const timer = setTimeout(() => socket.destroy(connectTimeout()), options.connectTimeoutMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      session = undefined;
      callback(error, null);
    };
    socket.once('error', fail);
    socket.on('session', (fresh) => {
      session = fresh;
    });
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      // From here on undici listens for errors.
      socket.off('error', fail);
      callback(null, socket);
    });
  };
}

function createContext({ ca, certificate, privateKey, passphrase }: TlsOptions): tls.SecureContext {
  try {
    // Node itself passes over an authority it cannot read, and would then trust nobody.
    if (ca !== undefined) new X509Certificate(ca);
    return tls.createSecureContext({
      minVersion: 'TLSv1.2',
      ...(ca === undefined ? {} : { ca }),
      ...(certificate === undefined ? {} : { cert: certificate, key: privateKey, passphrase }),
    });
  } catch {
    // The error's own text is not passed on: it may hold what it could not read.
    const field = certificate === undefined ? 'ca' : 'credentials';
    throw new InvalidRequest(field, 'cannot be read: wrong PEM, a key of another certificate, or a wrong passphrase');
  }
}

function connectTimeout(): Error {
  return Object.assign(new Error('no connection in time'), { code: 'CONNECT_TIMEOUT' });
}
