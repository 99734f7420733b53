// "Turn off" is true at once: from this statement on nothing is reserved under the permission. Paysera hears of it in the same breath,
// or as soon as it can be reached.
import type { Services } from '../services.ts';
import { endAllowance, readActiveAllowance } from './allowance-store.ts';
import { tellPaysera } from './tell-paysera.ts';

export type TurnedOff =
  | { kind: 'off' }
  | { kind: 'none' }
  /** Off here at once; Paysera was not reached, and a job tells it. */
  | { kind: 'off-not-told' };

const words = {
  shopper: { why: 'turned-off', source: 'shopper', summary: 'Turned off by the shopper' },
  disconnect: { why: 'disconnected', source: 'shopper', summary: 'Off, since the wallet was disconnected' },
} as const;

/** Money that is held under it already stays held: its order goes on, or is undone. */
export async function turnOffQuickPay(
  s: Services,
  { shopperId, by }: { shopperId: string; by: 'shopper' | 'disconnect' },
): Promise<TurnedOff> {
  const allowance = await readActiveAllowance(s, shopperId);
  return allowance ? turnOff(s, allowance.id, words[by]) : { kind: 'none' };
}

export async function turnOff(
  s: Services,
  allowanceId: string,
  end: { why: 'turned-off' | 'disconnected' | 'staff'; source: string; summary: string },
): Promise<TurnedOff> {
  if (!(await endAllowance(s, { allowanceId, from: 'active', tell: true, ...end }))) return { kind: 'none' };
  return (await tellPaysera(s, allowanceId)) ? { kind: 'off' } : { kind: 'off-not-told' };
}
