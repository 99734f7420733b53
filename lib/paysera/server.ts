import type { CallOptions, Invoke } from './call.ts';
import { serverTime } from './clock-offset.ts';
import { type JsonObject, objectOf, textsBody } from './decode.ts';

export type ServerConfiguration = { minimumPasswordLength: number | null; raw: JsonObject };

/** Section 6.1. The first two need no credentials and none are sent. */
export type Server = {
  /** Paysera's clock, to the second. */
  time(options?: CallOptions): Promise<Date>;
  configuration(options?: CallOptions): Promise<ServerConfiguration>;
  /** Codes of the currencies in use. */
  currencies(options?: CallOptions): Promise<string[]>;
};

export function createServer(invoke: Invoke): Server {
  return {
    time: async (options) => invoke(serverTime, options),
    configuration: async (options) =>
      invoke(
        {
          name: 'server.configuration',
          method: 'GET',
          path: '/rest/v1/configuration',
          signed: false,
          decode: objectOf((reader) => ({ minimumPasswordLength: reader.optionalInteger('minimum_password_length'), raw: reader.raw })),
        },
        options,
      ),
    currencies: async (options) =>
      invoke({ name: 'server.currencies', method: 'GET', path: '/rest/v1/currencies', decode: textsBody }, options),
  };
}
