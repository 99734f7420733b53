/** Answers the API: finds the route, meets faults, authenticates, runs the handler, and turns refusals into error objects. */
import { authenticate, authenticateIfPossible, checkProject } from './auth/authenticate.ts';
import { bendAnswer, sendCut, sendNothing } from './faults/bend-answer.ts';
import { orderOfCall } from './faults/order-of-call.ts';
import type { Hit, RequestFaults } from './faults/request-faults.ts';
import { type Answer, jsonAnswer, send, textAnswer } from './http/answer.ts';
import type { Call } from './http/call.ts';
import { Refusal } from './http/refusal.ts';
import type { RequestLog } from './http/request-log.ts';
import { createRouter, type Route } from './http/router.ts';
import { oauthRoutes } from './oauth/oauth-routes.ts';
import { restRoutes } from './rest/rest-routes.ts';
import { callbackKey, type World } from './world/world.ts';

export type Api = { handle: (call: Call) => void };

type Parts = {
  world: World;
  faults: RequestFaults;
  log: RequestLog;
  /** Looks after what the call changed; a promise when something must happen before the reply. */
  afterWork: () => Promise<void> | null;
  limit: (call: Call) => void;
};

type Target = { route: Route | null; place: string; params: Record<string, string> };

export function createApi({ world, faults, log, afterWork, limit }: Parts): Api {
  const rest = createRouter(restRoutes(world));
  const oauth = createRouter(oauthRoutes(world));

  const target = (call: Call): Target => {
    if (call.method === 'GET' && call.path === '/publickey') return { route: publicKeyRoute, place: 'GET publickey', params: {} };
    const [router, path, prefix] = call.path.startsWith('/rest/v1/')
      ? [rest, call.path.slice('/rest/v1/'.length), '']
      : [oauth, call.path.slice('/oauth/v1/'.length), 'oauth/'];
    const known = call.path.startsWith('/rest/v1/') || call.path.startsWith('/oauth/v1/');
    const found = known ? router.find(call.method, path) : null;
    if (!found) return { route: null, place: `${call.method} unknown`, params: {} };
    return { route: found.route, place: `${call.method} ${prefix}${found.route.pattern}`, params: found.params };
  };

  const publicKeyRoute: Route = { method: 'GET', pattern: 'publickey', access: 'none', run: () => callbackKey(world).publicPem };

  const work = (call: Call, { route }: Target): Answer => {
    try {
      return run(call, route);
    } catch (error) {
      if (error instanceof Refusal) return jsonAnswer(error.status, error.body(), error.headers);
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      return jsonAnswer(500, { error: 'internal_server_error', error_description: 'The simulator has a bug: its error output says where' });
    }
  };

  const run = (call: Call, route: Route | null): Answer => {
    // An unknown path still wants to be signed: only then is it "not found".
    call.caller = route?.access === 'none' ? authenticateIfPossible(world, call) : authenticate(world, call);
    checkProject(call.caller);
    if (!route) throw new Refusal('not_found', 'No such resource');
    if (route.access === 'client' && call.caller.kind !== 'client')
      throw new Refusal('forbidden', 'This needs the credentials of the client');
    checkFormats(call);
    limit(call);
    const result = route.run(call);
    return route === publicKeyRoute ? textAnswer(200, String(result)) : jsonAnswer(200, result);
  };

  const finish = (call: Call, found: Target, answer: Answer, hit: Hit | null): void => {
    const waits = afterWork();
    const reply = () => {
      if (!hit) send(call.response, answer);
      else replyWithFault(call, answer, hit);
    };
    record(call, found, answer, hit);
    if (waits) void waits.then(reply);
    else reply();
  };

  const record = (call: Call, found: Target, answer: Answer, hit: Hit | null): void => {
    const refused = answer.status >= 400 ? (JSON.parse(answer.body) as { error?: string; error_description?: string }) : null;
    log.add({
      at: world.clock.nowSeconds(),
      method: call.method,
      uri: call.uri,
      place: found.place,
      caller: call.caller.kind === 'nobody' ? 'nobody' : `${call.caller.kind} of ${call.caller.client.macId}`,
      status: answer.status,
      error: refused?.error,
      why: refused?.error_description,
      fault: hit?.kind,
    });
  };

  const handle = (call: Call) => {
    const found = target(call);
    call.params = found.params;
    const hit = faults.idle ? null : faults.next(found.place, orderOfCall(world, call), world.clock.nowMs());
    if (!hit) return finish(call, found, work(call, found), null);
    switch (hit.kind) {
      case 'reset-before':
        record(call, found, unworked, hit);
        return sendNothing(call.response);
      case 'hang-before':
        return record(call, found, unworked, hit);
      case '500-before':
        return finish(call, found, jsonAnswer(500, { error: 'internal_server_error' }), hit);
      case '429':
        return finish(call, found, jsonAnswer(429, { error: 'rate_limit_exceeded', error_description: 'Too many requests' }), hit);
      case 'slow':
        setTimeout(() => finish(call, found, work(call, found), hit), hit.seconds * 1000);
        return;
      default:
        return finish(call, found, work(call, found), hit);
    }
  };
  return { handle };
}

const unworked: Answer = { status: 0, headers: {}, body: '' };

function replyWithFault(call: Call, answer: Answer, hit: Hit) {
  switch (hit.kind) {
    case 'reset-after':
      return sendNothing(call.response);
    case 'hang-after':
      return;
    case '500-after':
      return send(call.response, jsonAnswer(500, { error: 'internal_server_error' }));
    case 'cut-body':
      return sendCut(call.response, answer);
    default:
      return send(call.response, bendAnswer(hit.kind, answer));
  }
}

function checkFormats(call: Call): void {
  const accept = call.request.headers.accept;
  if (accept !== undefined && !/\*\/\*|application\/(\*|json)/.test(accept))
    throw new Refusal('not_acceptable', 'Only application/json is answered');
  const type = call.request.headers['content-type'];
  if (call.body.length === 0 || type === undefined || !call.path.startsWith('/rest/')) return;
  if (!type.trim().toLowerCase().startsWith('application/json')) throw new Refusal('not_acceptable', 'The body must be application/json');
}
