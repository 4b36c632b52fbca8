/**
 * The columns of trials that a study keeps on request: `raw/<order>.columns`, as the trial's process
 * handed them over.
 *
 * @module
 */
import type { MeasuredTrial } from "../record.ts";
import { countTasks } from "../trial/accounting.ts";
import type { TrialResult } from "../trial/run_trial.ts";
import { decodeTrial } from "../trial/trial_file.ts";
import { RAW } from "./_study_files.ts";
import { explained, StudyStoreError } from "./store_error.ts";

/**
 * Keeps what a trial handed over.
 *
 * @param directory The study's directory.
 * @param order Position of the trial in the study.
 * @param record The file's bytes, as they came.
 * @throws {StudyStoreError} If they cannot be written.
 */
export async function keepRaw(
  directory: string,
  order: number,
  record: Uint8Array,
): Promise<void> {
  const folder = `${directory}/${RAW}`;
  try {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeFile(rawPath(directory, order), record);
  } catch (error) {
    throw explained(error, folder, "written");
  }
}

/**
 * Says which trials have kept their columns, without reading them.
 *
 * @param directory The study's directory.
 * @returns Their orders.
 * @throws {StudyStoreError} If the folder is there and cannot be read.
 */
export async function rawOrders(directory: string): Promise<ReadonlySet<number>> {
  const orders = new Set<number>();
  const folder = `${directory}/${RAW}`;
  try {
    for await (const { name } of Deno.readDir(folder)) {
      const [, order] = /^(\d+)\.columns$/.exec(name) ?? [];
      if (order !== undefined) orders.add(Number(order));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw explained(error, folder, "read");
  }
  return orders;
}

/**
 * Reads what a trial recorded. A study directory is copied, cut off and mixed up by hand, so the file is
 * held against the trial's record.
 *
 * @param directory The study's directory.
 * @param trial The record.
 * @returns What it was measured from.
 * @throws {StudyStoreError} If the file cannot be read, is damaged or is another trial's; it is named.
 */
export async function readRaw(directory: string, trial: MeasuredTrial): Promise<TrialResult> {
  const path = rawPath(directory, trial.order);
  const bytes = await Deno.readFile(path).catch((error) => {
    throw explained(error, path, "read");
  });
  let result: TrialResult;
  try {
    result = decodeTrial(bytes);
  } catch (error) {
    throw new StudyStoreError(
      `"${path}" cannot be used: ${(error as Error).message}; ` +
        "remove it to go without this trial's tasks, or take the study again",
    );
  }
  if (isOf(trial, result)) return result;
  throw new StudyStoreError(
    `"${path}" holds the columns of another trial than number ${trial.order} of the study beside ` +
      "it: remove it to go without this trial's tasks, or take the study again",
  );
}

function rawPath(directory: string, order: number): string {
  return `${directory}/${RAW}/${order}.columns`;
}

/** What became of the tasks, and the longest wait to the last digit: no two trials agree in that. */
function isOf({ counts, metrics }: MeasuredTrial, { columns, facts }: TrialResult): boolean {
  // The header is whatever JSON was in the file.
  if (facts?.released !== counts.released) return false;
  let longestMs = -Infinity;
  columns.started.forEach((startedMs, task) => {
    const waitMs = startedMs - columns.intended[task];
    if (waitMs > longestMs) longestMs = waitMs;
  });
  const found = countTasks(columns, facts.released);
  return longestMs === (metrics.waitMs.max ?? -Infinity) &&
    Object.entries(found).every(([name, tasks]) => counts[name as keyof typeof counts] === tasks);
}
