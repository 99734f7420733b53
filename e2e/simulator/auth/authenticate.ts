/** Finds out who calls: by MAC of a client or of an access token, or by the client's certificate. */
import type { TLSSocket } from 'node:tls';
import type { Call } from '../http/call.ts';
import { Refusal } from '../http/refusal.ts';
import type { Client, Token } from '../world/records.ts';
import { settings, type World } from '../world/world.ts';
import type { Caller, KnownCaller } from './caller.ts';
import { verifyMac } from './verify-mac.ts';

type Owner = { client: Client; token?: Token };

export function authenticate(world: World, call: Call): KnownCaller {
  const authorization = call.request.headers.authorization;
  if (authorization === undefined) {
    const client = clientOfCertificate(world, call);
    if (!client) throw new Refusal('unauthorized', 'Authorization is missing');
    return actingFor({ client }, certificateParameters(call));
  }
  const { macWindowSeconds, publicPort } = settings(world);
  const { owner, parameters } = verifyMac<Owner>(
    {
      scheme: call.scheme,
      method: call.method,
      uri: call.uri,
      hostHeader: call.request.headers.host ?? '',
      body: call.body,
      authorization,
    },
    { nowSeconds: world.clock.nowMs() / 1000, windowSeconds: macWindowSeconds, publicPort, nonces: world.nonces },
    (id) => ownerOf(world, id),
  );
  if (owner.token) {
    if (owner.token.expiresAt <= world.clock.nowSeconds()) throw new Refusal('invalid_grant', 'Token has expired');
    if (!owner.token.active) throw new Refusal('unauthorized', 'The access token is not activated');
  }
  return actingFor(owner, parameters);
}

/** For calls that need no authentication: who calls, if it can be told. */
export function authenticateIfPossible(world: World, call: Call): Caller {
  try {
    return authenticate(world, call);
  } catch {
    return { kind: 'nobody' };
  }
}

function ownerOf(world: World, id: string): { key: string; owner: Owner } | null {
  const client = world.clientsByMacId.get(id);
  if (client) return { key: client.macKey, owner: { client } };
  const token = world.tokens.get(id);
  const issuer = token && world.clients.get(token.clientId);
  return token && issuer ? { key: token.macKey, owner: { client: issuer, token } } : null;
}

function actingFor({ client, token }: Owner, parameters: Map<string, string>): KnownCaller {
  const asked = parameters.get('project_id');
  const projectId = asked === undefined ? client.projectId : Number(asked);
  const location = parameters.get('location_id');
  const locationId = location === undefined ? undefined : Number(location);
  return token ? { kind: 'token', token, client, projectId, locationId } : { kind: 'client', client, projectId, locationId };
}

/** Whoever signed may still not act for every project. */
export function checkProject(caller: Caller): void {
  if (caller.kind !== 'nobody' && !caller.client.projectIds.includes(caller.projectId)) {
    throw new Refusal('forbidden', 'The client does not belong to this project');
  }
}

/** Read only for certificate clients: `Wallet-Api-Project-Id` is project_id. */
function certificateParameters(call: Call): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(call.request.headers)) {
    if (name.startsWith('wallet-api-') && typeof value === 'string')
      parameters.set(name.slice('wallet-api-'.length).replaceAll('-', '_'), value);
  }
  return parameters;
}

function clientOfCertificate(world: World, call: Call): Client | null {
  if (call.scheme !== 'https') return null;
  const fingerprint = (call.request.socket as TLSSocket).getPeerCertificate().fingerprint256;
  if (!fingerprint) return null;
  const hex = fingerprint.replaceAll(':', '').toLowerCase();
  for (const client of world.clients.values()) if (client.certificateFingerprints.includes(hex)) return client;
  return null;
}
