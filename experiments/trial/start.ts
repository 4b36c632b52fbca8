import type { Clock } from "./clock.ts";
import type { Columns } from "./columns.ts";

// Time between the end of setting up and the start, so that the first task is not late.
const LEAD_MS = 5;

/**
 * Sets the start of a schedule a moment ahead and writes when each task is intended.
 *
 * @param columns Receives the intended times, in ms since the clock's epoch.
 * @param intendedMs Times since the start, as planned; null if they are written as tasks come.
 * @param clock The clock.
 * @returns The start, in ms since the clock's epoch.
 */
export function setStart(
  { intended, tasks }: Pick<Columns, "intended" | "tasks">,
  intendedMs: Float64Array | null,
  clock: Clock,
): number {
  // Copied before the start is set: copying a long schedule takes longer than the lead.
  if (intendedMs !== null) intended.set(intendedMs);
  const startMs = clock.now() + LEAD_MS;
  for (let task = 0; task < tasks; task++) intended[task] += startMs;
  return startMs;
}
