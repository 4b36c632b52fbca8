/**
 * Stands in for `jsr:@std/testing/time` where JSR cannot be reached: a clock
 * that stands still until told to move, with the names, signatures and
 * behaviour of the original, written anew. It replaces `Date`, the timeouts and
 * intervals and `AbortSignal.timeout`; `performance.now()`, microtasks and
 * `setImmediate` stay real. deno.json's `links` points here; remove that field
 * to use the original.
 *
 * Note: `npm:@sinonjs/fake-timers` 15.5.0 was tried and rejected because its
 * timers behave otherwise: a callback that throws does not stop the clock, a
 * timeout of 0 set by a callback waits 1 ms, the clock drops fractions of
 * milliseconds, and delays above 2^31 - 1 ms become 1 ms.
 *
 * @module
 */
import { clockInForce, FAKE, isFaked, setClock } from "./_fake_clock.ts";
import { TimeError } from "./_time_error.ts";
import { install, REAL } from "./_time_globals.ts";
import { TimerQueue } from "./_timer_queue.ts";

export { TimeError };

/** Options of {@linkcode FakeTime}. */
export interface FakeTimeOptions {
  /**
   * Fake milliseconds per real millisecond.
   *
   * @default {0}
   */
  advanceRate: number;
  /**
   * Real milliseconds between two moves of the clock, if it moves by itself.
   *
   * @default {10}
   */
  advanceFrequency?: number;
}

/** Options of {@linkcode FakeTime.delay}. */
export interface DelayOptions {
  /** Ends the delay early, by rejecting its promise. */
  signal?: AbortSignal;
  /**
   * Whether the delay keeps the process alive; has no effect here.
   *
   * @default {true}
   */
  persistent?: boolean;
}

/**
 * Takes the place of the global clock and timers until restored. Only one can
 * be in force at a time.
 *
 * @example Usage
 * ```ts
 * import { FakeTime } from "@std/testing/time";
 *
 * using time = new FakeTime(0);
 * setTimeout(() => console.log(Date.now()), 250);
 * time.tick(1_000); // prints 250
 * ```
 */
export class FakeTime {
  #startMs: number;
  #nowMs: number;
  #queue = new TimerQueue();
  #advancer: ReturnType<typeof setInterval> | undefined;

  /**
   * Stops the global clock.
   *
   * @param start What time it is: milliseconds since 1970, a date, or a text
   * that `Date` reads. The default is the real time.
   * @param options Whether the clock moves by itself. By default it does not.
   * @throws {TimeError} If time is faked already.
   * @throws {TypeError} If `start` is no time.
   */
  constructor(start?: number | string | Date | null, options?: FakeTimeOptions) {
    if (isFaked()) throw new TimeError("Cannot fake time: it is faked already");
    this.#startMs = typeof start === "number"
      ? Math.floor(start)
      : typeof start === "string" || start instanceof Date
      ? new REAL.Date(start).getTime()
      : REAL.Date.now();
    if (Number.isNaN(this.#startMs)) {
      throw new TypeError(`Cannot fake time: 'start' is no time, got ${start}`);
    }
    this.#nowMs = this.#startMs;
    const now = () => this.#nowMs;
    setClock({ now, queue: this.#queue, restore: () => this.restore() });

    const rate = Math.max(0, options?.advanceRate ?? 0);
    const everyMs = Math.max(0, options?.advanceFrequency ?? 10);
    if (rate > 0) {
      this.#advancer = REAL.setInterval.call(globalThis, () => this.tick(rate * everyMs), everyMs);
    }
  }

  /** Restores the real clock, at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.restore();
  }

  /**
   * Restores the real clock, whoever faked it.
   *
   * @throws {TimeError} If time is not faked.
   */
  static restore(): void {
    clockInForce("restore time").restore();
  }

  /**
   * Restores the real clock for the length of one call.
   *
   * @typeParam T What the call results in.
   * @param callback The function to call.
   * @param args Its arguments.
   * @returns A promise of its result, rejected if time is not faked.
   */
  static restoreFor<T>(
    // deno-lint-ignore no-explicit-any -- the original's signature
    callback: (...args: any[]) => Promise<T> | T,
    // deno-lint-ignore no-explicit-any -- the original's signature
    ...args: any[]
  ): Promise<T> {
    if (!isFaked()) return Promise.reject(new TimeError("Cannot restore time: time is not faked"));
    install(REAL);
    try {
      const result = callback(...args);
      if (result instanceof Promise) return result.finally(() => install(FAKE));
      install(FAKE);
      return Promise.resolve(result);
    } catch (error) {
      install(FAKE);
      return Promise.reject(error);
    }
  }

  /** The fake time in milliseconds since 1970. */
  get now(): number {
    return this.#nowMs;
  }

  /**
   * Moves the clock forward, calling what falls due on the way at its time. If
   * a callback throws, the clock stops there and the setter throws the same.
   *
   * @param value Milliseconds since 1970.
   * @throws {RangeError} If it lies in the past.
   */
  set now(value: number) {
    if (value < this.#nowMs) {
      throw new RangeError(`Cannot set time: must be at least ${this.#nowMs}, got ${value}`);
    }
    for (let timer = this.#queue.first; timer && timer.dueMs <= value; timer = this.#queue.first) {
      this.#nowMs = timer.dueMs;
      this.#queue.take();
      timer.callback.apply(null, [...timer.args]);
    }
    this.#nowMs = value;
  }

  /** The fake time at the start, in milliseconds since 1970. */
  get start(): number {
    return this.#startMs;
  }

  /**
   * Waits in real time; the fake clock stands still meanwhile.
   *
   * @param ms Real milliseconds.
   * @param options `signal` to end it early.
   * @returns A promise that is fulfilled then, or rejected with an `AbortError`.
   */
  delay(ms: number, options: DelayOptions = {}): Promise<void> {
    const { signal } = options;
    const aborted = () => new DOMException("Delay was aborted.", "AbortError");
    if (signal?.aborted) return Promise.reject(aborted());
    return new Promise((resolve, reject) => {
      const abort = () => {
        REAL.clearTimeout.call(globalThis, timer);
        reject(aborted());
      };
      const timer = REAL.setTimeout.call(globalThis, () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      }, ms);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /** Lets all microtasks run, by a real timeout of 0. */
  async runMicrotasks(): Promise<void> {
    await this.delay(0);
  }

  /**
   * Moves the clock forward by a step; see {@linkcode FakeTime.now}.
   *
   * @param ms Fake milliseconds.
   */
  tick(ms = 0): void {
    this.now += ms;
  }

  /**
   * Lets all microtasks run, then moves the clock forward by a step.
   *
   * @param ms Fake milliseconds.
   */
  async tickAsync(ms = 0): Promise<void> {
    await this.runMicrotasks();
    this.now += ms;
  }

  /**
   * Moves the clock to the next timer, calling all that are due then.
   *
   * @returns Whether there was one.
   */
  next(): boolean {
    const next = this.#queue.first;
    if (next) this.now = next.dueMs;
    return next !== undefined;
  }

  /**
   * Lets all microtasks run, then moves the clock to the next timer.
   *
   * @returns Whether there was one.
   */
  async nextAsync(): Promise<boolean> {
    await this.runMicrotasks();
    return this.next();
  }

  /** Moves from timer to timer until none is left; an interval must be cleared for that. */
  runAll(): void {
    while (this.next());
  }

  /** As {@linkcode FakeTime.runAll}, letting all microtasks run before each timer. */
  async runAllAsync(): Promise<void> {
    while (this.#queue.first) await this.nextAsync();
  }

  /**
   * Restores the real clock. Timers that were not due are never called.
   *
   * @throws {TimeError} If time is not faked.
   */
  restore(): void {
    clockInForce("restore time");
    setClock(undefined);
    if (this.#advancer !== undefined) REAL.clearInterval.call(globalThis, this.#advancer);
  }
}
