// Which use case a job means. A payload is read like anything else that comes from outside: strictly.
import type { TaskList } from 'graphile-worker';
import { z } from 'zod';
import { handleCallback } from '../callbacks/handle-callback.ts';
import { endOrderNow } from '../checkout/end-order.ts';
import { sendOutbox } from '../outbox/send-outbox.ts';
import type { Services } from '../services.ts';
import type { JobName } from './enqueue.ts';

const callback = z.object({ environment: z.string(), hash: z.string().regex(/^[0-9a-f]{64}$/), attemptId: z.string().nullish() });
const order = z.object({ orderId: z.string() });
const message = z.object({ id: z.string() });

export function handlers(s: Services): TaskList {
  return {
    'handle-callback': (payload) => handleCallback(s, callback.parse(payload)),
    'end-order': (payload) => endOrderNow(s, order.parse(payload).orderId, 'sweep'),
    'send-outbox': (payload) => sendOutbox(s, message.parse(payload).id),
  } satisfies Record<JobName, TaskList[string]>;
}
