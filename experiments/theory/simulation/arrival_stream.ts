/**
 * Streams of arrivals, a kind each: what the simulation asks of them.
 *
 * @module
 */
import { type ArrivalProcess, arrivalTimes, type Extent } from "../../workload/arrivals.ts";
import { Generator } from "./generator.ts";
import type { SimulatedArrivals } from "./model.ts";
import { createSampler, type Sampler } from "./sampler.ts";

/** Arrivals that do not depend on what becomes of tasks. */
export interface ArrivalStream {
  /**
   * The time that passes before each of the next tasks.
   *
   * @param gapsMs Where the gaps go, in ms.
   * @param count How many at most.
   * @returns How many there are; less than `count` only where the stream ends.
   */
  fill(gapsMs: Float64Array, count: number): number;
}

type OpenArrivals = Exclude<SimulatedArrivals, { readonly kind: "closed" }>;

/**
 * Opens a stream of arrivals.
 *
 * @param arrivals What they are like.
 * @param extent How much of a process is wanted, for those whose shape depends on it. With a number of
 *   tasks the stream does not end: a replay begins again when it is over.
 * @param seed A whole number between ±(2⁵³ − 1).
 * @returns The stream, at time 0.
 * @throws {RangeError} If a number is out of its range.
 */
export function openArrivals(arrivals: OpenArrivals, extent: Extent, seed: number): ArrivalStream {
  switch (arrivals.kind) {
    case "renewal":
      return new Endless(createSampler(arrivals.gap, seed, "gaps"));
    case "batch":
      return new Batches(
        createSampler(arrivals.gap, seed, "gaps"),
        sizesOf(arrivals.size, arrivals.meanSize, new Generator(seed, "sizes")),
      );
    case "process":
      return openProcess(arrivals.process, extent, seed);
  }
}

function openProcess(process: ArrivalProcess, extent: Extent, seed: number): ArrivalStream {
  // Planned times are exact but slow; where gaps are alike and independent there is no need of them.
  if (process.kind === "poisson") {
    const gap = { kind: "exponential", meanMs: 1000 / process.ratePerSecond } as const;
    return new Endless(createSampler(gap, seed, "gaps"));
  }
  if (process.kind === "replay" && extent.kind === "tasks") {
    return new Process(repeated(process.timesMs));
  }
  return new Process(arrivalTimes(process, extent, new Generator(seed, "gaps")));
}

/** Recorded times again and again, with the mean gap between the last and the first. */
function repeated(timesMs: readonly number[]): (index: number) => number {
  const times = timesMs.length;
  const lengthMs = timesMs[times - 1] * times / (times - 1);
  return (index) => Math.floor(index / times) * lengthMs + timesMs[index % times];
}

class Endless implements ArrivalStream {
  readonly #gaps: Sampler;

  constructor(gaps: Sampler) {
    this.#gaps = gaps;
  }

  fill(gapsMs: Float64Array, count: number): number {
    this.#gaps.fill(gapsMs, count);
    return count;
  }
}

class Batches implements ArrivalStream {
  readonly #gaps: Sampler;
  readonly #nextSize: () => number;
  #left = 0;

  constructor(gaps: Sampler, nextSize: () => number) {
    this.#gaps = gaps;
    this.#nextSize = nextSize;
  }

  fill(gapsMs: Float64Array, count: number): number {
    for (let i = 0; i < count; i++) {
      if (this.#left > 0) {
        gapsMs[i] = 0;
      } else {
        gapsMs[i] = this.#gaps.next();
        this.#left = this.#nextSize();
      }
      this.#left--;
    }
    return count;
  }
}

/** Inverts P(X > k) = (1 − 1/m)^k where sizes are geometric. */
function sizesOf(
  size: "fixed" | "geometric",
  meanSize: number,
  generator: Generator,
): () => number {
  if (size === "fixed" || meanSize === 1) return () => meanSize;
  const logOfMore = Math.log1p(-1 / meanSize);
  return () => 1 + Math.floor(Math.log(generator.uniform()) / logOfMore);
}

class Process implements ArrivalStream {
  readonly #timeOf: (index: number) => number;
  #index = 0;
  #lastMs = 0;

  constructor(timeOf: (index: number) => number) {
    this.#timeOf = timeOf;
  }

  fill(gapsMs: Float64Array, count: number): number {
    for (let i = 0; i < count; i++) {
      const timeMs = this.#timeOf(this.#index);
      if (timeMs === Infinity) return i;
      this.#index++;
      gapsMs[i] = timeMs - this.#lastMs;
      this.#lastMs = timeMs;
    }
    return count;
  }
}

/** The arrivals of another stream up to a time. */
export class Until implements ArrivalStream {
  readonly #stream: ArrivalStream;
  #leftMs: number;

  /**
   * @param stream Taken from.
   * @param endMs Tasks at this time or later do not come.
   */
  constructor(stream: ArrivalStream, endMs: number) {
    this.#stream = stream;
    // Gaps do not add up to the last digit; a task that is due at the end must not come for that.
    this.#leftMs = endMs * (1 - 1e-9);
  }

  fill(gapsMs: Float64Array, count: number): number {
    if (this.#leftMs <= 0) return 0;
    const filled = this.#stream.fill(gapsMs, count);
    for (let i = 0; i < filled; i++) {
      this.#leftMs -= gapsMs[i];
      if (this.#leftMs <= 0) return i;
    }
    return filled;
  }
}
