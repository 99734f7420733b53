// For whoever watches the shop: 200 while pages can be served and orders written, 503 while the database is away.
import { services } from '#lib/services.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  try {
    await services().pool.query('select 1');
    return Response.json({ ok: true }, { headers });
  } catch {
    return Response.json({ ok: false }, { status: 503, headers: { ...headers, 'retry-after': '5' } });
  }
}
