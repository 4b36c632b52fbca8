import type { Distribution } from "../record.ts";
import type { Clock } from "../trial/clock.ts";
import { describe } from "../trial/distribution.ts";

/** What every measurement of the host gets. */
export interface Examination {
  /** The clock of the loop's thread. */
  readonly clock: Clock;
  /** The clock's epoch in the thread's local time, in ms. */
  readonly epochMs: number;
  /** Turns a usual number of samples, or a usual time, into the one wanted. */
  sized(usual: number): number;
}

// The first samples meet code that has not been compiled yet.
const WARMUP_SHARE = 0.1;

/**
 * Summarises samples in the order in which they were taken, the first tenth left out.
 *
 * @param samples Values in any unit.
 * @returns The summary.
 */
export function describeSettled(samples: Float64Array): Distribution {
  return describe(samples.slice(Math.floor(samples.length * WARMUP_SHARE)));
}

/**
 * Pauses.
 *
 * @param durationMs How long, in ms.
 */
export function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
