// `--json` of a command, for programs: one object, the last line on standard output. What is said to people goes to standard error.
export const wantsJson = (): boolean => process.argv.includes('--json');

export function answer(result: Record<string, unknown>): void {
  if (wantsJson()) process.stdout.write(`${JSON.stringify(result)}\n`);
}
