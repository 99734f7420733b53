export type ClockState = { offsetMs: number; stoppedAtMs?: number };

/** The simulator's own time: the machine's, shifted by what tests ask for, or standing still. */
export class Clock {
  #offsetMs = 0;
  #stoppedAtMs: number | undefined;

  nowMs(): number {
    return this.#stoppedAtMs ?? Date.now() + this.#offsetMs;
  }

  nowSeconds(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  get stopped(): boolean {
    return this.#stoppedAtMs !== undefined;
  }

  state(): ClockState {
    return { offsetMs: this.#offsetMs, ...(this.#stoppedAtMs === undefined ? {} : { stoppedAtMs: this.#stoppedAtMs }) };
  }

  restore(state: ClockState | undefined): void {
    this.#offsetMs = state?.offsetMs ?? 0;
    this.#stoppedAtMs = state?.stoppedAtMs;
  }

  moveTo(ms: number): void {
    if (this.#stoppedAtMs !== undefined) this.#stoppedAtMs = ms;
    else this.#offsetMs = ms - Date.now();
  }

  stop(): void {
    this.#stoppedAtMs ??= this.nowMs();
  }

  run(): void {
    if (this.#stoppedAtMs === undefined) return;
    const ms = this.#stoppedAtMs;
    this.#stoppedAtMs = undefined;
    this.moveTo(ms);
  }
}
