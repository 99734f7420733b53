/** Makes what is due happen, in order and each at its own moment, by the passing of time or by a test that moves the clock. */
import type { Due } from './agenda.ts';
import type { World } from './world.ts';

export type Handlers = Record<string, (key: string | number) => void | Promise<void>>;

export class AgendaRunner {
  #world: World;
  #handlers: Handlers;
  #after: () => void;
  #timer: NodeJS.Timeout | undefined;
  #armedFor: number | undefined;
  #running: Promise<void> = Promise.resolve();

  /** `after` runs when something happened: waiting transactions are looked at, changes are written down. */
  constructor(world: World, handlers: Handlers, after: () => void) {
    this.#world = world;
    this.#handlers = handlers;
    this.#after = after;
  }

  /** Sets the timer for whatever comes next; cheap when that has not changed. */
  arm() {
    const next = this.#world.agenda.nextAt;
    if (next === undefined || this.#world.clock.stopped) return this.disarm();
    if (this.#armedFor === next && this.#timer) return;
    this.disarm();
    this.#armedFor = next;
    // Node's timers hold at most 2^31 ms; a far moment is looked at again on the way.
    const wait = Math.min(Math.max(0, next * 1000 - this.#world.clock.nowMs()), 86_400_000);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#armedFor = undefined;
      void this.runDue();
    }, wait);
  }

  disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#armedFor = undefined;
  }

  /** What is due by now; deliveries go on in the background. */
  runDue(): Promise<void> {
    return this.#exclusive(async () => {
      const until = this.#world.clock.nowSeconds();
      for (let due = this.#world.agenda.takeDue(until); due; due = this.#world.agenda.takeDue(until)) void this.#run(due);
    });
  }

  /** Walks the clock to a later moment and stops at each thing due on the way, waiting for its deliveries. */
  advanceTo(targetMs: number): Promise<void> {
    return this.#exclusive(async () => {
      const { clock, agenda } = this.#world;
      for (let due = agenda.takeDue(Math.floor(targetMs / 1000)); due; due = agenda.takeDue(Math.floor(targetMs / 1000))) {
        if (due.atSeconds * 1000 > clock.nowMs()) clock.moveTo(due.atSeconds * 1000);
        await this.#run(due);
      }
      if (targetMs > clock.nowMs()) clock.moveTo(targetMs);
    });
  }

  async #run(due: Due): Promise<void> {
    const outcome = this.#handlers[due.kind]?.(due.key);
    this.#after();
    if (outcome) {
      await outcome;
      this.#after();
    }
  }

  #exclusive(work: () => Promise<void>): Promise<void> {
    this.#running = this.#running.then(work, work).finally(() => this.arm());
    return this.#running;
  }
}
