// `npm run dev`: the demo's world, in which shop and worker follow every change to their sources.
import { runDemo } from './run-demo.ts';

await runDemo('dev');
