/**
 * The pauses of strategies that poll, as long as they really were: the queueing models need the
 * measured sleep, timer floor and lateness included, not the one asked for.
 *
 * @module
 */
import type { SleepMoments } from "../theory/mod.ts";
import type { Clock } from "./clock.ts";

/** Moments of the pauses that a strategy made, and how many there were. */
export interface MeasuredSleep extends SleepMoments {
  /** Number of pauses. */
  readonly count: number;
  /** The shortest one, in ms. */
  readonly shortestMs: number;
}

/** Sleeps and keeps account. */
export interface Sleeper {
  /** What a strategy's host gets as `sleep`. */
  sleep(durationMs: number, wake: () => void): () => void;
  /** Moments of the pauses that ended; null if none did. */
  moments(): MeasuredSleep | null;
}

/**
 * Makes a sleeper.
 *
 * @param clock The loop's clock.
 * @returns The sleeper.
 */
export function createSleeper(clock: Clock): Sleeper {
  let count = 0;
  let sum = 0;
  let sumOfSquares = 0;
  let shortestMs = Infinity;
  return {
    sleep(durationMs, wake) {
      const fromMs = clock.now();
      const timer = setTimeout(() => {
        const pauseMs = clock.now() - fromMs;
        count++;
        sum += pauseMs;
        sumOfSquares += pauseMs * pauseMs;
        shortestMs = Math.min(shortestMs, pauseMs);
        wake();
      }, durationMs);
      return () => clearTimeout(timer);
    },
    moments: () =>
      count === 0
        ? null
        : { count, meanMs: sum / count, secondMomentMs2: sumOfSquares / count, shortestMs },
  };
}
