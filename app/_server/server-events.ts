// What the server does around requests: it refuses to start on wrong settings, and writes a line for a page that failed.
import type { Instrumentation } from 'next';
import { env, SettingsError } from '#lib/env.ts';
import { services } from '#lib/services.ts';

export function refuseWrongSettings(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

export const logFailedPage: Instrumentation.onRequestError = (error, request, context) => {
  // The path without its query, and without an order's code: whoever reads the log must not be able to open the order.
  const page = request.path.split('?')[0]?.replace(/(\/orders\/ord_[0-9a-z]+)\.[^/]+/, '$1');
  services().log.error({ error, page, route: context.routePath }, 'A page could not be made');
};
