import { describeSettled, type Examination } from "./_samples.ts";
import type { TimerFinding } from "./host_report.ts";

const ASKED_MS = [0, 1, 10];
const FIRINGS = 40;

/**
 * Measures the floor and the overshoot of the loop's timers.
 *
 * @param examination Clock and sizes.
 * @returns A finding for each delay.
 */
export async function measureTimers(
  { clock, sized }: Examination,
): Promise<readonly TimerFinding[]> {
  const findings: TimerFinding[] = [];
  for (const askedMs of ASKED_MS) {
    const actualMs = new Float64Array(sized(FIRINGS));
    for (let firing = 0; firing < actualMs.length; firing++) {
      const setMs = clock.now();
      actualMs[firing] = await new Promise<number>((resolve) => {
        setTimeout(() => resolve(clock.now() - setMs), askedMs);
      });
    }
    findings.push({ askedMs, actualMs: describeSettled(actualMs) });
  }
  return findings;
}
