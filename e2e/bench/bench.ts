// `npm run bench -- client` measures one chapter, without a name all of them; `--json` ends the output with one JSON object.
import { checkoutChapter } from './checkout.bench.ts';
import { clientChapter } from './client.bench.ts';
import { pagesChapter } from './pages.bench.ts';
import { simulatorChapter } from './simulator.bench.ts';

export type Figures = Record<string, number | string | boolean | null>;
export type Chapter = {
  name: string;
  title: string;
  /** Returns its figures, and whether all of them are within the chapter's limits. */
  run(print: (line: string) => void): Promise<{ figures: Figures; isWithinLimits: boolean }>;
};

const chapters: Chapter[] = [clientChapter, checkoutChapter, simulatorChapter, pagesChapter];

async function main(words: string[]): Promise<number> {
  const isJson = words.includes('--json');
  const names = words.filter((word, index) => !word.startsWith('--') && words[index - 1] !== '--orders');
  const unknown = names.filter((name) => !chapters.some((chapter) => chapter.name === name));
  if (unknown.length > 0) {
    console.error(`No such chapter: ${unknown.join(', ')}. There is ${chapters.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const chosen = names.length === 0 ? chapters : chapters.filter(({ name }) => names.includes(name));
  const results: Record<string, Figures> = {};
  let isWithinLimits = true;
  for (const chapter of chosen) {
    console.log(`\n${chapter.title}`);
    const result = await chapter.run((line) => console.log(`  ${line}`));
    results[chapter.name] = result.figures;
    isWithinLimits &&= result.isWithinLimits;
  }
  // One chapter's figures stand at the top, several under their names.
  if (isJson) console.log(JSON.stringify(chosen.length === 1 ? { chapter: chosen[0]?.name, ...results[chosen[0]?.name ?? ''] } : results));
  return isWithinLimits ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
