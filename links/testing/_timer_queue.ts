/** A callback waiting for its time. */
export interface Timer {
  readonly id: number;
  readonly callback: (...args: unknown[]) => void;
  readonly args: readonly unknown[];
  /** Whole milliseconds between two calls; `undefined` for a single call. */
  readonly periodMs?: number;
  /** When to call, in milliseconds since 1970. */
  readonly dueMs: number;
}

/** Timers by due time; those due at the same time keep the order of their scheduling. */
export class TimerQueue {
  #lastId = 0;
  #timers: Timer[] = [];

  /** The timer that is due first. */
  get first(): Timer | undefined {
    return this.#timers[0];
  }

  /** Adds a timer and returns its number, counted from 1. */
  add(timer: Omit<Timer, "id">): number {
    this.#insert({ ...timer, id: ++this.#lastId });
    return this.#lastId;
  }

  /** Takes out the first timer; one with a period is scheduled again at once. */
  take(): void {
    const timer = this.#timers.shift();
    if (timer?.periodMs === undefined) return;
    this.#insert({ ...timer, dueMs: timer.dueMs + timer.periodMs });
  }

  /** Takes out the timer of this number, if there is one. */
  remove(id: unknown): void {
    this.#timers = this.#timers.filter((timer) => timer.id !== id);
  }

  #insert(timer: Timer): void {
    const before = this.#timers.findLastIndex(({ dueMs }) => dueMs <= timer.dueMs);
    this.#timers.splice(before + 1, 0, timer);
  }
}
