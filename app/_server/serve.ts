// The built shop's server: Next behind a listener that answers Paysera's callbacks by itself (decision 0018). Ends as `next start` does:
// what was begun is finished first.
import { createServer } from 'node:http';
import { flushCompileCache } from 'node:module';
import next from 'next';
import { env } from '#lib/env.ts';
import { projectFolder } from '#lib/runtime/project.ts';
import { services } from '#lib/services.ts';
import { answeredAsCallback } from './answer-callbacks.ts';
import { refuseWrongSettings } from './server-events.ts';

refuseWrongSettings();
const { host: hostname, port } = env();

const server = createServer((request, response) => {
  if (!answeredAsCallback(services, request, response)) void pages(request, response);
});
const app = next({ dir: projectFolder, dev: false, hostname, port, httpServer: server });
await app.prepare();
const pages = app.getRequestHandler();

server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen(port, hostname, () => {
  console.log(`Ready in ${Math.round(process.uptime() * 1_000)} ms`);
  flushCompileCache(); // else written at an orderly end, which a server that is killed never has: it is to be back soon
});

const exitCodes = { SIGINT: 130, SIGTERM: 143 };
let stopping = false;
for (const [signal, exitCode] of Object.entries(exitCodes)) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    await new Promise((resolve) => server.close(resolve));
    await app.close();
    process.exit(exitCode);
  });
}
