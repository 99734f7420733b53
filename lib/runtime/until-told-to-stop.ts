// Every way in which a command is told to end: Ctrl-C, kill, a closing terminal, the death of whoever started it.
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const; // as a shell would report them
const impatienceMs = 1000; // one Ctrl-C can arrive twice, from the terminal and from npm

/** Resolves at the first word to stop, with the exit code that tells of it; a second Ctrl-C, meant as such, ends at once. */
export function untilToldToStop(): Promise<number> {
  // The terminal may be gone before the last words are said.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return new Promise((resolve) => {
    let toldAt: number | null = null;
    const tell = (exitCode: number) => {
      if (toldAt !== null && Date.now() - toldAt > impatienceMs) process.exit(exitCode);
      toldAt ??= Date.now();
      resolve(exitCode);
    };
    for (const [signal, exitCode] of Object.entries(exitCodes)) process.on(signal, () => tell(exitCode));
    process.once('disconnect', () => tell(exitCodes.SIGHUP)); // node24.cjs, which holds the other end, was killed
    process.channel?.unref(); // listening alone keeps nothing running
  });
}
