/**
 * What happens by itself at a moment: a binary heap ordered by time, then by arrival. Entries name a record, never hold it:
 * whoever runs one looks at the record again, so an entry that no longer applies does nothing.
 */
export type Due = { atSeconds: number; kind: string; key: string | number };

type Slot = Due & { order: number };

export class Agenda {
  #heap: Slot[] = [];
  #order = 0;

  add(atSeconds: number, kind: string, key: string | number): void {
    this.#order += 1;
    this.#heap.push({ atSeconds, kind, key, order: this.#order });
    this.#up(this.#heap.length - 1);
  }

  get nextAt(): number | undefined {
    return this.#heap[0]?.atSeconds;
  }

  get size(): number {
    return this.#heap.length;
  }

  takeDue(untilSeconds: number): Due | undefined {
    const first = this.#heap[0];
    if (!first || first.atSeconds > untilSeconds) return undefined;
    const last = this.#heap.pop() as Slot;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#down(0);
    }
    return first;
  }

  #before(a: number, b: number): boolean {
    const x = this.#heap[a] as Slot;
    const y = this.#heap[b] as Slot;
    return x.atSeconds === y.atSeconds ? x.order < y.order : x.atSeconds < y.atSeconds;
  }

  #swap(a: number, b: number): void {
    const kept = this.#heap[a] as Slot;
    this.#heap[a] = this.#heap[b] as Slot;
    this.#heap[b] = kept;
  }

  #up(start: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #down(start: number): void {
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      let least = at;
      if (left < this.#heap.length && this.#before(left, least)) least = left;
      if (left + 1 < this.#heap.length && this.#before(left + 1, least)) least = left + 1;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }
}
