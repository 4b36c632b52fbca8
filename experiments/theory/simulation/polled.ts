/**
 * Polled queues as recursions: the server looks, serves what its drain says, and sleeps. All three
 * count time from the arrival of a task; where the server would be done before it, the server sleeps
 * until it is not, so a task costs one step and a draw for each sleep that it comes after.
 *
 * @module
 */
import type { Drain } from "../polled.ts";
import type { WaitRecursion } from "./in_order.ts";
import type { Sampler } from "./sampler.ts";

/**
 * Makes the recursion of a polled queue.
 *
 * @param drain What a pass serves.
 * @param sleeps The sleeps between passes, their mean above 0.
 * @returns The recursion; the server begins with a look at time 0.
 */
export function createPolled(drain: Drain, sleeps: Sampler): WaitRecursion {
  return new POLLED[drain](sleeps);
}

/** One task a pass: each is followed by a sleep. */
class PolledOne implements WaitRecursion {
  readonly #sleeps: Sampler;
  #aheadMs = 0;

  constructor(sleeps: Sampler) {
    this.#sleeps = sleeps;
  }

  waits(
    gapsMs: Float64Array,
    servicesMs: Float64Array,
    waitsMs: Float64Array,
    count: number,
  ): void {
    const sleeps = this.#sleeps;
    let aheadMs = this.#aheadMs;
    for (let i = 0; i < count; i++) {
      aheadMs -= gapsMs[i];
      while (aheadMs < 0) aheadMs += sleeps.next();
      waitsMs[i] = aheadMs;
      aheadMs += servicesMs[i] + sleeps.next();
    }
    this.#aheadMs = aheadMs;
  }
}

/** Until the queue is empty. */
class PolledAll implements WaitRecursion {
  readonly #sleeps: Sampler;
  #aheadMs = 0;

  constructor(sleeps: Sampler) {
    this.#sleeps = sleeps;
  }

  waits(
    gapsMs: Float64Array,
    servicesMs: Float64Array,
    waitsMs: Float64Array,
    count: number,
  ): void {
    const sleeps = this.#sleeps;
    let aheadMs = this.#aheadMs;
    for (let i = 0; i < count; i++) {
      aheadMs -= gapsMs[i];
      while (aheadMs < 0) aheadMs += sleeps.next();
      waitsMs[i] = aheadMs;
      aheadMs += servicesMs[i];
    }
    this.#aheadMs = aheadMs;
  }
}

/** Those that were there when the pass began. */
class PolledPresent implements WaitRecursion {
  readonly #sleeps: Sampler;
  #aheadMs = 0;
  #passMs = 0;

  constructor(sleeps: Sampler) {
    this.#sleeps = sleeps;
  }

  waits(
    gapsMs: Float64Array,
    servicesMs: Float64Array,
    waitsMs: Float64Array,
    count: number,
  ): void {
    const sleeps = this.#sleeps;
    let aheadMs = this.#aheadMs;
    let passMs = this.#passMs;
    for (let i = 0; i < count; i++) {
      aheadMs -= gapsMs[i];
      passMs -= gapsMs[i];
      if (passMs < 0) {
        // It came after the pass began and is for the next one, a sleep or more later.
        do aheadMs += sleeps.next(); while (aheadMs < 0);
        passMs = aheadMs;
      }
      waitsMs[i] = aheadMs;
      aheadMs += servicesMs[i];
    }
    this.#aheadMs = aheadMs;
    this.#passMs = passMs;
  }
}

const POLLED = { one: PolledOne, present: PolledPresent, all: PolledAll } as const satisfies Record<
  Drain,
  new (sleeps: Sampler) => WaitRecursion
>;
