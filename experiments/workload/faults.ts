/**
 * Tasks that misbehave, so that a study can show what a strategy makes of them.
 *
 * @module
 */
import { requireAtLeast } from "./requirement.ts";
import type { Random } from "./random.ts";

/** Shares of tasks that misbehave; together at most 1. */
export interface Faults {
  /** Share of tasks whose body throws, from 0 to 1. */
  readonly failShare: number;
  /**
   * Share of tasks that never end, from 0 to 1. A body that spins then holds its loop for good and
   * the trial times out; one that awaits stays unfinished.
   */
  readonly hangShare: number;
}

/** What a task does wrong: a code in a schedule's `fault` column. */
export const FAULT_CODE = { none: 0, fail: 1, hang: 2 } as const;

/**
 * Decides which tasks misbehave.
 *
 * @param faults The shares; absent for none.
 * @param count Number of tasks.
 * @param random Drawn from once a task if there are faults, never otherwise.
 * @returns A code of {@link FAULT_CODE} a task.
 * @throws {RangeError} If a share is negative or both exceed 1 together.
 */
export function planFaults(faults: Faults | undefined, count: number, random: Random): Uint8Array {
  const codes = new Uint8Array(count);
  if (faults === undefined) return codes;
  const { failShare, hangShare } = faults;
  requireAtLeast("faults", "failShare", failShare, 0);
  requireAtLeast("faults", "hangShare", hangShare, 0);
  if (failShare + hangShare > 1) {
    throw new RangeError(
      `faults: 'failShare' and 'hangShare' must be at most 1 together, got ${
        failShare + hangShare
      }`,
    );
  }
  return codes.map(() => {
    const draw = random.uniform();
    if (draw < failShare) return FAULT_CODE.fail;
    return draw < failShare + hangShare ? FAULT_CODE.hang : FAULT_CODE.none;
  });
}
