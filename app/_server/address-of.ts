/** Whoever sent a request, as the proxy in front of the shop saw them: what stands before its own word anybody may have written. */
export function addressOf(headers: { get(name: string): string | null }): string | null {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || null;
}
