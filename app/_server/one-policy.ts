// One Content-Security-Policy an answer. Next adds a prerendered page's own policy (app/_cache) to the floor of next.config.js; browsers
// enforce both, but scanners and people read two policies as a mistake. The page's own is the stricter one, so the floor makes way for it.
import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import onHeaders from 'on-headers';

const policy = 'content-security-policy';

export function keepOnePolicy(): void {
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse };
    onHeaders(response, () => {
      const policies = response.getHeader(policy);
      if (Array.isArray(policies)) response.setHeader(policy, policies.at(-1) ?? '');
    });
  });
}
