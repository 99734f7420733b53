/** The last requests with their verdicts, in a ring: tests and the demo ask for it, memory stays flat. */
export type LoggedRequest = {
  number: number;
  at: number;
  method: string;
  uri: string;
  place: string;
  caller: string;
  status: number;
  error: string | undefined;
  why: string | undefined;
  fault: string | undefined;
};

const kept = 2_000;

export class RequestLog {
  #ring: LoggedRequest[] = [];
  #next = 0;
  total = 0;

  add(entry: Omit<LoggedRequest, 'number'>): void {
    this.total += 1;
    this.#ring[this.#next] = { number: this.total, ...entry };
    this.#next = (this.#next + 1) % kept;
  }

  /** Oldest first. */
  list(): LoggedRequest[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }
}
