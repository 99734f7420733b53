import type { Services } from '../services.ts';

export type Undone =
  | { kind: 'undone' }
  /** The seconds are over, or the order was never held. */
  | { kind: 'too-late' }
  /** Undone here; Paysera has not said yet that the money is free. */
  | { kind: 'checking' };

/** `orderId` comes from the order's link: whoever has it may undo, as they may cancel. */
export async function undoPayment(_s: Services, _input: { orderId: string; by: 'shopper' }): Promise<Undone> {
  return { kind: 'too-late' };
}
