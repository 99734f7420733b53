// What a browser downloads of JavaScript for each page, compressed as a proxy with brotli would send it.
import { brotliCompressSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { fillCart, placeOrder } from '../support/place-order.ts';
import { startWorld } from '../support/start-world.ts';
import { openSessionFor, Visitor } from '../support/visitor.ts';
import type { Chapter } from './bench.ts';

const limitBytes = 130_000; // brotli; others' storefronts weigh 148 kB and more, a bare Next page 112 kB
const open = ['/', '/products/dune-cup', '/search?q=cup', '/sign-in'];

export const pagesChapter: Chapter = {
  name: 'pages',
  title: 'JavaScript of each page, compressed',
  async run(print) {
    const world = await startWorld({ worker: false });
    const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
    try {
      const figures: Record<string, number> = {};
      const weigh = async (name: string, address: string, reader: Visitor) => {
        const { count, brotli, gzip } = await scriptsOf(world.shopUrl, address, reader);
        figures[name] = brotli;
        print(`${name.padEnd(24)} ${kilobytes(brotli)} brotli, ${kilobytes(gzip)} gzip, ${count} files`);
      };
      const owner = new Visitor(world, (await openSessionFor(pool, { payseraUserId: 9004, role: 'owner' })).token);
      for (const address of open) await weigh(address, address, new Visitor(world));
      const order = await placeOrder(owner, pool);
      await fillCart(owner, pool);
      const personal = {
        '/cart': '/cart',
        '/checkout': '/checkout',
        '/orders/{token}': `/orders/${order.token}`,
        '/orders/{token}/pay': `/orders/${order.token}/pay`,
        '/account': '/account',
        '/account/quick-pay': '/account/quick-pay',
        '/account/wallet': '/account/wallet',
        '/admin/orders': '/admin/orders',
        '/admin/orders/{id}': `/admin/orders/${order.id}`,
        '/admin/products': '/admin/products',
      };
      for (const [name, address] of Object.entries(personal)) await weigh(name, address, owner);
      return { figures: { ...figures, limitBytes }, isWithinLimits: Object.values(figures).every((bytes) => bytes <= limitBytes) };
    } finally {
      await pool.end();
      await world.stop();
    }
  },
};

/** The files a current browser loads; those marked noModule are for older ones. */
async function scriptsOf(shopUrl: string, address: string, reader: Visitor): Promise<{ count: number; brotli: number; gzip: number }> {
  const { status, text: html } = await reader.get(address);
  if (status !== 200) throw new Error(`${address} answered ${status}, so there is nothing to weigh`);
  const tags = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
  const files = await Promise.all(
    [...new Set(tags.map(([, source]) => source as string))].map(async (source) => {
      const text = Buffer.from(await (await fetch(new URL(source, shopUrl))).arrayBuffer());
      return { brotli: brotliCompressSync(text).length, gzip: gzipSync(text).length };
    }),
  );
  const sum = (of: 'brotli' | 'gzip') => files.reduce((all, file) => all + file[of], 0);
  return { count: files.length, brotli: sum('brotli'), gzip: sum('gzip') };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}
