/** Faults on the way from Paysera to the shop: each is asked for by count and used up by the next events. */
import type { Delivery } from '../world/records.ts';
import { nextId, type World } from '../world/world.ts';

export const callbackFaultKinds = ['lost', 'late', 'twice', 'tripled', 'reordered', 'before-reply', 'forged', 'replayed'] as const;
export type CallbackFaultKind = (typeof callbackFaultKinds)[number];

export type CallbackFault = { kind: CallbackFaultKind; count: number; seconds: number; transaction: string | undefined };

export class CallbackFaults {
  waiting: CallbackFault[] = [];
  fired: Record<string, number> = {};
  /** Another source of faults, asked when none is waiting: the seeded ones. */
  draw: (delivery: Delivery) => CallbackFaultKind | null = () => null;
  /** Deliveries that must be tried before the reply that caused them is sent. */
  hurried: number[] = [];
  #heldBack: Delivery | undefined;

  add(fault: CallbackFault): void {
    this.waiting.push(fault);
  }

  clear(): void {
    this.waiting = [];
  }

  /** What becomes of a new delivery: itself, nothing, several, or the same at another moment. */
  bend(world: World, delivery: Delivery): Delivery[] {
    const { kind, seconds } = this.#next(delivery);
    const earlier = this.#releaseHeldBack(world, delivery);
    switch (kind) {
      case 'lost':
        return [{ ...delivery, state: 'lost' }, ...earlier];
      case 'late':
        return [{ ...delivery, nextAt: delivery.nextAt + seconds }, ...earlier];
      case 'twice':
        return [delivery, copy(world, delivery), ...earlier];
      case 'tripled':
        return [delivery, copy(world, delivery), copy(world, delivery), ...earlier];
      case 'reordered':
        // Waits for the next event of any transaction, but not for ever.
        delivery.nextAt += seconds;
        this.#heldBack = delivery;
        return [delivery, ...earlier];
      case 'before-reply':
        this.hurried.push(delivery.id);
        return [delivery, ...earlier];
      case 'forged':
        return [{ ...delivery, forged: true }, copy(world, delivery), ...earlier];
      case 'replayed':
        return [delivery, { ...copy(world, delivery), nextAt: delivery.nextAt + seconds }, ...earlier];
      default:
        return [delivery, ...earlier];
    }
  }

  #next(delivery: Delivery): { kind: CallbackFaultKind | null; seconds: number } {
    const fault = this.waiting.find((one) => one.transaction === undefined || one.transaction === delivery.transactionKey);
    if (fault) {
      fault.count -= 1;
      if (fault.count <= 0) this.waiting = this.waiting.filter((one) => one !== fault);
    }
    const kind = fault?.kind ?? this.draw(delivery);
    if (kind) this.fired[kind] = (this.fired[kind] ?? 0) + 1;
    return { kind, seconds: fault?.seconds ?? 5 };
  }

  /** The event held back goes out right after the one that overtook it. */
  #releaseHeldBack(world: World, by: Delivery): Delivery[] {
    const held = this.#heldBack && world.deliveries.get(this.#heldBack.id);
    this.#heldBack = undefined;
    if (held?.state !== 'waiting' || held.attempts.length > 0) return [];
    return [{ ...held, nextAt: by.nextAt }];
  }
}

function copy(world: World, delivery: Delivery): Delivery {
  return { ...delivery, id: nextId(world, 'delivery'), attempts: [] };
}
