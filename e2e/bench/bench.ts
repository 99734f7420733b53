// `npm run bench -- client` measures one chapter, without a name all of them; `--json` ends the output with one JSON object.
import { startPostgres } from '#lib/runtime/embedded-postgres.ts';
import { inProject } from '#lib/runtime/project.ts';
import { createSupervisor } from '#lib/runtime/supervise.ts';

export type Figures = Record<string, number | string | boolean | null>;
export type Chapter = {
  name: string;
  title: string;
  /** Returns its figures, and whether all of them are within the chapter's limits. */
  run(print: (line: string) => void): Promise<{ figures: Figures; isWithinLimits: boolean }>;
};

/** Loaded when it is their turn: one chapter must not need what another does (a database client, a built shop). */
const chapters: Record<string, () => Promise<Chapter>> = {
  client: async () => (await import('./client.bench.ts')).clientChapter,
  checkout: async () => (await import('./checkout.bench.ts')).checkoutChapter,
  simulator: async () => (await import('./simulator.bench.ts')).simulatorChapter,
  reliability: async () => (await import('./reliability.bench.ts')).reliabilityChapter,
  pages: async () => (await import('./pages.bench.ts')).pagesChapter,
};

/** These clone databases; the server they do it on is started here where none is given, and ends with the command. */
const needServer = new Set(['checkout', 'pages']);

async function withServer<T>(isNeeded: boolean, work: () => Promise<T>): Promise<T> {
  if (!isNeeded || process.env.DATABASE_URL_FOR_TESTS) return work();
  const supervisor = createSupervisor();
  try {
    const server = await startPostgres(inProject('.tiltas/test-postgres'), { port: 0 });
    if (!server.reused) await supervisor.adopt({ ...server, signal: 'SIGINT' });
    process.env.DATABASE_URL_FOR_TESTS = server.url;
    return await work();
  } finally {
    delete process.env.DATABASE_URL_FOR_TESTS;
    await supervisor.stop();
  }
}

async function main(words: string[]): Promise<number> {
  const isJson = words.includes('--json');
  const names = words.filter((word, index) => !word.startsWith('--') && words[index - 1] !== '--orders');
  const unknown = names.filter((name) => !Object.hasOwn(chapters, name));
  if (unknown.length > 0) {
    console.error(`No such chapter: ${unknown.join(', ')}. There is ${Object.keys(chapters).join(', ')}.`);
    return 2;
  }
  const chosen = names.length === 0 ? Object.keys(chapters) : names;
  const results: Record<string, Figures> = {};
  let isWithinLimits = true;
  for (const name of chosen) {
    const chapter = await chapters[name]?.();
    if (!chapter) continue;
    console.log(`\n${chapter.title}`);
    const result = await withServer(needServer.has(name), () => chapter.run((line) => console.log(`  ${line}`)));
    results[name] = result.figures;
    isWithinLimits &&= result.isWithinLimits;
  }
  // One chapter's figures stand at the top, several under their names.
  const [only] = chosen;
  if (isJson) console.log(JSON.stringify(chosen.length === 1 && only !== undefined ? { chapter: only, ...results[only] } : results));
  return isWithinLimits ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
