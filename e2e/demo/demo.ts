// `npm run demo`: the shop as built, on this machine, with a Paysera of its own. `-- --fresh` starts over, `-- --json` is for programs.
import { runDemo } from './run-demo.ts';

await runDemo('start');
