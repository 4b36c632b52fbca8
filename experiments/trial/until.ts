import type { Clock } from "./clock.ts";

/** A moment that is waited for. */
export interface Moment {
  /** Resolves when it has come. */
  readonly reached: Promise<void>;
  /** Stops waiting; `reached` then never resolves. */
  cancel(): void;
}

/**
 * Waits on a timer.
 *
 * @param clock The loop's clock.
 * @param timeMs The moment, in ms since the clock's epoch; one that has passed is reached at once.
 * @returns The moment.
 */
export function until(clock: Clock, timeMs: number): Moment {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reached = new Promise<void>((resolve) => {
    const pauseMs = timeMs - clock.now();
    if (pauseMs <= 0) resolve();
    else timer = setTimeout(resolve, pauseMs);
  });
  return { reached, cancel: () => clearTimeout(timer) };
}
