/** True inside next build, which knows no settings and no database; what it makes is never served (decision 0003). */
export function isBuilding(): boolean {
  return process.env.NEXT_PHASE === 'phase-production-build';
}
