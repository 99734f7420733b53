import type { Services } from '../services.ts';

export type TurnedOff =
  | { kind: 'off' }
  | { kind: 'none' }
  /** Off here at once; Paysera was not reached, and a job tells it. */
  | { kind: 'off-not-told' };

export async function turnOffQuickPay(_s: Services, _input: { shopperId: string; by: 'shopper' | 'disconnect' }): Promise<TurnedOff> {
  return { kind: 'none' };
}
