import { attachColumns, type Columns, OUTCOME_CODE } from "./columns.ts";

/**
 * Copies what was recorded until a moment. Other threads may go on stamping while the copy is made, so
 * what came later is taken out of it, and a task whose end is in it only in part has not ended.
 *
 * @param columns The columns.
 * @param endMs The moment, in ms since the clock's epoch.
 * @returns The copy.
 */
export function observedUntil(columns: Columns, endMs: number): Columns {
  const { tasks, segmentsPerTask } = columns;
  const copy = attachColumns(columns.buffer.slice(0), tasks, segmentsPerTask);
  const { started, ended, returned, outcome } = copy;
  const { pending, completed, failed } = OUTCOME_CODE;
  for (let task = 0; task < tasks; task++) {
    if (!Number.isNaN(returned[task])) {
      // The loop knows of its end, so it has ended, even if its thread's clock is slightly ahead.
      started[task] = Math.min(started[task], endMs);
      ended[task] = Math.min(ended[task], endMs);
      continue;
    }
    if (!(started[task] <= endMs)) started[task] = NaN;
    const hasRun = outcome[task] === completed || outcome[task] === failed;
    if (hasRun && started[task] <= endMs && ended[task] <= endMs) continue;
    ended[task] = NaN;
    if (hasRun) outcome[task] = pending;
  }
  for (const stamps of [copy.segmentReady, copy.segmentStarted, copy.segmentEnded]) {
    stamps.forEach((ms, row) => {
      if (ms > endMs && Number.isNaN(returned[Math.floor(row / segmentsPerTask)])) {
        stamps[row] = NaN;
      }
    });
  }
  return copy;
}
