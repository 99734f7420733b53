/** A table of patterns such as `transaction/{key}/confirm`, found by method, first word and number of segments. */
import type { Call } from './call.ts';

export type Access = 'none' | 'caller' | 'client';

export type Route = {
  method: string;
  pattern: string;
  /** Who may call: anybody, a client or a token, a client alone. */
  access: Access;
  run: (call: Call) => unknown;
};

type Compiled = { route: Route; segments: string[] };

export type Found = { route: Route; params: Record<string, string> };

export type Router = { find: (method: string, path: string) => Found | null };

export function createRouter(routes: Route[]): Router {
  const byShape = new Map<string, Compiled[]>();
  for (const route of routes) {
    const segments = route.pattern.split('/');
    const shape = `${route.method} ${segments[0]} ${segments.length}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), { route, segments }]);
  }
  // A literal segment wins over a placeholder, wherever the table lists them.
  for (const list of byShape.values()) list.sort((a, b) => placeholders(a) - placeholders(b));

  const find = (method: string, path: string): Found | null => {
    const words = path.split('/');
    for (const candidate of byShape.get(`${method} ${words[0]} ${words.length}`) ?? []) {
      const params = match(candidate.segments, words);
      if (params) return { route: candidate.route, params };
    }
    return null;
  };
  return { find };
}

function placeholders(candidate: Compiled): number {
  return candidate.segments.filter((segment) => segment.startsWith('{')).length;
}

function match(segments: string[], words: string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (let i = 0; i < segments.length; i += 1) {
    const segment = segments[i] as string;
    const word = words[i] as string;
    if (!segment.startsWith('{')) {
      if (segment !== word) return null;
    } else {
      if (word === '') return null;
      try {
        params[segment.slice(1, -1)] = decodeURIComponent(word);
      } catch {
        return null;
      }
    }
  }
  return params;
}
