// What the desk calls the statuses of an attempt.
import type { AttemptStatus } from '#lib/payments/attempt-status.ts';

export const attemptWords: Record<AttemptStatus, string> = {
  creating: 'Being created',
  created: 'Open',
  confirming: 'Being confirmed',
  confirmed: 'Paid',
  releasing: 'Being let go',
  abandoned: 'Given up',
  dead: 'Ended',
  review: 'Needs a person',
};
