/** Faults in what is answered: the work was done, the words about it are wrong. */
import type { ServerResponse } from 'node:http';
import type { Answer } from '../http/answer.ts';
import type { RequestFaultKind } from './request-faults.ts';

/** A new answer for faults of content; the same one for all others. */
export function bendAnswer(kind: RequestFaultKind, answer: Answer): Answer {
  switch (kind) {
    case 'garbage-body':
      return { ...answer, body: '<html><body>502 upstream</body></html>' };
    case 'wrong-amount':
      return edit(answer, (name, value) => {
        if (name === 'price' && typeof value === 'number') return value + 1;
        if (name === 'price_decimal' && typeof value === 'string')
          return value.replace(/(\d)$/, (digit) => String((Number(digit) + 1) % 10));
        return value;
      });
    case 'unknown-status':
      return edit(answer, (name, value) => (name === 'status' ? 'waiting_moonrise' : value));
    case 'unknown-field':
      // Not inside what was just added: that would have no end.
      return edit(answer, (name, value) =>
        isObject(value) && name !== 'moon_phase' ? { ...value, moon_phase: { name: 'waxing', days: [1, 2] } } : value,
      );
    default:
      return answer;
  }
}

/** Says how long the body is, sends half of it and hangs up. */
export function sendCut(response: ServerResponse, answer: Answer): void {
  const whole = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': String(whole.length) });
  response.write(whole.subarray(0, whole.length >> 1), () => response.socket?.destroy());
}

export function sendNothing(response: ServerResponse): void {
  const socket = response.socket as (NodeJS.Socket & { resetAndDestroy?: () => void }) | null;
  // A TLS socket cannot send a reset itself; ending it without an answer looks the same to a client.
  if (socket && 'resetAndDestroy' in socket && !('encrypted' in socket)) socket.resetAndDestroy?.();
  else (response.socket as { destroy: () => void } | null)?.destroy();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function edit(answer: Answer, change: (name: string, value: unknown) => unknown): Answer {
  try {
    return { ...answer, body: JSON.stringify(JSON.parse(answer.body), change) };
  } catch {
    return answer;
  }
}
