/**
 * Arrivals one by one, for queues that are simulated event by event.
 *
 * @module
 */
import type { ArrivalStream } from "./arrival_stream.ts";

/** When the next task comes. */
export interface ArrivalClock {
  /** Time of the next arrival, in ms; Infinity if none is known of. */
  readonly nextMs: number;
  /** Takes the next arrival. */
  take(): void;
  /**
   * Tells that a task has an outcome: who sent it may come again.
   *
   * @param atMs When.
   */
  ended(atMs: number): void;
  /**
   * Holds the producer back, who has just dispatched: what follows comes that much later.
   *
   * @param untilMs Till when, not before the last arrival.
   */
  holdUntil(untilMs: number): void;
}

const AHEAD = 256;

/** Reads arrivals from a stream. */
export class OpenClock implements ArrivalClock {
  nextMs: number;
  readonly #stream: ArrivalStream;
  readonly #gapsMs = new Float64Array(AHEAD);
  #at = 0;
  #filled: number;
  #nowMs = 0;

  /** @param stream Taken from. */
  constructor(stream: ArrivalStream) {
    this.#stream = stream;
    this.#filled = stream.fill(this.#gapsMs, AHEAD);
    this.nextMs = this.#filled === 0 ? Infinity : this.#gapsMs[0];
  }

  take(): void {
    this.#nowMs = this.nextMs;
    if (++this.#at === this.#filled) {
      this.#filled = this.#filled < AHEAD ? 0 : this.#stream.fill(this.#gapsMs, AHEAD);
      this.#at = 0;
    }
    this.nextMs = this.#filled === 0 ? Infinity : this.#nowMs + this.#gapsMs[this.#at];
  }

  ended(): void {}

  holdUntil(untilMs: number): void {
    this.nextMs += untilMs - this.#nowMs;
    this.#nowMs = untilMs;
  }
}
