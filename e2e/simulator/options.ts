/** The command line: `--host --http-port --https-port --control-port --state FILE|none --seed FILE`. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export type Options = {
  host: string;
  httpPort: number;
  httpsPort: number;
  controlPort: number;
  /** Undefined: everything lives in memory. */
  stateFile: string | undefined;
  seedFile: string | undefined;
  caFolder: string;
  /** A strip on the user pages that offers faults to a person. */
  demo: boolean;
};

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      'http-port': { type: 'string', default: '0' },
      'https-port': { type: 'string', default: '0' },
      'control-port': { type: 'string', default: '0' },
      state: { type: 'string', default: 'none' },
      seed: { type: 'string' },
      demo: { type: 'boolean', default: false },
    },
  });
  const stateFile = values.state === 'none' ? undefined : path.resolve(values.state);
  return {
    host: values.host,
    httpPort: portNumber('http-port', values['http-port']),
    httpsPort: portNumber('https-port', values['https-port']),
    controlPort: portNumber('control-port', values['control-port']),
    stateFile,
    seedFile: values.seed,
    caFolder: stateFile === undefined ? mkdtempSync(path.join(tmpdir(), 'local-paysera-')) : path.dirname(stateFile),
    demo: values.demo,
  };
}

function portNumber(name: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`--${name} must be a port number, not "${text}"`);
  return port;
}
