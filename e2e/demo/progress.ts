// One line on stderr for every step, completed by the time it took.
export type Progress = {
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  note(line: string): void;
};

export function createProgress(write: (text: string) => void = (text) => process.stderr.write(text)): Progress {
  let lineIsOpen = false;
  const note = (line: string) => {
    write(`${lineIsOpen ? '\n' : ''}    ${line}\n`);
    lineIsOpen = false;
  };
  return {
    note,
    async step(title, work) {
      const startedMs = performance.now();
      write(`  ${title} …`);
      lineIsOpen = true;
      try {
        return await work();
      } finally {
        const time = `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
        write(lineIsOpen ? ` ${time}\n` : `    ${time}\n`);
        lineIsOpen = false;
      }
    },
  };
}
