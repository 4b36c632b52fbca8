import type { DropReason, Host } from "../../strategies/mod.ts";
import { type Clock, createClock, localTimeMs } from "../trial/clock.ts";
import { createSleeper } from "../trial/sleeper.ts";
import { createBareOffload } from "./bare_offload.ts";

/** A host that counts and does nothing else: what is left is what the strategy costs. */
export interface BareHost {
  /** What the strategy gets. */
  readonly host: Host;
  /** The host's clock. */
  readonly clock: Clock;
  /** The clock's epoch in this thread's local time, in ms. */
  readonly epochMs: number;
  /** When each task was dispatched, in ms since the epoch; only looked at by strategies that ask. */
  readonly releasedMs: Float64Array;
  /**
   * Counts from none again.
   *
   * @param tasks How many will be dispatched now; the last lot has settled.
   * @returns Resolves when all of them have run or were dropped.
   */
  expect(tasks: number): Promise<Settled>;
}

/** What became of the tasks of a burst. */
export interface Settled {
  /** Tasks that ran. */
  readonly ran: number;
  /** Tasks that were dropped. */
  readonly dropped: number;
  /** When the last of them did either, in ms since the epoch. */
  readonly endMs: number;
}

/** What a bare host is made of. */
export interface BareHostParts {
  /** Most tasks of a burst. */
  readonly capacity: number;
  /** Path at which the strategy may make one file or socket. */
  readonly scratchPath: string;
}

/**
 * Makes a host whose tasks do nothing.
 *
 * @param parts What it is made of.
 * @returns The host.
 */
export function createBareHost({ capacity, scratchPath }: BareHostParts): BareHost {
  const epochMs = localTimeMs();
  const clock = createClock(epochMs);
  const { now } = clock;
  const releasedMs = new Float64Array(new SharedArrayBuffer(8 * capacity));
  let settled = 0;
  let dropped = 0;
  let target = 0;
  let reached: (settled: Settled) => void = () => {};

  function run(): void {
    if (++settled === target) reached({ ran: settled - dropped, dropped, endMs: now() });
  }

  function drop(_task: number, _reason?: DropReason): void {
    dropped++;
    run();
  }

  return {
    host: {
      capacity,
      run,
      drop,
      now,
      waitedMs: (task) => Math.max(0, now() - releasedMs[task]),
      classOf: () => 0,
      sleep: createSleeper(clock).sleep,
      scratchPath,
      offload: createBareOffload(run),
    },
    clock,
    epochMs,
    releasedMs,
    expect(tasks) {
      settled = dropped = 0;
      target = tasks;
      return new Promise((resolve) => reached = resolve);
    },
  };
}
