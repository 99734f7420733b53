// Prisma and pg report one database error in many shapes; this finds the SQLSTATE in all of them.

export const sqlstates = {
  uniqueViolation: '23505',
  checkViolation: '23514',
  foreignKeyViolation: '23503',
  serializationFailure: '40001',
  deadlock: '40P01',
  lockTimeout: '55P03',
  statementTimeout: '57014',
  adminShutdown: '57P01',
  illegalTransition: 'TL001',
  frozenColumn: 'TL002',
  onlyAdded: 'TL003',
  ledgerUnbalanced: 'TL004',
  untrueAtCommit: 'TL005',
  needsSecondPerson: 'TL006',
} as const;

/** Prisma's own codes that stand for exactly one SQLSTATE. */
const prismaCodes: Record<string, string> = { P2002: '23505', P2003: '23503', P2034: '40001' };

export function sqlstateOf(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; isObject(at) && depth < 6; depth++) {
    for (const candidate of [at.originalCode, at.code]) {
      if (typeof candidate === 'string' && /^[0-9A-Z]{5}$/.test(candidate) && !/^P\d{4}$/.test(candidate)) return candidate;
    }
    const meta = isObject(at.meta) ? at.meta : null;
    const inner: unknown = meta?.driverAdapterError ?? at.cause;
    if (!isObject(inner)) return (typeof at.code === 'string' && prismaCodes[at.code]) || null;
    at = inner;
  }
  return null;
}

/** The database went away or is starting: nothing is wrong with what was asked, so it may be asked again later. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlstateOf(error);
  if (state) return state.startsWith('08') || state.startsWith('57P') || state === '53300';
  const text = error instanceof Error ? `${(error as { code?: unknown }).code ?? ''} ${error.message}` : '';
  return /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|Connection terminated|timeout exceeded when trying to connect|Can't reach database|connection timeout/i.test(
    text,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
