/**
 * Loop lag as the loop's own timers meet it: the shortest timer, set again each time that it fires.
 * It bounds every stall from below by the stall less one period, which a heartbeat can miss.
 *
 * @module
 */
import type { Clock } from "./clock.ts";

/** A running probe. */
export interface LoopProbe {
  /** Ends the probe and returns when its timer fired, in ms since the epoch, ascending. */
  stop(): Float64Array;
}

/**
 * Starts a probe.
 *
 * @param clock The loop's clock.
 * @param maxFirings After so many firings it rests; memory is allocated for them at once.
 * @returns The probe.
 */
export function startProbe(clock: Clock, maxFirings: number): LoopProbe {
  const firedMs = new Float64Array(maxFirings);
  let fired = 0;
  let timer = setTimeout(fire, 1);

  function fire(): void {
    firedMs[fired++] = clock.now();
    if (fired < maxFirings) timer = setTimeout(fire, 1);
  }

  return {
    stop() {
      clearTimeout(timer);
      return firedMs.slice(0, fired);
    },
  };
}
