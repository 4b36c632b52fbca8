import type { Clock } from "../../../experiments/trial/clock.ts";

/** A clock that moves only when it is read, and when it is told to. */
export interface TickingClock extends Clock {
  /** Time goes by. */
  pass(ms: number): void;
}

/** Makes a clock at 0 that moves by so many ms each time that it is read. */
export function tickingClock(tickMs: number): TickingClock {
  let nowMs = 0;
  return {
    now() {
      nowMs += tickMs;
      return nowMs;
    },
    pass(ms) {
      nowMs += ms;
    },
  };
}
