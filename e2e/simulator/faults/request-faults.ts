/** The unkind network: which fault the next call at a place meets, by count or drawn by a seed. */
import { createHash } from 'node:crypto';

export const requestFaultKinds = [
  'reset-before',
  'reset-after',
  '500-before',
  '500-after',
  'hang-before',
  'hang-after',
  'slow',
  '429',
  'cut-body',
  'garbage-body',
  'wrong-amount',
  'unknown-status',
  'unknown-field',
] as const;
export type RequestFaultKind = (typeof requestFaultKinds)[number];

export type RequestFault = {
  id: number;
  /** A place such as `PUT transaction/{key}/confirm`, or `*`. */
  place: string;
  kind: RequestFaultKind;
  count: number;
  /** Calls to let pass first. */
  skip: number;
  seconds: number;
};

export type Hit = { kind: RequestFaultKind; seconds: number };

/** `rate` of all calls are hit, each by one of `kinds`; the same seed, place, order and call number always decide alike. */
export type SeededFaults = { seed: string; rate: number; kinds: string[]; seconds: number };

export class RequestFaults {
  waiting: RequestFault[] = [];
  seeded: SeededFaults | null = null;
  fired: Record<string, number> = {};
  /** Until then every call of the API is refused as by a machine that is down. */
  downUntilMs = 0;
  #nextId = 1;
  #calls = new Map<string, number>();

  add(fault: Omit<RequestFault, 'id'>): RequestFault {
    const whole = { id: this.#nextId, ...fault };
    this.#nextId += 1;
    this.waiting.push(whole);
    return whole;
  }

  clear(): void {
    this.waiting = [];
    this.seeded = null;
    this.downUntilMs = 0;
    this.#calls.clear();
  }

  get idle(): boolean {
    return this.waiting.length === 0 && this.seeded === null && this.downUntilMs === 0;
  }

  next(place: string, order: string, nowMs: number): Hit | null {
    const hit = this.#decide(place, order, nowMs);
    if (hit) this.fired[hit.kind] = (this.fired[hit.kind] ?? 0) + 1;
    return hit;
  }

  #decide(place: string, order: string, nowMs: number): Hit | null {
    if (this.downUntilMs > nowMs) return { kind: 'reset-before', seconds: 0 };
    this.downUntilMs = 0;
    for (const fault of this.waiting) {
      if (fault.place !== '*' && fault.place !== place) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.count -= 1;
      if (fault.count <= 0) this.waiting = this.waiting.filter((one) => one !== fault);
      return { kind: fault.kind, seconds: fault.seconds };
    }
    return this.seeded ? this.#draw(this.seeded, place, order) : null;
  }

  #draw(seeded: SeededFaults, place: string, order: string): Hit | null {
    const kinds = requestFaultKinds.filter((kind) => seeded.kinds.includes(kind));
    const kind = drawKind(seeded, place, order, this.#count(place, order), kinds);
    return kind ? { kind, seconds: seeded.seconds } : null;
  }

  #count(place: string, order: string): number {
    const key = `${place}\n${order}`;
    const count = (this.#calls.get(key) ?? 0) + 1;
    if (this.#calls.size > 100_000) this.#calls.clear();
    this.#calls.set(key, count);
    return count;
  }
}

/** Pure: a hash decides whether, and which. */
export function drawKind<Kind>(seeded: SeededFaults, place: string, order: string, call: number, kinds: readonly Kind[]): Kind | null {
  if (kinds.length === 0) return null;
  const digest = createHash('sha256')
    .update(JSON.stringify([seeded.seed, place, order, call]))
    .digest();
  if (digest.readUInt32BE(0) / 2 ** 32 >= seeded.rate) return null;
  return kinds[digest.readUInt32BE(4) % kinds.length] ?? null;
}
