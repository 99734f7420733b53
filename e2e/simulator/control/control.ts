/** The control door: its own port and token, for tests and the demo. Documented in e2e/README.md. */

import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallbackFaults } from '../callbacks/callback-faults.ts';
import type { RequestFaults } from '../faults/request-faults.ts';
import { jsonAnswer, send } from '../http/answer.ts';
import { type Call, jsonObject, openCall } from '../http/call.ts';
import { readBody } from '../http/read-body.ts';
import { Refusal } from '../http/refusal.ts';
import type { RequestLog } from '../http/request-log.ts';
import { createRouter, type Route } from '../http/router.ts';
import type { Authority } from '../tls/authority.ts';
import type { AgendaRunner } from '../world/run-agenda.ts';
import type { World } from '../world/world.ts';
import { actionRoutes } from './action-routes.ts';
import { faultActions } from './fault-actions.ts';
import { payerRoutes } from './payer-routes.ts';
import { phoneRoutes } from './phone-routes.ts';
import { questionRoutes } from './question-routes.ts';

export type ControlParts = {
  world: World;
  runner: AgendaRunner;
  faults: RequestFaults;
  callbackFaults: CallbackFaults;
  log: RequestLog;
  afterWork: () => Promise<void> | null;
  authority: Authority;
  openBadServer: (kind: string) => Promise<{ https: string }>;
};

export type ControlRoute = Omit<Route, 'run' | 'access'> & { run: (call: Call, body: Record<string, unknown>) => unknown };

export function createControl(parts: ControlParts, token: string): (request: IncomingMessage, response: ServerResponse) => void {
  const routes: ControlRoute[] = [
    ...questionRoutes(parts),
    ...actionRoutes(parts),
    ...faultActions(parts),
    ...payerRoutes(parts),
    ...phoneRoutes(parts),
  ];
  const bodies = new WeakMap<Call, Record<string, unknown>>();
  const router = createRouter(
    routes.map((route) => ({ ...route, access: 'none', run: (call) => route.run(call, bodies.get(call) ?? {}) })),
  );

  const answer = async (call: Call) => {
    try {
      if (!isToken(call.request.headers.authorization, token)) throw new Refusal('unauthorized', 'The control token is missing or wrong');
      const found = router.find(call.method, call.path.slice(1));
      if (!found) throw new Refusal('not_found', 'No such control');
      call.params = found.params;
      bodies.set(call, jsonObject(call));
      const result = await found.route.run(call);
      await parts.afterWork();
      return jsonAnswer(200, result ?? {});
    } catch (error) {
      if (error instanceof Refusal) return jsonAnswer(error.status, error.body());
      return jsonAnswer(400, { error: 'invalid_request', error_description: error instanceof Error ? error.message : String(error) });
    }
  };
  return (request, response) => {
    readBody(request, (body) => {
      if (body.kind !== 'read') return response.destroy();
      void answer(openCall('http', request, response, body.bytes)).then((reply) => send(response, reply));
    });
  };
}

function isToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
