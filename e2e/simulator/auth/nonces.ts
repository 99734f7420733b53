/** Remembers (id, ts, nonce) for as long as the timestamp would be accepted, so that no request can be repeated. */

export class Nonces {
  #seen = new Map<number, Set<string>>();

  /** False when this very triple was used before. */
  use(id: string, ts: string, nonce: string, nowSeconds: number, windowSeconds: number): boolean {
    const second = Math.floor(Number(ts));
    let bucket = this.#seen.get(second);
    if (!bucket) {
      bucket = new Set();
      this.#seen.set(second, bucket);
      this.#forget(nowSeconds - windowSeconds);
    }
    const key = `${id}\n${ts}\n${nonce}`;
    if (bucket.has(key)) return false;
    bucket.add(key);
    return true;
  }

  #forget(oldest: number): void {
    for (const second of this.#seen.keys()) if (second < oldest) this.#seen.delete(second);
  }
}
