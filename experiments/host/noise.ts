import type { Examination } from "./_samples.ts";
import type { HostMeasurements } from "./host_report.ts";

const WATCH_MS = 500;
// A reading takes about 0.1 µs and a short interrupt a few; beyond this something else ran.
const STOLEN_MS = 0.05;

/**
 * Reads the clock without pause and looks for gaps: the scheduler, the hypervisor, interrupts and
 * the runtime's own helpers all show as time in which this thread did nothing.
 *
 * @param examination Clock and sizes.
 * @returns What was missing.
 */
export function measureNoise({ clock, sized }: Examination): HostMeasurements["noise"] {
  const { now } = clock;
  const watchMs = sized(WATCH_MS);
  const beganMs = now();
  let longestGapMs = 0;
  let stolenMs = 0;
  let beforeMs = beganMs;
  while (beforeMs - beganMs < watchMs) {
    const nowMs = now();
    const gapMs = nowMs - beforeMs;
    if (gapMs > longestGapMs) longestGapMs = gapMs;
    if (gapMs > STOLEN_MS) stolenMs += gapMs;
    beforeMs = nowMs;
  }
  const watchedMs = beforeMs - beganMs;
  return { watchedMs, longestGapMs, stolenShare: stolenMs / watchedMs };
}
