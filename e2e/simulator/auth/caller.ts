import type { Client, Token } from '../world/records.ts';

/** Who signed the request, and for which project and location. */
export type Caller =
  | { kind: 'nobody' }
  | { kind: 'client'; client: Client; projectId: number; locationId: number | undefined }
  | { kind: 'token'; token: Token; client: Client; projectId: number; locationId: number | undefined };

export type KnownCaller = Exclude<Caller, { kind: 'nobody' }>;
