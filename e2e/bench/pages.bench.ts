// What a browser downloads of JavaScript for each page, compressed as a proxy with brotli would send it.
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { startWorld } from '../support/start-world.ts';
import type { Chapter } from './bench.ts';

const limitBytes = 130_000; // brotli; others' storefronts weigh 148 kB and more, a bare Next page 112 kB
const pages = ['/', '/products/dune-cup', '/search?q=cup', '/cart', '/sign-in'];

export const pagesChapter: Chapter = {
  name: 'pages',
  title: 'JavaScript of each page, compressed',
  async run(print) {
    const world = await startWorld({ worker: false });
    try {
      const figures: Record<string, number> = {};
      for (const page of pages) {
        const { count, brotli, gzip } = await scriptsOf(new URL(page, world.shopUrl));
        figures[page] = brotli;
        print(`${page.padEnd(22)} ${kilobytes(brotli)} brotli, ${kilobytes(gzip)} gzip, ${count} files`);
      }
      return { figures: { ...figures, limitBytes }, isWithinLimits: Object.values(figures).every((bytes) => bytes <= limitBytes) };
    } finally {
      await world.stop();
    }
  },
};

/** The files a current browser loads; those marked noModule are for older ones. */
async function scriptsOf(page: URL): Promise<{ count: number; brotli: number; gzip: number }> {
  const html = await (await fetch(page)).text();
  const tags = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
  const files = await Promise.all(
    [...new Set(tags.map(([, source]) => source as string))].map(async (source) => {
      const text = Buffer.from(await (await fetch(new URL(source, page))).arrayBuffer());
      return { brotli: brotliCompressSync(text).length, gzip: gzipSync(text).length };
    }),
  );
  const sum = (of: 'brotli' | 'gzip') => files.reduce((all, file) => all + file[of], 0);
  return { count: files.length, brotli: sum('brotli'), gzip: sum('gzip') };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}
